import { setImmediate as nextTurn } from 'node:timers/promises'
import { compareText } from '#lib/base/code-point-order.ts'
import { isUuid } from '#lib/base/uuid.ts'
import { visibleText } from '#lib/base/visible-text.ts'
import { shownAt } from '#lib/change/metadata/masked.ts'
import { changesShown } from '#lib/change/metadata/shown.ts'
import { targetNames } from '#lib/change/metadata/target-names.ts'
import { holds, metadataFields } from '#lib/change/metadata/values.ts'
import type { MetadataChange } from '#lib/change/model.ts'
import { changeKind, kindLabel } from '#lib/change/record/annotations.ts'
import type { ChangedUnit, ChangeRecord, ChangeSummary } from '#lib/change/record/change-record.ts'
import { metadataStates } from '#lib/change/record/metadata-states.ts'
import type { PlannedEntry } from '#lib/change/record/planned-units.ts'
import { type Claim, type Holding, prove, proveClaim } from '#lib/change/record/proof.ts'
import type { Proof } from '#lib/change/record/proof-schema.ts'
import { readClaim } from '#lib/change/record/read-claim.ts'
import { resultTag } from '#lib/change/record/record-signature.ts'
import type { SealAuthor } from '#lib/change/seal/seal-contents.ts'
import type { WavePlan } from '#lib/change/waves/plan.ts'
import { shownWaves } from '#lib/change/waves/shown.ts'
import { maskText } from '#lib/config/mask/mask.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { ConfigHubError } from '#lib/confighub/error.ts'
import { gatesOf } from '#lib/confighub/gates.ts'
import type { ExtendedTag, ExtendedUnit, Revision, Unit } from '#lib/confighub/schema/entities.ts'

/** What is needed to check a signature: the secret of this deployment, and a person of this organization. */
export type RecordReader = { readonly secret: string; readonly author: SealAuthor }

/** A record with what ConfigHub holds beside it. */
export type ProvenRecord = {
  readonly tag: ExtendedTag
  readonly claim: Claim
  readonly holding: Holding
  readonly proof: Proof
  /** RevisionIDs of the revisions that this change wrote. */
  readonly sound: ReadonlySet<string>
}

/** What a Tag is read with. */
export const include = 'SpaceID'
const revisionFields = 'RevisionNum,UnitID,SpaceID,DataHash,Description,UserID,CreatedAt'
/** How many signatures are checked, or units read, before other requests get a turn. */
const shareAfter = { records: 25, units: 2000 }
const hashesAtOnce = 500

/** Searched by id, so that a Tag that was moved to another Space is found and reported. */
export async function readProven(
  hub: ConfigHub,
  tagId: string,
  { secret, author }: RecordReader,
  signal?: AbortSignal,
): Promise<ProvenRecord> {
  const { tag, claim } = await readClaimed(hub, tagId, { secret, author }, signal)
  const holding = await readHolding(hub, tag.Tag.TagID, claim, secret, signal)
  return { tag, claim, holding, ...prove(claim, holding, author) }
}

/** A record alone, which says what was signed; what ConfigHub holds of its units is not read. */
export type ClaimedRecord = Pick<ProvenRecord, 'tag' | 'claim' | 'proof'>

export async function readClaimed(
  hub: ConfigHub,
  tagId: string,
  { secret, author }: RecordReader,
  signal?: AbortSignal,
): Promise<ClaimedRecord> {
  const where = `TagID = '${tagId}'`
  const [tag] = isUuid(tagId) ? (await hub.tagPage({ where, include, limit: 1 }, signal)).items : []
  const claim = tag && readClaim(tag.Tag, secret)
  // Tags are also used for Releases and pins.
  const isChange = claim && (tag.Tag.Labels?.[kindLabel] === changeKind || claim.signature.kind !== 'none')
  if (!isChange) throw noSuchChange()
  return { tag, claim, proof: proveClaim(claim, author) }
}

async function readHolding(
  hub: ConfigHub,
  tagId: string,
  { facts }: Claim,
  secret: string,
  signal: AbortSignal | undefined,
): Promise<Holding> {
  const found = await hub.allRevisions({ where: `Tags ? '${tagId}'`, select: revisionFields }, signal)
  const revisions = found.map(({ Revision }) => Revision)
  const written = revisions.map(({ UnitID }) => UnitID)
  const ids = [...new Set([...facts.plannedUnitIds, ...written, ...facts.heldBack.why.keys()])]
  const select = [
    'Slug,SpaceID,SpaceSlug,HeadRevisionNum,DataHash,ToolchainType,ValidationErrors',
    ...(facts.metadata.size > 0 ? [...metadataFields, 'UpdatedAt'] : []),
  ].join(',')
  const units = await hub.unitsById(ids, { select, include }, signal)
  return {
    revisions,
    units: new Map(units.map((unit) => [unit.Unit.UnitID, unit])),
    sealed: await findSealed(revisions, facts.planned, secret),
    targets: await targetNames(hub, facts.metadata.values(), signal),
  }
}

async function findSealed(
  revisions: readonly Revision[],
  planned: ReadonlyMap<string, PlannedEntry>,
  secret: string,
): Promise<Set<string>> {
  const sealed = new Set<string>()
  for (const [index, { RevisionID, UnitID, DataHash = '' }] of revisions.entries()) {
    if (index % hashesAtOnce === hashesAtOnce - 1) await nextTurn()
    if (planned.get(UnitID)?.resultTag === resultTag(UnitID, DataHash, secret)) sealed.add(RevisionID)
  }
  return sealed
}

/** Records that say that they undo, continue or take up this one. Whether they are to be believed is in their proof. */
export async function findPointing(
  hub: ConfigHub,
  fact: 'undoes' | 'continues' | 'anew',
  tagId: string,
  reader: RecordReader,
  signal?: AbortSignal,
): Promise<ChangeSummary[]> {
  if (!isUuid(tagId)) return []
  const where = `Labels.${kindLabel} = '${changeKind}' AND Annotations.hubdeck.dev/${fact} = '${tagId}'`
  const { items } = await hub.tagPage({ where, include, limit: 100 }, signal)
  return summarizeAll(items, reader)
}

export async function summarizeAll(
  tags: readonly ExtendedTag[],
  reader: RecordReader,
): Promise<ChangeSummary[]> {
  return readClaims(tags, reader, (_, summary) => summary)
}

/** What is made of each record. A thousand records may name ten thousand units each, so none is kept beyond that. */
export async function readClaims<Made>(
  tags: readonly ExtendedTag[],
  { secret, author }: RecordReader,
  make: (claim: Claim, summary: ChangeSummary) => Made,
): Promise<Made[]> {
  const made: Made[] = []
  let [records, units] = [0, 0]
  for (const tag of tags) {
    const claim = readClaim(tag.Tag, secret)
    made.push(make(claim, summaryOf(tag, claim, proveClaim(claim, author))))
    records++
    units += claim.facts.plannedUnitIds.length
    if (records < shareAfter.records && units < shareAfter.units) continue
    await nextTurn()
    records = units = 0
  }
  return made
}

/** Without secrets and invisible characters. */
export function shownText(text: string): string {
  return visibleText(maskText(text))
}

/** Masked again: a record may be older than the current rules, or written by hand. */
export function summaryOf(
  { Tag, Space }: ExtendedTag,
  { facts, counts, state }: Claim,
  proof: Proof,
): ChangeSummary {
  const { author, selection, resourceType, sealHash, undoes, continues, anew, proposed } = facts
  return {
    TagID: Tag.TagID,
    SpaceID: Tag.SpaceID,
    SpaceSlug: Tag.SpaceSlug ?? Space?.Slug ?? Tag.SpaceID,
    Slug: Tag.Slug,
    ...(Tag.CreatedAt === undefined ? {} : { CreatedAt: Tag.CreatedAt }),
    reason: shownText(facts.reason),
    ticket: shownText(facts.ticket),
    author,
    selection,
    where: shownText(facts.where),
    whereData: shownText(facts.whereData),
    resourceType: shownText(resourceType),
    sealHash,
    planned: facts.plannedUnitIds.length,
    ...(counts === undefined ? {} : { counts }),
    undoes,
    continues,
    ...(anew !== '' && { anew }),
    ...shownWaves(facts.waves, state, shownText),
    proposed,
    proof,
  }
}

export function changedUnits(record: ProvenRecord): ChangedUnit[] {
  const { claim, holding, sound } = record
  const tagged = Map.groupBy(holding.revisions, ({ UnitID }) => UnitID)
  const ids = new Set([...claim.facts.plannedUnitIds, ...tagged.keys()])
  const isSigned = claim.signature.kind === 'ours'
  const states = metadataStates(record)
  return [...ids]
    .map((id) => ({
      ...changedUnit(id, holding.units.get(id), tagged.get(id) ?? [], sound, isSigned),
      ...outcomeOf(id, claim),
      ...inWave(id, claim.facts.waves),
      ...failingChecks(holding.units.get(id)),
      ...previewedOf(claim.facts.planned.get(id)),
      ...metadataOf(
        claim.facts.metadata.get(id),
        states.get(id),
        holding.units.get(id)?.Unit,
        holding.targets,
      ),
    }))
    .sort(byName)
}

/** Without secrets: a record may be written by hand. */
function metadataOf(
  change: MetadataChange | undefined,
  state: ChangedUnit['state'] | undefined,
  unit: Unit | undefined,
  targets: Holding['targets'],
): Partial<ChangedUnit> {
  if (change === undefined || state === undefined) return {}
  const shown = changesShown(change, targets).map(({ path, from = null, to = null }) => ({
    place: shownText(path),
    before: from === null ? null : String(shownAt(path, from)),
    after: to === null ? null : String(shownAt(path, to)),
  }))
  const { UpdatedAt } = unit ?? {}
  return {
    state,
    metadata: shown,
    ...(state === 'written' && UpdatedAt !== undefined && { writtenAt: UpdatedAt }),
    ...(state === 'not-written' && unit !== undefined && !holds(unit, change.before) && { isOutrun: true }),
  }
}

/** Only what is signed is said of a unit. */
function outcomeOf(id: string, { outcomes, outcomesSignature }: Claim): Pick<ChangedUnit, 'outcome'> {
  const outcome = outcomes.get(id)
  if (outcome === undefined || outcomesSignature !== 'signed') return {}
  return { outcome: { ...outcome, why: shownText(outcome.why) } }
}

function inWave(id: string, plan: WavePlan | undefined): Pick<ChangedUnit, 'wave'> {
  const wave = plan?.waveOf.get(id)
  return wave === undefined ? {} : { wave: wave + 1 }
}

function failingChecks(found: ExtendedUnit | undefined): Pick<ChangedUnit, 'failing'> {
  const failing = found === undefined ? [] : gatesOf(found.Unit).failing
  return failing.length === 0 ? {} : { failing: [...failing] }
}

function changedUnit(
  UnitID: string,
  found: ExtendedUnit | undefined,
  revisions: readonly Revision[],
  sound: ReadonlySet<string>,
  isSigned: boolean,
): ChangedUnit {
  const unit = found && {
    SpaceID: found.Unit.SpaceID,
    SpaceSlug: found.Unit.SpaceSlug ?? found.Space?.Slug ?? '',
    Slug: found.Unit.Slug,
    HeadRevisionNum: found.Unit.HeadRevisionNum ?? 0,
    DataHash: found.Unit.DataHash ?? '',
  }
  const newest = revisions.reduce<Revision | undefined>(
    (best, each) => (best === undefined || each.RevisionNum > best.RevisionNum ? each : best),
    undefined,
  )
  if (newest === undefined) return { UnitID, ...(unit && { unit }), state: 'not-written' }
  const { RevisionNum, CreatedAt } = newest
  const isProven = !isSigned || revisions.every(({ RevisionID }) => sound.has(RevisionID))
  const hasMovedOn = unit !== undefined && unit.HeadRevisionNum > RevisionNum
  return {
    UnitID,
    ...(unit && { unit }),
    revision: { RevisionNum, ...(CreatedAt === undefined ? {} : { CreatedAt }) },
    state: isProven ? (hasMovedOn ? 'moved-on' : 'written') : 'unproven',
  }
}

function previewedOf(entry: PlannedEntry | undefined): Pick<ChangedUnit, 'previewed'> {
  return entry === undefined ? {} : { previewed: entry.head }
}

function byName(a: ChangedUnit, b: ChangedUnit): number {
  return compareText(nameOf(a), nameOf(b))
}

export function nameOf({ UnitID, unit }: Pick<ChangeRecord['heldBack'][number], 'UnitID' | 'unit'>): string {
  return unit === undefined ? `~${UnitID}` : `${unit.SpaceSlug}/${unit.Slug}`
}

function noSuchChange(): ConfigHubError {
  return new ConfigHubError({
    status: 404,
    code: 'no-such-change',
    operation: 'GET /tag',
    message: 'There is no record of this change, or you may not see it.',
  })
}
