import {
  type ChangeCounts,
  changeKind,
  kindLabel,
  type ReadFacts,
  readFacts,
} from '#lib/change/annotations.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { pageLimit } from '#lib/confighub/paging.ts'
import type { ExtendedRevision, ExtendedTag, ExtendedUnit } from '#lib/confighub/schema/entities.ts'

/** A change as the list of changes shows it: the Tag alone. */
export type ChangeSummary = ReadFacts & {
  readonly TagID: string
  readonly SpaceID: string
  readonly SpaceSlug: string
  readonly Slug: string
  readonly CreatedAt: string | undefined
}

/** One planned unit, and what became of it. */
export type ChangedUnit = {
  readonly UnitID: string
  /** Absent when the unit is gone, or may not be seen. */
  readonly unit?: ExtendedUnit
  /** The revision that the change made; absent when it was not written. */
  readonly revision?: ExtendedRevision
  readonly state:
    | 'written'
    /** Written, and changed again since. */
    | 'moved-on'
    | 'not-written'
}

/** A change read back from ConfigHub: nothing about it is stored anywhere else. */
export type ChangeRecord = ChangeSummary & {
  readonly units: readonly ChangedUnit[]
  readonly written: number
  readonly notWritten: number
  /** It was cut off, or left units out: what is left can be previewed again. */
  readonly unwrittenUnitIds: readonly string[]
  /** Changes that take this one back. */
  readonly undoneBy: readonly ChangeSummary[]
}

const include = 'SpaceID'

export async function listChanges(hub: ConfigHub, signal?: AbortSignal): Promise<ChangeSummary[]> {
  const where = `Labels.${kindLabel} = '${changeKind}'`
  const { items } = await hub.tagPage(
    { where, include, order_by: 'DESC:CreatedAt', limit: pageLimit },
    signal,
  )
  return items.map(summarize)
}

export async function readChange(
  hub: ConfigHub,
  spaceId: string,
  tagId: string,
  signal?: AbortSignal,
): Promise<ChangeRecord> {
  const tag = await hub.tag(spaceId, tagId, signal)
  const summary = summarize(tag)
  const [revisions, undoneBy] = await Promise.all([
    hub.allRevisions({ where: `Tags ? '${tag.Tag.TagID}'`, include: 'UserID' }, signal),
    findUndoing(hub, tag.Tag.TagID, signal),
  ])
  const byUnit = new Map(revisions.map((revision) => [revision.Revision.UnitID, revision]))
  const ids = [...new Set([...summary.plannedUnitIds, ...byUnit.keys()])]
  const found = await hub.unitsById(
    ids,
    { select: 'Slug,SpaceID,SpaceSlug,HeadRevisionNum,DataHash', include },
    signal,
  )
  const unitsById = new Map(found.map((unit) => [unit.Unit.UnitID, unit]))
  const units = ids.map((id) => changedUnit(id, unitsById.get(id), byUnit.get(id))).sort(byName)
  const unwrittenUnitIds = units.flatMap(({ UnitID, state }) => (state === 'not-written' ? UnitID : []))
  return {
    ...summary,
    units,
    written: units.length - unwrittenUnitIds.length,
    notWritten: unwrittenUnitIds.length,
    unwrittenUnitIds,
    undoneBy,
  }
}

/** `41 of 42 units written`, from the counts that the commit left; absent when it was cut off. */
export function plannedAndWritten({ counts, plannedUnitIds }: ReadFacts): {
  planned: number
  written: number | undefined
} {
  return { planned: plannedUnitIds.length, written: counts === undefined ? undefined : writtenOf(counts) }
}

function writtenOf(counts: ChangeCounts): number {
  return (counts.written ?? 0) + (counts['already-written'] ?? 0)
}

async function findUndoing(
  hub: ConfigHub,
  tagId: string,
  signal: AbortSignal | undefined,
): Promise<ChangeSummary[]> {
  const where = `Labels.${kindLabel} = '${changeKind}' AND Annotations.hubdeck.dev/undoes = '${tagId}'`
  const { items } = await hub.tagPage({ where, include, limit: 100 }, signal)
  return items.map(summarize)
}

function summarize({ Tag, Space }: ExtendedTag): ChangeSummary {
  return {
    ...readFacts(Tag.Annotations),
    TagID: Tag.TagID,
    SpaceID: Tag.SpaceID,
    SpaceSlug: Tag.SpaceSlug ?? Space?.Slug ?? Tag.SpaceID,
    Slug: Tag.Slug,
    CreatedAt: Tag.CreatedAt,
  }
}

function changedUnit(
  UnitID: string,
  unit: ExtendedUnit | undefined,
  revision: ExtendedRevision | undefined,
): ChangedUnit {
  const facts = { UnitID, ...(unit && { unit }), ...(revision && { revision }) }
  if (revision === undefined) return { ...facts, state: 'not-written' }
  const head = unit?.Unit.HeadRevisionNum
  return {
    ...facts,
    state: head !== undefined && head > revision.Revision.RevisionNum ? 'moved-on' : 'written',
  }
}

function byName(a: ChangedUnit, b: ChangedUnit): number {
  const [left, right] = [nameOf(a), nameOf(b)]
  return left < right ? -1 : left > right ? 1 : 0
}

function nameOf({ UnitID, unit }: ChangedUnit): string {
  return unit === undefined
    ? `~${UnitID}`
    : `${unit.Unit.SpaceSlug ?? unit.Space?.Slug ?? ''}/${unit.Unit.Slug}`
}
