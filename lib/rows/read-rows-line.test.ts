import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readRowsLine } from '#lib/rows/read-rows-line.ts'
import { askedFields } from '#lib/rows/rows-asked.ts'
import { RowsLine } from '#lib/rows/rows-wire.ts'

const column = fc.record({
  values: fc.array(fc.oneof(fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true }))),
  at: fc.array(fc.nat()),
})
const columns = fc.dictionary(fc.constantFrom(...askedFields), column, { noNullPrototype: true })
const texts = fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), fc.string(), { noNullPrototype: true })
const batch = { ids: fc.array(fc.uuid()), columns }
const asked = fc.record({
  operation: fc.string(),
  parameters: texts,
  times: fc.nat(),
  status: fc.nat(),
  bytes: fc.nat(),
  ms: fc.double({ noNaN: true, noDefaultInfinity: true }),
  requestIds: fc.array(fc.string()),
})
const space = fc.record(
  { SpaceID: fc.uuid(), Slug: fc.string(), Labels: texts },
  { requiredKeys: ['SpaceID', 'Slug'] },
)

/** Lines as they should be. */
const line = fc.oneof(
  fc.record({ event: fc.constantFrom('rows', 'late'), ...batch }),
  fc.record({ event: fc.constant('spaces'), spaces: fc.array(space) }),
  fc.record(
    {
      event: fc.constant('end'),
      count: fc.nat(),
      isTruncated: fc.boolean(),
      calls: fc.array(fc.record({ where: fc.string(), rows: fc.nat() })),
      asked: fc.array(asked),
    },
    { requiredKeys: ['event', 'count', 'isTruncated', 'calls'] },
  ),
  fc.record(
    {
      event: fc.constant('error'),
      status: fc.nat(),
      message: fc.string(),
      code: fc.string(),
      requestId: fc.string(),
    },
    { requiredKeys: ['event', 'status', 'message'] },
  ),
)

const strange = [null, 'text', -1, 0.5, [], {}, true, [[]], { a: 1 }] as const

/** The same line with one value anywhere in it that is another, or gone. */
const damaged = fc.tuple(line, fc.nat(), fc.option(fc.constantFrom(...strange))).map(([good, at, other]) => {
  let left = at % Math.max(1, placesIn(good))
  const walk = (value: unknown): unknown => {
    if (left-- === 0) return other ?? undefined
    if (Array.isArray(value)) return value.map(walk)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, walk(member)]))
  }
  return walk(good)
})

function placesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1
  return Object.values(value).reduce<number>((sum, member) => sum + placesIn(member), 1)
}

/** As it comes over the wire. */
const sent = (value: unknown): unknown => JSON.parse(JSON.stringify(value) ?? 'null')

it('a line is read as the schema reads it, and refused where the schema refuses it', () => {
  fc.assert(
    fc.property(fc.oneof(line, damaged, fc.jsonValue()), (value) => {
      const wire = sent(value)
      const read = RowsLine.safeParse(wire)
      if (read.success) expect(readRowsLine(wire)).toEqual(read.data)
      else expect(() => readRowsLine(wire)).toThrow()
    }),
    { numRuns: 1000 },
  )
})

it('good lines are read whole', () => {
  fc.assert(
    fc.property(line, (value) => {
      expect(readRowsLine(sent(value))).toEqual(sent(value))
    }),
  )
})

it('what a newer server adds is left out', () => {
  expect(readRowsLine({ event: 'rows', ids: [], columns: {}, more: 1 })).toEqual({
    event: 'rows',
    ids: [],
    columns: {},
  })
})

it('the reason names what is wrong', () => {
  expect(() => readRowsLine({ event: 'rows', ids: [7], columns: {} })).toThrow('ids of a line of rows is 7')
})
