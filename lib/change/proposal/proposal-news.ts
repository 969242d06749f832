import * as z from 'zod/mini'

const Unit = z.object({ UnitID: z.uuid(), SpaceSlug: z.string(), Slug: z.string() })
export type NamedUnit = z.infer<typeof Unit>

/** What happened around a proposal since it was made, as `GET /api/proposals/<tag>/news` answers it. */
export const ProposalNews = z.object({
  /** Its query, asked again. `picked`: its units were chosen one by one. */
  matches: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('known'),
      /** Units that match now and were not previewed; undefined when the record does not name all that were. */
      gained: z.optional(z.array(Unit)),
      moreGained: z.int(),
      /** Units of the proposal, still as they were, that no longer match. */
      lost: z.array(Unit),
    }),
    z.object({ kind: z.literal('picked') }),
    z.object({ kind: z.literal('unknown'), why: z.string() }),
  ]),
  /** Other open proposals for some of the same units as they are now; those with the same paths first. */
  overlaps: z.array(
    z.object({
      TagID: z.uuid(),
      SpaceID: z.uuid(),
      reason: z.string(),
      author: z.string(),
      units: z.int(),
      /** Paths that both change; undefined when one of the patches names none. */
      paths: z.optional(z.array(z.string())),
    }),
  ),
  /** There are more open proposals than were compared. */
  hasMoreProposals: z.boolean(),
})
export type ProposalNews = z.infer<typeof ProposalNews>
