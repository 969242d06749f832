import * as z from 'zod/mini'

/** About as many as a screen shows at once, bulk changes included; more are requested in batches. */
export const revisionsAtOnce = 100

/** A revision is described against the one before it, so it is identified by number. */
export const RevisionKey = z.object({ UnitID: z.uuid(), RevisionNum: z.int().check(z.minimum(1)) })
export type RevisionKey = z.infer<typeof RevisionKey>

/** Body of `POST /api/activity`: what these revisions changed. Lists never carry documents (decision 0008). */
export const SentencesRequest = z.object({
  revisions: z.array(RevisionKey).check(z.minLength(1), z.maxLength(revisionsAtOnce)),
})

const UnknownReason = z.enum(['gone', 'no-before', 'too-large', 'unreadable'])
export type UnknownReason = z.infer<typeof UnknownReason>

/** What one revision changed, with secrets masked, or why that is unknown. */
export const ChangeDescription = z.union([
  z.object({ sentence: z.string() }),
  z.object({ unknown: UnknownReason }),
])
export type ChangeDescription = z.infer<typeof ChangeDescription>

/** In the order of the request. */
export const SentencesResponse = z.object({ descriptions: z.array(ChangeDescription) })
export type SentencesResponse = z.infer<typeof SentencesResponse>

export const unknownTexts: Readonly<Record<UnknownReason, string>> = {
  gone: 'the revision no longer exists, or you may not see it',
  'no-before': 'the revision before it no longer exists',
  'too-large': 'the document is too large to compare in a list; open the difference',
  unreadable: 'a document before or after it is not readable YAML; open the difference',
}
