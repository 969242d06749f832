import * as z from 'zod/mini'
import { ValueCell, ValueColumn } from '#lib/confighub/values.ts'

/** A document for each unit that its own one is compared with. */
export const BaselineOf = z.discriminatedUnion('kind', [
  /** The head of the unit that it was cloned from. */
  z.object({ kind: z.literal('upstream') }),
  /** The revision that was released last. */
  z.object({ kind: z.literal('released') }),
  /** Its own head, with which others are compared. */
  z.object({ kind: z.literal('head') }),
  /** The revision that was the head at that time. */
  z.object({ kind: z.literal('at'), time: z.iso.datetime() }),
])
export type BaselineOf = z.infer<typeof BaselineOf>

/** Body of `POST /api/baselines`. */
export const BaselinesRequest = z.object({
  of: BaselineOf,
  unitIds: z.array(z.uuid()).check(z.maxLength(1000)),
  columns: z.array(ValueColumn).check(z.maxLength(20)),
})
export type BaselinesRequest = z.infer<typeof BaselinesRequest>

export const BaselineAnswer = z.discriminatedUnion('kind', [
  /** The unit has no upstream, was never released, or did not exist at that time. */
  z.object({ kind: z.literal('nothing') }),
  z.object({
    kind: z.literal('document'),
    /** Which one it is: `r12`, or for a head the Space and the name of its unit. */
    name: z.string(),
    /** The unit of a head. */
    UnitID: z.exactOptional(z.string()),
    DataHash: z.exactOptional(z.string()),
    /** In the order of the columns; absent when the document could not be read. */
    cells: z.exactOptional(z.array(ValueCell)),
  }),
])
export type BaselineAnswer = z.infer<typeof BaselineAnswer>

/** By UnitID; units whose baseline is not known are absent. */
export const BaselinesResponse = z.object({ units: z.record(z.string(), BaselineAnswer) })
export type BaselinesResponse = z.infer<typeof BaselinesResponse>
