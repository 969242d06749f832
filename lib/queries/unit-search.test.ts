import fc from 'fast-check'
import { expect, test } from 'vitest'
import { byNearness, hasWords, readingsOf, whereOf } from '#lib/queries/unit-search.ts'
import { readWhere } from '#lib/where/check.ts'

const spaces = [
  { SpaceID: '00000000-0000-4000-8000-000000000001', Slug: 'moss-prod-eu-lon' },
  { SpaceID: '00000000-0000-4000-8000-000000000002', Slug: 'moss-prod-us-nyc' },
]
const slugs = spaces.map(({ Slug }) => Slug)
const unit = { SpaceSlug: 'moss-prod-eu-lon', Slug: 'trade-service' }

/** Whether one of the readings finds the Unit, as ConfigHub would judge it. */
const finds = (text: string) =>
  readingsOf(text, slugs).some(
    (reading) => hasWords(unit.Slug, reading.unit) && hasWords(unit.SpaceSlug, reading.space),
  )

test.each([
  'trade',
  'TRADE serv',
  'trade lon',
  'lon trade',
  'eu-lon trade service',
  'lon/trade',
  'eu lon',
  'prod',
])('finds trade-service in eu-lon by "%s"', (text) => {
  expect(finds(text)).toBe(true)
})

test.each(['trade nyc', 'nyc/trade', 'lon/quote', 'trade / lon'])('does not find it by "%s"', (text) => {
  expect(finds(text)).toBe(false)
})

test.each(["trade'", 'a b c d e', 'a/b/c', '', '  ', 'Slug = %'])('asks nothing for "%s"', (text) => {
  expect(readingsOf(text, slugs)).toEqual([])
})

test('leaves out readings with the name of a Space that does not exist, once the Spaces are known', () => {
  expect(readingsOf('trade service', slugs)).toEqual([{ unit: ['trade', 'service'], space: [] }])
  expect(readingsOf('trade service', undefined)).toHaveLength(4)
})

test('names Spaces by id while they are few, and by name otherwise', () => {
  const reading = { unit: ['trade'], space: ['lon'] }

  expect(whereOf(reading, spaces)).toBe(`Slug ILIKE '%trade%' AND SpaceID IN ('${spaces[0]?.SpaceID}')`)
  expect(whereOf(reading, undefined)).toBe("Slug ILIKE '%trade%' AND Space.Slug ILIKE '%lon%'")
})

test('makes only queries that ConfigHub accepts', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 30 }), fc.constantFrom(spaces, undefined), (text, known) => {
      for (const reading of readingsOf(
        text,
        known?.map(({ Slug }) => Slug),
      )) {
        expect(readWhere(whereOf(reading, known), 'Unit').ok).toBe(true)
      }
    }),
  )
})

test('sorts the name itself first, then names that begin with it', () => {
  expect(['quote-trade', 'trade-service', 'trade'].sort(byNearness(['trade']))).toEqual([
    'trade',
    'trade-service',
    'quote-trade',
  ])
})
