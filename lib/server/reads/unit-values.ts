import 'server-only'
import { isRecord } from '#lib/base/records.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import type { ExtendedUnit } from '#lib/confighub/schema/entities.ts'
import type { PageFields } from '#lib/server/reads/rows/unit-pages.ts'
import { isMap } from '#lib/where/attributes.ts'
import type { Countable } from '#lib/where/countable.ts'

/** The values that a unit has: none, one, or the keys of a map. `unknown` when it cannot be read: the entity that has it was not sent, or it is no single value. */
export type Values = readonly string[] | 'unknown'

export type UnitValues = {
  /** What to ask of units, so that the values can be read. */
  readonly fields: PageFields
  readonly read: (unit: ExtendedUnit) => Values
}

/** The id that leads to a related entity, and the name in `include` that has it sent. */
const related: Readonly<Record<string, { readonly id: string; readonly include: string }>> = {
  Target: { id: 'TargetID', include: 'TargetID' },
  UpstreamUnit: { id: 'UpstreamUnitID', include: 'UpstreamUnitID' },
  ChangeSet: { id: 'ChangeSetID', include: 'ChangeSetID' },
  HeadRevision: { id: 'HeadRevisionID', include: 'HeadRevisionNum' },
}
/** One list of all Spaces costs less than each of them in every unit. */
const spaceIds: Readonly<Record<string, string>> = { Space: 'SpaceID', UpstreamSpace: 'UpstreamSpaceID' }

/** How the values of an attribute are read from units. */
export async function unitValues(hub: ConfigHub, what: Countable, signal: AbortSignal): Promise<UnitValues> {
  const { relation = 'Unit', attribute } = what
  const spaceId = spaceIds[relation]
  if (spaceId !== undefined) {
    const spaces = await hub.spaces({ select: attribute }, signal)
    const byId = new Map(spaces.map(({ Space }) => [Space.SpaceID, Space]))
    const read = ({ Unit }: ExtendedUnit) => {
      const id = fieldOf(Unit, spaceId)
      return valuesOf(id, byId.get(String(id)), what)
    }
    return { fields: { select: [spaceId], include: [] }, read }
  }
  const other = related[relation]
  if (other === undefined)
    return {
      fields: { select: [attribute], include: [] },
      read: ({ Unit }) => valuesOf(Unit.UnitID, Unit, what),
    }
  return {
    fields: { select: [other.id], include: [other.include] },
    read: (unit) => valuesOf(fieldOf(unit.Unit, other.id), fieldOf(unit, relation), what),
  }
}

function fieldOf(entity: object, name: string): unknown {
  return isRecord(entity) ? entity[name] : undefined
}

function valuesOf(id: unknown, entity: unknown, what: Countable): Values {
  if (isRecord(entity)) return valuesIn(entity, what)
  return typeof id === 'string' ? 'unknown' : []
}

function valuesIn(entity: Readonly<Record<string, unknown>>, what: Countable): Values {
  const value = entity[what.attribute]
  if (isMap(what.type)) return isRecord(value) ? Object.keys(value) : []
  const scalar = what.key === undefined ? value : isRecord(value) ? value[what.key] : undefined
  if (typeof scalar === 'string' || typeof scalar === 'number' || typeof scalar === 'boolean')
    return [String(scalar)]
  if (scalar !== undefined && scalar !== null) return 'unknown'
  return what.isNeverAbsent ? [empty[what.type] ?? ''] : []
}

/** What the API leaves out. */
const empty: Readonly<Partial<Record<Countable['type'], string>>> = { int: '0', bool: 'false' }
