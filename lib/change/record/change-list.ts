import * as z from 'zod/mini'
import { ChangeSummary } from '#lib/change/record/change-record.ts'
import { changeStates } from '#lib/change/record/change-states.ts'

export const ListedChange = z.extend(ChangeSummary, {
  state: z.enum(changeStates),
  /** It is proposed, and whether others approved it is not known. */
  approval: z.exactOptional(z.literal('unknown')),
})
export type ListedChange = z.infer<typeof ListedChange>

/** Answer of `GET /api/changes`, newest first. */
export const ChangesResponse = z.object({
  changes: z.array(ListedChange),
  /** How many records these were chosen from. */
  read: z.int(),
  /** Of them, those that could not be searched by path, because their patch names none. */
  withoutPath: z.int(),
  /** Token of the next page; absent when nothing older is left. */
  older: z.exactOptional(z.string()),
})
export type ChangesResponse = z.infer<typeof ChangesResponse>

/** Which changes are asked for. What is absent does not matter. */
export type ChangeFilter = {
  /** UserID. */
  readonly person?: string
  /** Part of a ticket. */
  readonly ticket?: string
  /** ISO times. */
  readonly since?: string
  readonly until?: string
  /** UnitIDs, of which a change has at least one. */
  readonly unitIds?: readonly string[]
  /** A path or a field that the patch names. */
  readonly path?: string
}
