import { compareText } from '#lib/base/code-point-order.ts'
import type { HeldRevision } from '#lib/change/evidence/read-held.ts'
import type { Comparison } from '#lib/change/evidence/statement.ts'
import { shownAt } from '#lib/change/metadata/masked.ts'
import { changeHash, changesShown, type TargetNames } from '#lib/change/metadata/shown.ts'
import type { MetadataChange } from '#lib/change/model.ts'
import { metadataStates } from '#lib/change/record/metadata-states.ts'
import { isGenuine } from '#lib/change/record/proof-schema.ts'
import { type ProvenRecord, shownText } from '#lib/change/record/record.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { revisionKey, revisionsWithEarlier } from '#lib/confighub/revision-pairs.ts'

export const metadataSays =
  'ConfigHub keeps no revision of metadata: not who wrote it, not when, and not what was before. The only trace of this change is its signed record, so the values here are what that record says.'

export function isMetadataRecord({ claim }: Pick<ProvenRecord, 'claim'>): boolean {
  return claim.facts.metadata.size > 0
}

/**
 * The units whose metadata a change wrote, by its record, in the place of the revisions that it has none of. The head
 * that was written beside is there for the Attestations on it.
 */
export async function readHeldMetadata(
  hub: ConfigHub,
  record: ProvenRecord,
  signal?: AbortSignal,
): Promise<HeldRevision[]> {
  const { claim, holding } = record
  const { metadata, planned } = claim.facts
  const written = [...metadataStates(record)].flatMap(([id, state]) => (state === 'not-written' ? [] : id))
  const heads = written.map((UnitID) => ({ UnitID, RevisionNum: planned.get(UnitID)?.head ?? 0 }))
  const known = await revisionsWithEarlier(hub, heads, 'UnitID,RevisionNum,Attestations', signal)
  const held = heads.flatMap(({ UnitID, RevisionNum }): HeldRevision[] => {
    const change = metadata.get(UnitID)
    if (change === undefined) return []
    const found = holding.units.get(UnitID)
    const space = found?.Unit.SpaceSlug ?? found?.Space?.Slug ?? found?.Unit.SpaceID ?? ''
    return [
      {
        unit: `${space}/${found?.Unit.Slug ?? UnitID}`,
        // ConfigHub has no other name for what was written.
        revision: { RevisionID: UnitID, UnitID, RevisionNum, DataHash: changeHash(change) },
        before: known.get(revisionKey(UnitID, RevisionNum)),
        comparison: comparisonOf(change, holding.targets),
      },
    ]
  })
  return held.sort((a, b) => compareText(a.unit, b.unit))
}

/**
 * What the change wrote, by RevisionID. Of metadata, what the signed record says: where values stand, anyone may have
 * written them.
 */
export function soundOf(record: ProvenRecord): ReadonlySet<string> {
  const { claim, proof, sound } = record
  if (!isMetadataRecord(record)) return sound
  if (!isGenuine(proof) || claim.outcomesSignature !== 'signed') return new Set()
  const outcomes = [...claim.outcomes].filter(
    ([, { status }]) => status === 'written' || status === 'retried',
  )
  return new Set(outcomes.map(([id]) => id))
}

/** Each place before and after, without secrets. */
export function comparisonOf(change: MetadataChange, targets: TargetNames): Comparison {
  const changes = changesShown(change, targets).map(
    ({ resourceType, resourceName, path, change, from, to }) => ({
      resourceType,
      resourceName,
      path: shownText(path),
      change,
      ...(from === undefined ? {} : { from: shownAt(path, from) }),
      ...(to === undefined ? {} : { to: shownAt(path, to) }),
    }),
  )
  return { changes }
}
