import { movedOutcome, outcomeOfHead } from '#lib/change/commit/write-unit.ts'
import type { PlannedUnit } from '#lib/change/consent/chosen-units.ts'
import type { Outcome } from '#lib/change/model.ts'
import type { FoundRecord } from '#lib/change/record/tag/tag-record.ts'
import type { SealedMetadata } from '#lib/change/seal/seal-contents.ts'
import type { Drift } from '#lib/change/selection/drift.ts'
import { frozenPart } from '#lib/change/selection/frozen-part.ts'

/** Outcomes that are known without computing the document. */
export function settledBefore(
  { written, continued, heads }: FoundRecord,
  unit: PlannedUnit,
  drift: Drift,
): Outcome | undefined {
  if (unit.metadata !== undefined) return settledMetadata({ written, continued }, unit, unit.metadata, drift)
  const head = heads.get(unit.UnitID) ?? drift.headOf(unit)
  const ours = written.get(unit.UnitID)
  const hasMoved = head !== undefined && head.num !== unit.HeadRevisionNum
  // A unit may no longer match the query because of what this change already wrote.
  if (head !== undefined && (ours !== undefined || (hasMoved && head.dataHash === unit.resultHash)))
    return outcomeOfHead(unit, head, ours)
  const others = continued.get(unit.UnitID)
  // The preview may have begun with what was written, and only some patches make nothing more of what they made.
  if (head !== undefined && others !== undefined) return writtenByOther(unit, others, head.num)
  if (!drift.isSelected(unit)) return { ...frozenPart(unit), status: 'left-query' }
  if (hasMoved) return outcomeOfHead(unit, head, undefined)
  return drift.hasOtherCase(unit) ? { ...frozenPart(unit), status: 'moved', reason: otherCase } : undefined
}

function settledMetadata(
  { written, continued }: Pick<FoundRecord, 'written' | 'continued'>,
  unit: PlannedUnit,
  { version }: SealedMetadata,
  drift: Drift,
): Outcome | undefined {
  const frozen = frozenPart(unit)
  // A unit may no longer match the query because of what this change already wrote.
  if (written.has(unit.UnitID))
    return { ...frozen, status: 'already-written', revisionNum: unit.HeadRevisionNum }
  if (continued.has(unit.UnitID)) return { ...frozen, status: 'moved', reason: writtenElsewhere }
  if (!drift.isSelected(unit)) return { ...frozen, status: 'left-query' }
  const now = drift.versionOf(unit)
  return now === undefined || now === version ? undefined : movedOutcome(frozen, '')
}

const writtenElsewhere =
  'Another record of this change wrote it. It was left as it is, so that the patch is not applied twice.'

const otherCase =
  'Its name or a label changed after the preview, and another value is meant for it now; it was left as it is. Preview again.'

function writtenByOther(unit: PlannedUnit, revisionNum: number, headRevisionNum: number): Outcome {
  const reason = `Another record of this change wrote it as revision ${revisionNum}. It was left as it is, so that the patch is not applied twice.`
  return { ...frozenPart(unit), status: 'moved', reason, headRevisionNum }
}
