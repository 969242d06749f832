import { describe, expect, it } from 'vitest'
import { countedTypes } from '#hub/access/limits.ts'
import { hubVersion } from '#hub/api/http/version.ts'
import type { EntityModel } from '#hub/entities/entity-model.ts'
import { models } from '#hub/entities/models/models.ts'
import * as answers from '#lib/confighub/schema/entities.ts'
import { type AttributeType, attributes } from '#lib/where/attributes.ts'
import { factsVersion, filters, includes, orderBy, schemas } from '#tests/contract/facts.ts'
import { kinds } from '#tests/contract/residents.ts'
import { servedResidents } from '#tests/contract/served.ts'

// Our tables of the API, which builder, checker, completion and hub read, against the facts of ConfigHub (contract 1.2).

/** How we read each type of the facts; part of a document is read as the list or map that it is. */
const readAs: Readonly<Record<string, readonly AttributeType[]>> = {
  string: ['string'],
  int: ['int'],
  uuid: ['uuid'],
  bool: ['bool'],
  time: ['time'],
  '[]uuid': ['uuidArray'],
  'map[string]string': ['stringMap'],
  'map[string]bool': ['boolMap'],
  'map[string]uuid': ['uuidMap'],
  'map[uuid]string': ['uuidMap'],
  'map[string]map[string]map[uuid]bool': ['stringMap'],
  JSON: ['objectList', 'stringMap'],
}

/** The parts of a function call are keys of one attribute. */
const wholeNames = (names: readonly string[]) =>
  [...new Set(names.map((name) => name.split('.')[0] ?? ''))].sort()

it('are of the version that the hub names (contract 1)', () => {
  expect(hubVersion).toBe(`v${factsVersion}`)
})

const entities = Object.values(models)

describe.each(entities)('$table', (model) => {
  const { table } = model
  const known = filters[table] ?? {}

  it('has the attributes that ConfigHub filters on, and no others', () => {
    expect(Object.keys(attributes[table]).sort()).toEqual(wholeNames(Object.keys(known)))
  })

  it('reads each of them with its type', () => {
    const wrong = Object.entries(known).filter(([name, type]) => {
      const own = attributes[table][name]?.type
      return own !== undefined && !readAs[type]?.includes(own)
    })
    expect(wrong).toEqual([])
  })

  it('can be ordered by the same fields as in ConfigHub', () => {
    expect(model.orderBy).toEqual(orderBy[table] ?? [])
  })

  it('expands what ConfigHub expands', () => {
    expect(model.include.toSorted()).toEqual(includes[table] ?? [])
  })

  it('has the fields of its schema, each either filled or known to be empty', () => {
    const schema = schemas[table]
    const fields = typeof schema === 'string' ? [] : Object.keys(schema ?? {})
    expect(fieldsOf(model)).toEqual(fields.toSorted())
  })
})

function fieldsOf({ columns, derived, unfilled, internal = [] }: EntityModel): string[] {
  const known = new Set([...Object.keys(columns), ...Object.keys(derived), ...unfilled])
  return [...known].filter((field) => !internal.includes(field)).sort()
}

/** Created in a Space in ways of their own, with tests of their own. */
const ofTheirOwn = ['attestation', 'bridge_worker', 'release', 'unit']

it('whatever can be created in a Space is one of the kinds that the contract tests create', () => {
  const tried = [...kinds.map(({ path }) => path), ...ofTheirOwn]

  expect(servedResidents().toSorted()).toEqual(tried.toSorted())
})

it('a Space tells the number of whatever it holds that ConfigHub counts (contract 4.2)', () => {
  const fields = Object.keys(schemas.ExtendedSpace ?? {})
  const counted = entities.map(({ table }) => table).filter((table) => fields.includes(`Total${table}Count`))

  // Units are counted in more than one way.
  expect([...countedTypes, 'Unit'].toSorted()).toEqual(counted.toSorted())
})

/** What the dashboard reads of ConfigHub's entities; a field that is gone would be absent for ever, as all are optional. */
const read = Object.entries(answers).flatMap(([name, schema]): [string, readonly string[]][] =>
  'shape' in schema && name in schemas ? [[name, Object.keys(schema.shape)]] : [],
)

it.each(read)('the dashboard reads fields of %s that ConfigHub has', (name, fields) => {
  const known = Object.keys(schemas[name] ?? {})

  expect(fields.filter((field) => !known.includes(field))).toEqual([])
})
