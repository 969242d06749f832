import { frozenPart, outcomeOfHead, writtenAlready } from '#lib/change/commit/write-unit.ts'
import type { PlannedUnit } from '#lib/change/consent/chosen-units.ts'
import type { Outcome, Patch } from '#lib/change/model.ts'
import type { FoundRecord } from '#lib/change/record/tag-record.ts'
import type { Drift } from '#lib/change/selection/drift.ts'

/** Outcomes that are known without computing the document. */
export function settledBefore(
  patch: Patch,
  { written, continued, heads }: FoundRecord,
  unit: PlannedUnit,
  drift: Drift,
): Outcome | undefined {
  const head = heads.get(unit.UnitID) ?? drift.headOf(unit)
  const ours = written.get(unit.UnitID)
  const hasMoved = head !== undefined && head.num !== unit.HeadRevisionNum
  // A unit may no longer match the query because of what this change already wrote.
  if (hasMoved && (ours !== undefined || head.dataHash === unit.resultHash)) {
    return outcomeOfHead(unit, head, ours)
  }
  const before = ours ?? continued.get(unit.UnitID)
  // The write was not known when the rest was previewed, and the preview began with what it had made.
  if (head !== undefined && before !== undefined && (head.num === before || addsUp(patch)))
    return ours === undefined ? writtenByOther(unit, before, head.num) : writtenAlready(unit, head, ours)
  if (!drift.isSelected(unit)) return { ...frozenPart(unit), status: 'left-query' }
  return hasMoved ? outcomeOfHead(unit, head, undefined) : undefined
}

/** Applied to what it has made, such a patch makes something else again. */
function addsUp(patch: Patch): boolean {
  return patch.kind === 'set-fields' && patch.fields.some(({ how }) => how === 'add' || how === 'multiply')
}

function writtenByOther(unit: PlannedUnit, revisionNum: number, headRevisionNum: number): Outcome {
  const reason = `The change that this one continues wrote it as revision ${revisionNum}. It was left as it is, so that the patch is not applied twice.`
  return { ...frozenPart(unit), status: 'moved', reason, headRevisionNum }
}
