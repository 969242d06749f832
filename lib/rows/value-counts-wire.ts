import * as z from 'zod/mini'
import { RowsQuestion } from '#lib/rows/rows-wire.ts'

/** Body of `POST /api/value-counts`: an attribute as `where` writes it; of a map without a key, its keys are counted. */
export const ValueCountsRequest = z.extend(RowsQuestion, {
  attribute: z.string().check(z.minLength(1), z.maxLength(500)),
})
export type ValueCountsRequest = z.infer<typeof ValueCountsRequest>

/** How many units have each value. */
export const ValueCounts = z.object({
  /** The most frequent first; no secret is among them. */
  values: z.array(z.object({ value: z.string(), units: z.int() })),
  /** Further different values that are not listed. */
  more: z.int(),
  /** Different values that are masked, so nobody can ask for them by what is shown. */
  masked: z.int(),
  /** Different values with characters that nobody sees, so nobody can ask for them by what is shown. */
  invisible: z.int(),
  /** Units without a value. */
  absent: z.int(),
  /** Units whose value cannot be seen, because what has it was not sent, or because it is no single text. */
  unknown: z.int(),
  /** Units that were counted. */
  units: z.int(),
  /** More units match than were counted. */
  isPartial: z.boolean(),
})
export type ValueCounts = z.infer<typeof ValueCounts>

/** More values than this are read by nobody. */
export const listedValues = 200
/** More units than this are not counted: the answer would be late. */
export const countedUnits = 50_000
