import type { CommitPlan } from '#lib/change/consent/admit.ts'
import type { PlannedUnit } from '#lib/change/consent/chosen-units.ts'
import { undoneTagId } from '#lib/change/preview/restore.ts'
import { standingOf } from '#lib/change/record/proof-schema.ts'
import { type RecordReader, readProven } from '#lib/change/record/record.ts'
import { writtenUnder } from '#lib/change/record/written-before.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'

/**
 * Someone takes back their own change, and only that: its record is proven, and each of these units still is as it left
 * it. The undo of an undo brings something back, so it is no emergency.
 */
export async function isOwnUndo(
  hub: ConfigHub,
  plan: CommitPlan,
  units: readonly PlannedUnit[],
  reader: RecordReader,
): Promise<boolean> {
  const { patch, author } = plan.contents
  const tagId = patch.kind === 'restore' ? undoneTagId(patch.to) : undefined
  if (tagId === undefined || plan.record.kind === 'continue') return false
  const undone = await readProven(hub, tagId, reader)
  const { facts } = undone.claim
  if (facts.author !== author.UserID || facts.undoes !== '') return false
  if (standingOf(undone.proof) !== 'proven') return false
  const written = writtenUnder(undone)
  return units.every(({ UnitID, HeadRevisionNum }) => written.get(UnitID) === HeadRevisionNum)
}
