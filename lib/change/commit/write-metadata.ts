import type { Pace } from '#lib/change/commit/pace.ts'
import { movedOutcome } from '#lib/change/commit/write-unit.ts'
import type { PlannedUnit } from '#lib/change/consent/chosen-units.ts'
import { holds, metadataFields, patchBody } from '#lib/change/metadata/values.ts'
import type { Outcome } from '#lib/change/model.ts'
import type { SealedMetadata } from '#lib/change/seal/seal-contents.ts'
import { frozenPart } from '#lib/change/selection/frozen-part.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { ConfigHubError, mayBeDone } from '#lib/confighub/error.ts'

/**
 * Writes the metadata of one unit exactly as previewed, or says why not: ConfigHub refuses it when anyone changed the
 * unit since the Version that was previewed. Never throws.
 */
export async function writeMetadata(
  hub: ConfigHub,
  unit: PlannedUnit,
  metadata: SealedMetadata,
  pace: Pace,
): Promise<Outcome> {
  const change = { ...patchBody(metadata.after), Version: metadata.version }
  const frozen = frozenPart(unit)
  try {
    const { Error: error } = await pace.run(() => hub.patchUnit(unit.SpaceID, unit.UnitID, change))
    if (error !== undefined)
      return { ...frozen, status: 'refused', reason: error.Message ?? 'ConfigHub refused it.' }
    return { ...frozen, status: 'written', revisionNum: unit.HeadRevisionNum }
  } catch (error) {
    if (!(error instanceof ConfigHubError)) return { ...frozen, status: 'refused', reason: String(error) }
    if (error.status !== 409 && !mayBeDone(error) && error.status < 500) return refused(unit, error)
    return findOut(hub, unit, metadata, error)
  }
}

/** What became of a write that conflicted, or whose answer was lost. Reading the unit tells, unless it is still under way. */
async function findOut(
  hub: ConfigHub,
  unit: PlannedUnit,
  { after, version }: SealedMetadata,
  error: ConfigHubError,
): Promise<Outcome> {
  const frozen = frozenPart(unit)
  const select = ['Slug', 'HeadRevisionNum', ...metadataFields].join(',')
  const seen = await hub.unit(unit.SpaceID, unit.UnitID, { select }).catch(() => undefined)
  const isConflict = error.status === 409
  if (seen === undefined) return isConflict ? movedOutcome(frozen, error.message) : unsure(unit, error)
  // A write that timed out may still be in progress.
  if (seen.Unit.Version === version) return isConflict ? refused(unit, error) : unsure(unit, error)
  const stands = holds(seen.Unit, after)
  // A proxy may have sent the write twice: then the second conflicts with the first.
  if (stands && seen.Unit.Version === version + 1)
    return { ...frozen, status: 'written', revisionNum: unit.HeadRevisionNum }
  return stands && !isConflict ? unsure(unit, error) : movedOutcome(frozen, '')
}

function refused(unit: PlannedUnit, { message, requestId }: ConfigHubError): Outcome {
  const why = requestId === undefined ? {} : { requestId }
  return { ...frozenPart(unit), status: 'refused', reason: message, ...why }
}

function unsure(unit: PlannedUnit, { message }: ConfigHubError): Outcome {
  const reason = `${message} It may or may not have been written; check once ConfigHub answers again.`
  return { ...frozenPart(unit), status: 'unknown', reason }
}
