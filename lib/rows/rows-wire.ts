import * as z from 'zod/mini'
import { AskedCall } from '#lib/confighub/asked-call.ts'
import { Packed } from '#lib/rows/packed.ts'
import { askedFields } from '#lib/rows/rows-asked.ts'

/** Which units: the three texts of a query. */
export const RowsQuestion = z.object({
  where: z.string().check(z.maxLength(10_000)),
  whereData: z.string().check(z.maxLength(10_000)),
  resourceType: z.string().check(z.maxLength(256)),
})
export type RowsQuestion = z.infer<typeof RowsQuestion>

/** The same with the conditions that are computed here, on what the three texts select. */
export const FilteredQuestion = z.extend(RowsQuestion, {
  computed: z._default(z.string().check(z.maxLength(2000)), ''),
})
export type FilteredQuestion = z.infer<typeof FilteredQuestion>

/** What became of the conditions that are computed here. */
export const ComputedOutcome = z.object({
  /** Units for which the functions were run. */
  judged: z.int(),
  /** Of these, whether so many meet the conditions is unknown. They are no rows. */
  unknown: z.int(),
  /** The first of them, with the reason. */
  named: z.array(z.object({ id: z.string(), slug: z.string(), space: z.string(), reason: z.string() })),
  /** The other conditions select more units, for which nothing was computed. */
  isCut: z.boolean(),
})
export type ComputedOutcome = z.infer<typeof ComputedOutcome>

/** Body of `POST /api/rows`. */
export const RowsRequest = z.extend(FilteredQuestion, {
  fields: z.array(z.enum(askedFields)).check(z.maxLength(20)),
})
export type RowsRequest = z.infer<typeof RowsRequest>

/** What a Space says about each of its units. */
export const SpaceFacts = z.object({
  SpaceID: z.string(),
  Slug: z.string(),
  Labels: z.optional(z.record(z.string(), z.string())),
})
export type SpaceFacts = z.infer<typeof SpaceFacts>

const columns = z.record(z.string(), Packed)

/** Cells of one batch, by UnitID. */
export const RowsBatch = z.object({ ids: z.array(z.string()), columns })
export type RowsBatch = z.infer<typeof RowsBatch>

/** The last line of an answer that failed after it had begun. */
export const ErrorLine = z.object({
  event: z.literal('error'),
  status: z.int(),
  message: z.string(),
  code: z.optional(z.string()),
  requestId: z.optional(z.string()),
})
export type ErrorLine = z.infer<typeof ErrorLine>

/** The lines of the answer. Rows come first; `late` brings cells of rows that came before. */
export const RowsLine = z.discriminatedUnion('event', [
  z.object({ event: z.literal('rows'), ...RowsBatch.shape }),
  z.object({ event: z.literal('late'), ...RowsBatch.shape }),
  z.object({ event: z.literal('spaces'), spaces: z.array(SpaceFacts) }),
  z.object({
    event: z.literal('end'),
    /** How many rows were sent. */
    count: z.int(),
    /** More match than may be sent. */
    isTruncated: z.boolean(),
    /** What ConfigHub was asked, and how many rows each call gave; a row may come with several. */
    calls: z.array(z.object({ where: z.string(), rows: z.int() })),
    /** Absent where nothing is computed here. */
    computed: z.optional(ComputedOutcome),
    /** What that took, call by call; absent where nobody kept count. */
    asked: z.optional(z.array(AskedCall)),
  }),
  ErrorLine,
])
export type RowsLine = z.infer<typeof RowsLine>
