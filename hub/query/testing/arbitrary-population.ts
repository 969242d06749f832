import fc from 'fast-check'
import type { EntityTable } from '#hub/entities/entity-model.ts'
import { models } from '#hub/entities/models/models.ts'
import { type AttributeType, attributes } from '#lib/where/attributes.ts'
import {
  idOf,
  mapKey,
  someId,
  someNumber,
  someTime,
  storedText,
} from '#lib/where/testing/arbitrary-values.ts'

// Rows for every table that an expression over Units, Revisions and Spaces can reach, for property tests.

export type StoredRow = Readonly<Record<string, unknown>>

/** In an order in which foreign keys allow them to be stored. */
export const populated = [
  'User',
  'Space',
  'Tag',
  'ChangeSet',
  'Target',
  'Trigger',
  'Unit',
  'Revision',
  'Link',
] as const satisfies readonly EntityTable[]

export type Population = Readonly<Record<(typeof populated)[number], readonly StoredRow[]>>

/** How many of each; ids beyond the count are dangling references. */
const counts: Population extends Readonly<Record<infer K, unknown>>
  ? Readonly<Record<K & string, number>>
  : never = {
  User: 3,
  Space: 5,
  Tag: 4,
  ChangeSet: 3,
  Target: 3,
  Trigger: 4,
  Unit: 12,
  Revision: 12,
  Link: 6,
}

/** Rows that foreign keys require. */
const mustExist: Readonly<Record<string, keyof Population>> = {
  'Tag.SpaceID': 'Space',
  'ChangeSet.SpaceID': 'Space',
  'Target.SpaceID': 'Space',
  'Trigger.SpaceID': 'Space',
  'Unit.SpaceID': 'Space',
  'Link.SpaceID': 'Space',
  'Revision.UnitID': 'Unit',
  'Link.FromUnitID': 'Unit',
  'Link.ToUnitID': 'Unit',
}
/** Tables that no test fills. */
const mustBeNull = new Set(['Trigger.InvocationID', 'Trigger.UnitFilterID'])
export const documentHashes = ['', 'a', 'B', '0'.repeat(64)]

const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    fc.oneof(storedText, fc.constantFrom(null, true, 0, 1.5, -2, 1e21, 1.25e-7)),
    fc.array(tie('value'), { maxLength: 2 }),
    fc.dictionary(fc.oneof(mapKey, storedText), tie('value'), { maxKeys: 2 }),
  ),
})).value

const conflict = fc.record({ Path: storedText, Reason: storedText }, { requiredKeys: [] })

function mapOf(values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.dictionary(mapKey, values, { maxKeys: 4 })
}

const ofType: Readonly<Partial<Record<AttributeType, fc.Arbitrary<unknown>>>> = {
  stringMap: mapOf(storedText),
  boolMap: mapOf(fc.boolean()),
  uuidMap: fc.dictionary(fc.oneof(mapKey, someId), fc.oneof(someId, fc.constant('')), { maxKeys: 4 }),
  uuidArray: fc.uniqueArray(someId, { maxLength: 3 }),
  objectList: fc.array(conflict, { maxLength: 2 }),
}
/** Maps of anything, not only of text. */
const anything = new Set(['Values', 'Permissions', 'Options'])

function column(table: keyof Population, name: string, index: number): fc.Arbitrary<unknown> {
  const { columns, id } = models[table]
  const full = `${table}.${name}`
  if (name === id) return fc.constant(idOf(index))
  if (mustBeNull.has(full)) return fc.constant(null)
  const parent = mustExist[full]
  if (parent) return fc.nat(counts[parent] - 1).map(idOf)
  if (full === 'Revision.RevisionNum') return fc.constant(index)
  if (name === 'DataHash') return fc.constantFrom(...documentHashes)
  if (anything.has(name)) return mapOf(json)
  switch (columns[name]) {
    case 'text':
      return storedText
    case 'int':
      return someNumber
    case 'uuid':
      return someId
    case 'optionalUuid':
      return fc.option(someId)
    case 'bool':
      return fc.boolean()
    case 'time':
      return someTime
    case 'map':
      return ofType[attributes[table][name]?.type ?? 'stringMap'] ?? fc.constant({})
    default:
      return ofType[attributes[table][name]?.type ?? 'uuidArray'] ?? fc.constant([])
  }
}

function rowsOf(table: keyof Population): fc.Arbitrary<StoredRow[]> {
  const rows = Array.from({ length: counts[table] }, (_, index) =>
    fc.record(
      Object.fromEntries(
        Object.keys(models[table].columns).map((name) => [name, column(table, name, index)]),
      ),
    ),
  )
  // A Slug is unique in its Space, and every table but Revision has one.
  const slugs = fc.uniqueArray(storedText, { minLength: rows.length, maxLength: rows.length })
  return fc
    .tuple(fc.tuple(...rows), slugs)
    .map(([stored, names]) =>
      stored.map((row, index) => ('Slug' in row ? { ...row, Slug: names[index] } : row)),
    )
}

export const population: fc.Arbitrary<Population> = fc.record({
  User: rowsOf('User'),
  Space: rowsOf('Space'),
  Tag: rowsOf('Tag'),
  ChangeSet: rowsOf('ChangeSet'),
  Target: rowsOf('Target'),
  Trigger: rowsOf('Trigger'),
  Unit: rowsOf('Unit'),
  Revision: rowsOf('Revision'),
  Link: rowsOf('Link'),
})
