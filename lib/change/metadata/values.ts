import { compareText } from '#lib/base/code-point-order.ts'
import type { MetadataChange, MetadataEdit, MetadataValues, Patch } from '#lib/change/model.ts'
import type { UnitPatch } from '#lib/confighub/client.ts'
import type { Unit } from '#lib/confighub/schema/entities.ts'

/** What is read of a unit to change its metadata. */
export const metadataFields = [
  'Version',
  'Labels',
  'Annotations',
  'DeleteGates',
  'DisplayName',
  'TargetID',
] as const

const keyed = ['Labels', 'Annotations', 'DeleteGates'] as const

type MetadataPatch = Extract<Patch, { kind: 'metadata' | 'undo-metadata' }>

export function isOfMetadata(patch: Pick<Patch, 'kind'>): patch is MetadataPatch {
  return patch.kind === 'metadata' || patch.kind === 'undo-metadata'
}

/** `Labels.Tier`, `DisplayName`, `TargetID`. */
export function placeOf(edit: MetadataEdit): string {
  return 'key' in edit ? `${edit.field}.${edit.key}` : edit.field
}

/** What a unit has at a place; an empty display name is none (contract 4). */
function valueAt(unit: Unit, place: string): MetadataValues[string] {
  const field = keyed.find((each) => place.startsWith(`${each}.`))
  if (field === undefined) {
    if (place === 'TargetID') return unit.TargetID ?? null
    return place === 'DisplayName' ? unit.DisplayName || null : null
  }
  const map = unit[field] ?? {}
  const key = place.slice(field.length + 1)
  return Object.hasOwn(map, key) ? (map[key] ?? null) : null
}

/** What edits make of a unit; undefined when it is so already. */
export function changeOf(unit: Unit, edits: readonly MetadataEdit[]): MetadataChange | undefined {
  return differing(edits.map((edit) => [placeOf(edit), valueAt(unit, placeOf(edit)), edit.value] as const))
}

/** Puts back what was before; a reason where something else stands now than what was written. */
export function changeBack(
  unit: Unit,
  { before, after }: MetadataChange,
): MetadataChange | undefined | { readonly moved: string } {
  const places = Object.keys(after)
  if (places.every((place) => valueAt(unit, place) === before[place])) return undefined
  const moved = places.find((place) => valueAt(unit, place) !== after[place])
  if (moved !== undefined) return { moved }
  return { before: after, after: before }
}

export function holds(unit: Unit, values: MetadataValues): boolean {
  return Object.entries(values).every(([place, value]) => valueAt(unit, place) === value)
}

/** A merge patch of exactly these places. */
export function patchBody(values: MetadataValues): UnitPatch {
  const { DisplayName, TargetID } = values
  const Labels = inside(values, 'Labels', isTextOrNull)
  const Annotations = inside(values, 'Annotations', isTextOrNull)
  const DeleteGates = inside(values, 'DeleteGates', isFlagOrNull)
  return {
    ...(Labels && { Labels }),
    ...(Annotations && { Annotations }),
    ...(DeleteGates && { DeleteGates }),
    ...(DisplayName === undefined ? {} : { DisplayName: isText(DisplayName) ? DisplayName : '' }),
    ...(TargetID === undefined ? {} : { TargetID: isText(TargetID) ? TargetID : null }),
  }
}

type Value = MetadataValues[string]

function inside<V extends Value>(
  values: MetadataValues,
  field: (typeof keyed)[number],
  fits: (value: Value) => value is V,
): Readonly<Record<string, V>> | undefined {
  const found = Object.entries(values).flatMap(([place, value]): [string, V][] =>
    place.startsWith(`${field}.`) && fits(value) ? [[place.slice(field.length + 1), value]] : [],
  )
  return found.length === 0 ? undefined : Object.fromEntries(found)
}

function isText(value: Value): value is string {
  return typeof value === 'string'
}

function isTextOrNull(value: Value): value is string | null {
  return value === null || isText(value)
}

function isFlagOrNull(value: Value): value is boolean | null {
  return value === null || typeof value === 'boolean'
}

function differing(
  places: readonly (readonly [string, MetadataValues[string], MetadataValues[string]])[],
): MetadataChange | undefined {
  const changed = places.filter(([, before, after]) => before !== after).sort(([a], [b]) => compareText(a, b))
  if (changed.length === 0) return undefined
  return {
    before: Object.fromEntries(changed.map(([place, before]) => [place, before])),
    after: Object.fromEntries(changed.map(([place, , after]) => [place, after])),
  }
}
