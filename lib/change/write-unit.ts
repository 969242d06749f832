import type { PlannedUnit } from '#lib/change/admit.ts'
import type { FrozenUnit, Outcome } from '#lib/change/model.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { ConfigHubError, isNoAnswer } from '#lib/confighub/error.ts'

export type WriteTerms = { readonly reason: string; readonly tagId: string }

/** Writes one unit exactly as previewed, or says why not. Never throws: an outcome is always an answer. */
export async function writeUnit(
  hub: ConfigHub,
  unit: PlannedUnit,
  text: string,
  { reason, tagId }: WriteTerms,
): Promise<Outcome> {
  const frozen = frozenPart(unit)
  try {
    const { Unit, Error: error } = await hub.putUnitData(unit.SpaceID, unit.UnitID, text, {
      ifMatch: unit.DataHash,
      lastChangeDescription: reason,
      tag: tagId,
    })
    if (error !== undefined)
      return { ...frozen, status: 'refused', reason: error.Message ?? 'ConfigHub refused it.' }
    return { ...frozen, status: 'written', revisionNum: Unit?.HeadRevisionNum ?? unit.HeadRevisionNum + 1 }
  } catch (error) {
    if (!(error instanceof ConfigHubError)) return refused(frozen, String(error))
    if (error.status === 409) return explainConflict(hub, unit, error)
    if (isNoAnswer(error) || error.status >= 500) return findOut(hub, unit, tagId, error)
    return refused(frozen, error.message, error.requestId)
  }
}

export function movedOutcome(unit: FrozenUnit, detail: string, headRevisionNum?: number): Outcome {
  const reason = `Somebody changed this unit after the preview; it was left as it is. ${detail}`.trim()
  return { ...unit, status: 'moved', reason, ...(headRevisionNum === undefined ? {} : { headRevisionNum }) }
}

export function frozenPart(unit: FrozenUnit): FrozenUnit {
  const { UnitID, SpaceID, Slug, SpaceSlug, HeadRevisionNum, DataHash } = unit
  return { UnitID, SpaceID, Slug, SpaceSlug, HeadRevisionNum, DataHash }
}

// Nearly always somebody was faster; but a unit in an open ChangeSet answers 409 as well.
async function explainConflict(hub: ConfigHub, unit: PlannedUnit, error: ConfigHubError): Promise<Outcome> {
  const frozen = frozenPart(unit)
  const head = await hub.unit(unit.SpaceID, unit.UnitID).catch(() => undefined)
  if (head === undefined) return movedOutcome(frozen, error.message)
  const { HeadRevisionNum } = head.Unit
  if (HeadRevisionNum === unit.HeadRevisionNum) return refused(frozen, error.message, error.requestId)
  return movedOutcome(frozen, `It is at revision ${HeadRevisionNum} now.`, HeadRevisionNum)
}

// The answer was lost, not necessarily the write: one look at the unit tells which.
async function findOut(
  hub: ConfigHub,
  unit: PlannedUnit,
  tagId: string,
  lost: ConfigHubError,
): Promise<Outcome> {
  const frozen = frozenPart(unit)
  try {
    const { Unit, HeadRevision } = await hub.unit(unit.SpaceID, unit.UnitID, { include: 'HeadRevisionNum' })
    const tagged = HeadRevision?.Tags !== undefined && tagId in HeadRevision.Tags
    if (tagged && Unit.DataHash === unit.resultHash) {
      return { ...frozen, status: 'written', revisionNum: Unit.HeadRevisionNum ?? unit.HeadRevisionNum + 1 }
    }
    if (Unit.HeadRevisionNum === unit.HeadRevisionNum) {
      return refused(frozen, `Not written: ${lost.message}`, lost.requestId)
    }
    return movedOutcome(frozen, '', Unit.HeadRevisionNum)
  } catch {
    const reason = `${lost.message} It may or may not have been written; look again once ConfigHub answers.`
    return { ...frozen, status: 'unknown', reason }
  }
}

function refused(unit: FrozenUnit, reason: string, requestId?: string): Outcome {
  return { ...unit, status: 'refused', reason, ...(requestId === undefined ? {} : { requestId }) }
}
