import { saysTheSame } from '#lib/change/consent/revision-text.ts'
import {
  type ChangeCounts,
  changeKind,
  type FactTexts,
  factNames,
  kindLabel,
} from '#lib/change/record/annotations.ts'
import { writtenOf } from '#lib/change/record/change-record.ts'
import type { KeptOutcome } from '#lib/change/record/kept-outcomes.ts'
import type { Difference, Proof } from '#lib/change/record/proof-schema.ts'
import type { RecordFacts } from '#lib/change/record/record-facts.ts'
import type { Signature, StatusSignature } from '#lib/change/record/record-signature.ts'
import { type MomentReading, unknownChanges } from '#lib/change/record/tag/moment.ts'
import type { SealAuthor } from '#lib/change/seal/seal-contents.ts'
import type { WaveState } from '#lib/change/waves/state.ts'
import type { ExtendedUnit, Revision, Tag } from '#lib/confighub/schema/entities.ts'

/** The contents of a record. */
export type Claim = {
  readonly tag: Pick<Tag, 'TagID' | 'SpaceID' | 'Labels' | 'CreatedAt' | 'Version'>
  readonly texts: FactTexts
  readonly facts: RecordFacts
  readonly counts: ChangeCounts | undefined
  readonly signature: Signature
  readonly countsSignature: StatusSignature
  /** Why units were not written, by UnitID. */
  readonly outcomes: ReadonlyMap<string, KeptOutcome>
  readonly outcomesText: string
  readonly outcomesSignature: StatusSignature
  readonly state: WaveState | undefined
  readonly stateSignature: StatusSignature
  readonly moment: MomentReading
}

/** What ConfigHub holds. */
export type Holding = {
  /** Every revision that carries the Tag. */
  readonly revisions: readonly Revision[]
  /** The planned units and those of the revisions, as far as they can be seen. */
  readonly units: ReadonlyMap<string, ExtendedUnit>
  /** RevisionIDs of those whose document is the one sealed for their unit. */
  readonly sealed: ReadonlySet<string>
  /** Names of the targets that a change of metadata is about, by TargetID. */
  readonly targets: ReadonlyMap<string, string>
}

/** Where the record is read. */
export type Here = Pick<SealAuthor, 'OrganizationID' | 'hub'>

const maxListed = 50
/** All times are from one server's clock, and may be rounded to the second. */
const roundingMs = 1000

/** What the record alone shows: the signature, and whether it belongs to this Tag, Space, organization and hub. */
export function proveClaim(claim: Claim, here: Here): Proof {
  return proof(claim, differencesOfClaim(claim, here))
}

/** Compares the record with what ConfigHub holds, and returns the revisions for which it is true. */
export function prove(
  claim: Claim,
  holding: Holding,
  here: Here,
): { readonly proof: Proof; readonly sound: ReadonlySet<string> } {
  const sound = new Set<string>()
  const planned = new Set(claim.facts.plannedUnitIds)
  const found: Difference[] = []
  for (const revision of holding.revisions) {
    const differences = differencesOfRevision(revision, planned, claim, holding)
    found.push(...differences)
    if (differences.length === 0) sound.add(revision.RevisionID)
  }
  const unread = [...planned].filter((id) => !holding.units.has(id)).length
  // A change of metadata makes no revision, so there is nothing that could be counted or agree.
  const hasReadRevisions = claim.facts.metadata.size === 0
  const counted = unread > 0 || !hasReadRevisions ? [] : differencesOfCounts(claim, holding.revisions, sound)
  const putBack = differencesOfMoment(claim, holding.revisions, sound)
  const all = [...differencesOfClaim(claim, here), ...putBack, ...found, ...counted]
  return { proof: { ...proof(claim, all), hasReadRevisions, unread }, sound }
}

function proof({ signature, moment, tag }: Claim, differences: readonly Difference[]): Proof {
  const unknown = moment.kind === 'signed' ? unknownChanges(moment.moment, tag.Version) : undefined
  return {
    signature: signature.kind,
    hasReadRevisions: false,
    differences: differences.slice(0, maxListed),
    more: Math.max(0, differences.length - maxListed),
    unread: 0,
    ...(unknown !== undefined && { unknownChanges: unknown }),
  }
}

function differencesOfClaim(claim: Claim, here: Here): Difference[] {
  const { tag, texts, signature, moment } = claim
  const unlabelled: Difference[] = tag.Labels?.[kindLabel] === changeKind ? [] : [{ kind: 'unlabelled' }]
  if (signature.kind !== 'ours') return unlabelled
  const { altered } = signature
  if (factNames.every((name) => altered.includes(name) || texts[name] === ''))
    return [{ kind: 'all-altered' }, ...unlabelled]
  const differences: Difference[] = altered.map((fact) => ({ kind: 'altered', fact }))
  const isSigned = (name: (typeof factNames)[number]) => !altered.includes(name)
  // A copy is the signed record of another Tag, which one difference says completely.
  if (isSigned('record') && texts.record !== tag.TagID)
    differences.unshift({ kind: 'copied', record: texts.record })
  if (isSigned('space') && texts.space !== tag.SpaceID) differences.push({ kind: 'other-space' })
  if (isSigned('organization') && texts.organization !== here.OrganizationID)
    differences.push({ kind: 'other-organization' })
  if (isSigned('hub') && texts.hub !== here.hub) differences.push({ kind: 'other-hub', hub: texts.hub })
  differences.push(...alteredStatuses(claim))
  // Whatever was altered is no longer what the moment is of.
  const isWhole = differences.every(({ kind }) => kind !== 'altered')
  if (moment.kind === 'mixed' && isWhole) differences.push({ kind: 'mixed' })
  return [...differences, ...unlabelled]
}

function alteredStatuses(claim: Claim): Difference[] {
  const { countsSignature, outcomesSignature, stateSignature, moment } = claim
  const found = [
    ['counts', countsSignature],
    ['outcomes', outcomesSignature],
    ['state', stateSignature],
    ['moment', moment.kind],
  ] as const
  return found.flatMap(([fact, how]) => (how === 'altered' ? { kind: 'altered', fact } : []))
}

function differencesOfRevision(
  revision: Revision,
  planned: ReadonlySet<string>,
  { facts, tag, signature }: Claim,
  holding: Holding,
): Difference[] {
  const at = { unit: nameOf(revision, holding.units), revisionNum: revision.RevisionNum }
  const differences: Difference[] = []
  const { UserID: writer = '', Description = '' } = revision
  if (writer !== facts.author) differences.push({ kind: 'other-writer', ...at, author: facts.author, writer })
  if (timeOf(revision.CreatedAt) + roundingMs < timeOf(tag.CreatedAt))
    differences.push({ kind: 'too-early', ...at })
  if (!saysTheSame(Description, facts)) differences.push({ kind: 'other-reason', ...at })
  if (!planned.has(revision.UnitID)) differences.push({ kind: 'not-planned', ...at })
  else if (signature.kind === 'ours' && !holding.sealed.has(revision.RevisionID))
    differences.push({ kind: 'other-document', ...at })
  return differences
}

/** A proposal as it was made says that nothing is written yet. */
function differencesOfMoment(
  { facts, moment }: Claim,
  revisions: readonly Revision[],
  sound: ReadonlySet<string>,
): Difference[] {
  if (facts.proposed === '' || moment.kind !== 'signed' || moment.moment.number > 1) return []
  const written = revisions.filter(({ RevisionID }) => sound.has(RevisionID))
  const units = new Set(written.map(({ UnitID }) => UnitID)).size
  return units === 0 ? [] : [{ kind: 'put-back', units }]
}

/** A write without an answer may have happened after the counts were taken. */
function differencesOfCounts(
  { counts }: Claim,
  revisions: readonly Revision[],
  sound: ReadonlySet<string>,
): Difference[] {
  if (counts === undefined) return []
  const claimed = writtenOf(counts)
  const found = new Set(
    revisions.filter(({ RevisionID }) => sound.has(RevisionID)).map(({ UnitID }) => UnitID),
  ).size
  const most = claimed + (counts.unknown ?? 0)
  return found < claimed || found > most ? [{ kind: 'counts', claimed, found }] : []
}

function nameOf({ UnitID, UnitSlug, SpaceSlug }: Revision, units: Holding['units']): string {
  const found = units.get(UnitID)
  const space = found?.Unit.SpaceSlug ?? found?.Space?.Slug ?? SpaceSlug
  const slug = found?.Unit.Slug ?? UnitSlug
  return space === undefined || slug === undefined ? UnitID : `${space}/${slug}`
}

function timeOf(text: string | undefined): number {
  return Date.parse(text ?? '') || 0
}
