import fc from 'fast-check'
import { type AttributeType, attributes, type Entity, relations } from '#lib/where/attributes.ts'
import { mapKey, someId, someNumber, someTime, storedText } from '#lib/where/testing/arbitrary-values.ts'
import type { Row } from '#lib/where/testing/attribute-value.ts'

const ofType: Readonly<Record<AttributeType, fc.Arbitrary<unknown>>> = {
  string: storedText,
  int: someNumber,
  uuid: someId,
  bool: fc.boolean(),
  time: someTime,
  uuidArray: fc.array(someId, { maxLength: 3 }),
  stringMap: fc.dictionary(mapKey, storedText, { maxKeys: 5 }),
  boolMap: fc.dictionary(mapKey, fc.boolean(), { maxKeys: 5 }),
  uuidMap: fc.dictionary(fc.oneof(mapKey, someId), someId, { maxKeys: 5 }),
  objectList: fc.array(fc.record({ Path: storedText, Reason: storedText }, { requiredKeys: [] }), {
    maxLength: 2,
  }),
}

function rowOf(entity: Entity): fc.Arbitrary<Row> {
  const fields = Object.entries(attributes[entity]).map(([name, { type }]) => [name, ofType[type]] as const)
  return fc.record(Object.fromEntries(fields), { requiredKeys: [] })
}

export type Placed = {
  readonly row: Row
  readonly related: Readonly<Record<string, Row | Row[] | undefined>>
}

/** A row with an entity, or some, or none, behind every prefix. */
export function placed(entity: Entity): fc.Arbitrary<Placed> {
  const related = Object.entries(relations[entity]).map(([prefix, { entity: of, many = false }]) => {
    const behind: fc.Arbitrary<Row | Row[]> = many ? fc.array(rowOf(of), { maxLength: 2 }) : rowOf(of)
    return [prefix, behind] as const
  })
  return fc.record({
    row: rowOf(entity),
    related: fc.record(Object.fromEntries(related), { requiredKeys: [] }),
  })
}
