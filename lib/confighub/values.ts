import * as z from 'zod/mini'
import { mostValueColumns } from '#lib/confighub/columns/most-value-columns.ts'

/** A value shown in the grid: a path in where_data syntax on resources of a type. */
export const ValueColumn = z.object({
  resourceType: z.string().check(z.maxLength(256)),
  path: z.string().check(z.minLength(1), z.maxLength(1024)),
})
export type ValueColumn = z.infer<typeof ValueColumn>

/** Body of `POST /api/values`: values from inside documents, which lists never carry (decision 0008). */
export const ValuesRequest = z.object({
  unitIds: z.array(z.uuid()).check(z.maxLength(10_000)),
  columns: z.array(ValueColumn).check(z.minLength(1), z.maxLength(mostValueColumns)),
})
export type ValuesRequest = z.infer<typeof ValuesRequest>

/** The values of a path in one document: none, or one for each resource that has it. */
export const ValueCell = z.array(
  z.object({
    /** Scalars as they are, and anything else as text; masked when the path looks like a secret. */
    value: z.union([z.string(), z.number(), z.boolean(), z.null()]),
    masked: z.optional(z.literal(true)),
    /** The text is no text of the document: it is the JSON of a list or a map, or a whole number that a double would round. */
    isJson: z.optional(z.literal(true)),
    /**
     * Of the whole value, where what is sent does not tell it from others: its end is cut off, invisible characters are
     * written out, or its keys might stand in another order.
     */
    digest: z.optional(z.string()),
  }),
)
export type ValueCell = z.infer<typeof ValueCell>

export const ValuesResponse = z.object({
  /** By UnitID; units that were deleted or may not be seen are absent. Cells are in the order of the columns. */
  units: z.record(z.string(), z.object({ DataHash: z.string(), cells: z.array(ValueCell) })),
})
export type ValuesResponse = z.infer<typeof ValuesResponse>
