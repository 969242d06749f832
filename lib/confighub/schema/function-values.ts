import * as z from 'zod/mini'
import { ValueCell } from '#lib/confighub/values.ts'

/** A function of ConfigHub that is shown as a column, with its arguments by position. */
export const ReadingCall = z.object({
  name: z.string().check(z.maxLength(128)),
  arguments: z.array(z.string().check(z.maxLength(256))).check(z.maxLength(20)),
})
export type ReadingCall = z.infer<typeof ReadingCall>

/** Body of `POST /api/function-values`: what a function says of units, computed by a dry run. */
export const FunctionValuesRequest = z.extend(ReadingCall, {
  unitIds: z.array(z.uuid()).check(z.maxLength(200)),
})
export type FunctionValuesRequest = z.infer<typeof FunctionValuesRequest>

/** By UnitID: what it says, or why that is unknown. */
export const FunctionValuesResponse = z.object({
  units: z.record(z.string(), z.union([z.object({ cell: ValueCell }), z.object({ reason: z.string() })])),
})
export type FunctionValuesResponse = z.infer<typeof FunctionValuesResponse>
