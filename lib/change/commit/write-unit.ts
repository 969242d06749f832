import type { Pace } from '#lib/change/commit/pace.ts'
import type { PlannedUnit } from '#lib/change/consent/chosen-units.ts'
import type { FrozenUnit, Outcome } from '#lib/change/model.ts'
import { headOf, type UnitHead } from '#lib/change/selection/drift.ts'
import { frozenPart } from '#lib/change/selection/frozen-part.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { ConfigHubError, isLate, mayBeDone } from '#lib/confighub/error.ts'

export type WriteTerms = {
  readonly reason: string
  readonly tagId: string
  /** UserID of the writer: a revision by someone else is not part of this change, whatever Tag it carries. */
  readonly author: string
  readonly pace: Pace
}

const withoutHead = new ConfigHubError({
  status: 200,
  code: 'schema',
  operation: 'PUT /space/{id}/unit/{id}/data',
  message: 'The answer to the write does not name the revision it made (Unit.HeadRevisionNum).',
})

/** Writes one unit exactly as previewed, or says why not. Never throws: the result is always an outcome. */
export async function writeUnit(
  hub: ConfigHub,
  unit: PlannedUnit,
  text: string,
  terms: WriteTerms,
): Promise<Outcome> {
  const { reason, tagId, pace } = terms
  const frozen = frozenPart(unit)
  const look = () => lookAgain(hub, unit, terms)
  try {
    // Of two equal writes the second fails If-Match, and its conflict is then explained by the first.
    const { Unit, Error: error } = await pace.run(() =>
      hub.putUnitData(unit.SpaceID, unit.UnitID, text, {
        ifMatch: unit.DataHash,
        lastChangeDescription: reason,
        tag: tagId,
        isPaced: true,
      }),
    )
    if (error !== undefined)
      return { ...frozen, status: 'refused', reason: error.Message ?? 'ConfigHub refused it.' }
    const revisionNum = Unit?.HeadRevisionNum
    return revisionNum === undefined
      ? findOut(unit, look, withoutHead)
      : { ...frozen, status: 'written', revisionNum }
  } catch (error) {
    if (!(error instanceof ConfigHubError)) return refused(frozen, String(error))
    if (error.status === 409) return explainConflict(unit, look, error)
    if (mayBeDone(error) || error.status >= 500) return findOut(unit, look, error)
    return refused(frozen, error.message, error.requestId)
  }
}

export function movedOutcome(unit: FrozenUnit, detail: string, headRevisionNum?: number): Outcome {
  const reason = `Someone changed this unit after the preview; it was left as it is. ${detail}`.trim()
  return { ...unit, status: 'moved', reason, ...(headRevisionNum === undefined ? {} : { headRevisionNum }) }
}

/** Where a unit is now, and which of its revisions is that of this change. */
type Seen = { readonly head: UnitHead; readonly ours: number | undefined }
type Look = () => Promise<Seen>

// Usually someone else wrote first. But a unit in an open ChangeSet also answers 409, and so does one that this change
// has already written: the change was resumed in two windows, or a proxy sent the write twice.
async function explainConflict(unit: PlannedUnit, look: Look, error: ConfigHubError): Promise<Outcome> {
  const frozen = frozenPart(unit)
  try {
    const { head, ours } = await look()
    if (head.num === unit.HeadRevisionNum) return refused(frozen, error.message, error.requestId)
    return outcomeOfHead(unit, head, ours)
  } catch {
    return movedOutcome(frozen, error.message)
  }
}

// The answer was lost, but the write may have succeeded; reading the unit tells which.
async function findOut(unit: PlannedUnit, look: Look, lost: ConfigHubError): Promise<Outcome> {
  const frozen = frozenPart(unit)
  try {
    const { head, ours } = await look()
    if (ours !== undefined) return { ...frozen, status: 'written', revisionNum: ours }
    if (head.num !== unit.HeadRevisionNum) return outcomeOfHead(unit, head, ours)
    // A write that timed out may still be in progress.
    return isLate(lost)
      ? unsure(frozen, lost)
      : refused(frozen, `Not written: ${lost.message}`, lost.requestId)
  } catch {
    return unsure(frozen, lost)
  }
}

/**
 * The outcome for a unit that this change has written, as revision `ours`, or whose head is not the previewed one. It
 * counts as already written only while its head is that revision, or that very document.
 */
export function outcomeOfHead(unit: PlannedUnit, head: UnitHead, ours: number | undefined): Outcome {
  const frozen = frozenPart(unit)
  if (head.dataHash === unit.resultHash) {
    return ours === undefined
      ? { ...frozen, status: 'already-so', revisionNum: head.num }
      : { ...frozen, status: 'already-written', revisionNum: ours }
  }
  if (ours === undefined) {
    return movedOutcome(
      frozen,
      `It is at revision ${head.num}; the preview was of ${unit.HeadRevisionNum}.`,
      head.num,
    )
  }
  if (head.num === ours) return { ...frozen, status: 'already-written', revisionNum: ours }
  const reason = `This change wrote it as revision ${ours}; someone changed it since. It is at revision ${head.num} now, and was left as it is.`
  return { ...frozen, status: 'moved', reason, headRevisionNum: head.num }
}

/** The current head of the unit, and the revision that this change made of it, which may not be the head any more. */
async function lookAgain(
  hub: ConfigHub,
  { SpaceID, UnitID, HeadRevisionNum, resultHash }: PlannedUnit,
  { tagId, author }: WriteTerms,
): Promise<Seen> {
  const { Unit } = await hub.unit(SpaceID, UnitID)
  const head = headOf(Unit)
  if (head.num === HeadRevisionNum) return { head, ours: undefined }
  const where = `UnitID = '${UnitID}' AND Tags ? '${tagId}'`
  const tagged = await hub.allRevisions({ where, select: 'RevisionNum,UnitID,UserID,DataHash' })
  const ours = tagged.find(({ Revision }) => Revision.UserID === author && Revision.DataHash === resultHash)
  return { head, ours: ours?.Revision.RevisionNum }
}

function unsure(unit: FrozenUnit, { message }: ConfigHubError): Outcome {
  const reason = `${message} It may or may not have been written; check once ConfigHub answers again.`
  return { ...unit, status: 'unknown', reason }
}

function refused(unit: FrozenUnit, reason: string, requestId?: string): Outcome {
  return { ...unit, status: 'refused', reason, ...(requestId === undefined ? {} : { requestId }) }
}
