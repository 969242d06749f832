import { setImmediate as nextTurn } from 'node:timers/promises'
import type { CommitPlan } from '#lib/change/consent/admit.ts'
import type { PlannedUnit } from '#lib/change/consent/chosen-units.ts'
import { keepChanges, readKept } from '#lib/change/metadata/kept.ts'
import type { MetadataChange, Patch } from '#lib/change/model.ts'
import { undoneTagId } from '#lib/change/preview/restore.ts'
import {
  type Annotations,
  type FactTexts,
  factTexts,
  readText,
  readTexts,
} from '#lib/change/record/annotations.ts'
import { type HeldBack, keepHeldBack, readHeldBack } from '#lib/change/record/held-back.ts'
import { type AppliedRules, keepRules, readRules } from '#lib/change/record/kept-rules.ts'
import { type PlannedEntry, packUnits, unpackIds, unpackUnits } from '#lib/change/record/planned-units.ts'
import { patchHash, resultTag } from '#lib/change/record/record-signature.ts'
import { type RecordedPatch, readPatch } from '#lib/change/record/recorded-patch.ts'
import { packPlan, unpackPlan, type WavePlan } from '#lib/change/waves/plan.ts'
import { maskText } from '#lib/config/mask/mask.ts'
import { maskPatch } from '#lib/config/patch/mask-patch.ts'
import type { Tag } from '#lib/confighub/schema/entities.ts'

export type RecordFacts = {
  readonly reason: string
  readonly ticket: string
  /** UserID. */
  readonly author: string
  /** `unknown` in records that do not contain it. */
  readonly selection: 'query' | 'units' | 'unknown'
  readonly where: string
  readonly whereData: string
  readonly resourceType: string
  /** Masked. Absent when the record does not contain it. */
  readonly patch: RecordedPatch | undefined
  readonly patchHash: string
  readonly sealHash: string
  readonly plannedUnitIds: readonly string[]
  /** By UnitID; empty in records from before signatures. */
  readonly planned: ReadonlyMap<string, PlannedEntry>
  /** TagID of the change that this one undoes, and of the one that it continues. */
  readonly undoes: string
  readonly continues: string
  /** TagID of the proposal of which it takes up units that had changed since. */
  readonly anew: string
  /** Previewed units that are left out of what is written. */
  readonly heldBack: HeldBack
  /** Absent when all is written at once. */
  readonly waves: WavePlan | undefined
  /** By UnitID, for a change of metadata what is found and written; empty for others. */
  readonly metadata: ReadonlyMap<string, MetadataChange>
  /** What asked for approvals when a unit was written, and how many there were; of other units nothing is recorded. */
  readonly rules: AppliedRules
  /** When it was kept as a proposal (ISO); empty for a change that was written at once. */
  readonly proposed: string
}

/** The facts of a new record, without secrets: everyone who may read the Tag reads them. */
export async function newFacts(
  plan: CommitPlan,
  { TagID, SpaceID }: Pick<Tag, 'TagID' | 'SpaceID'>,
  secret: string,
  now: Date,
  /** Absent for a proposal, of which nothing is written yet. */
  rules?: AppliedRules,
): Promise<FactTexts> {
  const { selection, patch, author } = plan.contents
  const { where = '', whereData = '', resourceType = '' } = queryOf(selection)
  const facts: FactTexts = {
    record: TagID,
    space: SpaceID,
    organization: author.OrganizationID,
    hub: author.hub,
    at: now.toISOString(),
    author: author.UserID,
    reason: plan.reason,
    ticket: plan.ticket ?? '',
    selection: selection.kind,
    query: maskText(where),
    'where-data': maskText(whereData),
    'resource-type': resourceType,
    patch: JSON.stringify(maskPatch(patch)),
    'patch-hash': patchHash(patch, TagID, secret),
    seal: plan.sealHash,
    units: packUnits(await plannedEntries(plan.units, secret)),
    undoes: undoneBy(patch) ?? '',
    continues: plan.record.kind === 'continue' ? plan.record.continues : '',
    anew: plan.record.kind === 'new' ? (plan.record.anew ?? '') : '',
    proposed: rules === undefined ? now.toISOString() : '',
    waves:
      plan.waves === undefined
        ? ''
        : packPlan(
            plan.waves,
            plan.units.map(({ UnitID }) => UnitID),
          ),
    'held-back': keepHeldBack(plan.contents.units, new Set(plan.units.map(({ UnitID }) => UnitID))),
    metadata: keepChanges(
      plan.units.map(({ UnitID }) => UnitID),
      metadataOf(plan.units),
    ),
    rules: keepRules(
      plan.units.map(({ UnitID }) => UnitID),
      new Map(),
      rules ?? new Map(),
    ),
  }
  return factTexts((name) => facts[name])
}

function undoneBy(patch: Patch): string | undefined {
  if (patch.kind === 'undo-metadata') return patch.tagId.toLowerCase()
  return patch.kind === 'restore' ? undoneTagId(patch.to) : undefined
}

function metadataOf(units: readonly PlannedUnit[]): Map<string, MetadataChange> {
  return new Map(
    units.flatMap(({ UnitID, metadata }) => (metadata === undefined ? [] : [[UnitID, metadata] as const])),
  )
}

/**
 * The same record, with what a later preview of some of its units sealed. What is written under it stays proven by the
 * document that was sealed then.
 */
export async function withPreview(
  texts: FactTexts,
  plan: CommitPlan,
  written: ReadonlyMap<string, number>,
  applied: AppliedRules,
  secret: string,
): Promise<FactTexts> {
  const left = plan.units.filter(({ UnitID }) => !written.has(UnitID))
  const previewed = await plannedEntries(left, secret)
  const fresh = new Map(previewed.map((entry) => [entry.UnitID, entry]))
  const entries = unpackUnits(texts.units).map((entry) => fresh.get(entry.UnitID) ?? entry)
  const ids = entries.map(({ UnitID }) => UnitID)
  const metadata = keepChanges(ids, new Map([...readKept(texts.metadata, ids), ...metadataOf(left)]))
  const seals = new Set([...texts.seal.split(' ').filter(Boolean), plan.sealHash])
  const rules = keepRules(ids, readRules(texts.rules, ids), applied)
  return { ...texts, units: packUnits(entries), metadata, rules, seal: [...seals].join(' ') }
}

export function readFacts(annotations: Annotations | undefined): RecordFacts {
  const texts = readTexts(annotations)
  const entries = unpackUnits(texts.units)
  const plannedUnitIds =
    texts.units === '' ? unpackIds(readText(annotations, 'planned')) : entries.map(({ UnitID }) => UnitID)
  return {
    reason: texts.reason,
    ticket: texts.ticket,
    author: texts.author,
    selection: texts.selection === 'query' || texts.selection === 'units' ? texts.selection : 'unknown',
    where: texts.query,
    whereData: texts['where-data'],
    resourceType: texts['resource-type'],
    patch: readPatch(texts.patch),
    patchHash: texts['patch-hash'],
    sealHash: texts.seal,
    plannedUnitIds,
    planned: new Map(entries.map((entry) => [entry.UnitID, entry])),
    undoes: texts.undoes,
    continues: texts.continues,
    anew: texts.anew,
    heldBack: readHeldBack(texts['held-back']),
    waves: unpackPlan(texts.waves, plannedUnitIds),
    metadata: readKept(texts.metadata, plannedUnitIds),
    rules: readRules(texts.rules, plannedUnitIds),
    proposed: texts.proposed,
  }
}

/** How many hashes are computed before other requests get a turn. */
const shareAfter = 500

async function plannedEntries(units: readonly PlannedUnit[], secret: string): Promise<PlannedEntry[]> {
  const entries: PlannedEntry[] = []
  for (const { UnitID, HeadRevisionNum: head, resultHash } of units) {
    if (entries.length % shareAfter === shareAfter - 1) await nextTurn()
    entries.push({ UnitID, head, resultTag: resultTag(UnitID, resultHash, secret) })
  }
  return entries
}

function queryOf(selection: CommitPlan['contents']['selection']) {
  const { where, whereData, resourceType } = { whereData: '', resourceType: '', ...selection }
  return { where, whereData, resourceType }
}
