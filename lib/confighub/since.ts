import * as z from 'zod/mini'
import { ValueColumn } from '#lib/confighub/values.ts'

/** Body of `POST /api/since`: since which revision of a unit the values of its head are what they are. */
export const SinceRequest = z.object({
  spaceId: z.uuid(),
  unitId: z.uuid(),
  columns: z.array(ValueColumn).check(z.minLength(1), z.maxLength(20)),
})
export type SinceRequest = z.infer<typeof SinceRequest>

export const Since = z.discriminatedUnion('kind', [
  /** Set in this revision: the one before had another value. */
  z.object({
    kind: z.literal('since'),
    RevisionNum: z.int(),
    CreatedAt: z.exactOptional(z.string()),
    UserID: z.exactOptional(z.string()),
    Description: z.exactOptional(z.string()),
  }),
  /** It was so in the oldest revision that was read, and there are older ones. */
  z.object({ kind: z.literal('longer'), RevisionNum: z.int(), CreatedAt: z.exactOptional(z.string()) }),
  /** A document on the way could not be read. */
  z.object({ kind: z.literal('unknown') }),
])
export type Since = z.infer<typeof Since>

/** In the order of the columns. */
export const SinceResponse = z.object({ columns: z.array(Since) })
export type SinceResponse = z.infer<typeof SinceResponse>
