import fc from 'fast-check'
import { expect, it } from 'vitest'
import { entriesOf, placesIn, rangesOf } from '#lib/base/place-ranges.ts'

const places = fc.uniqueArray(fc.nat(40)).map((found) => found.sort((a, b) => a - b))

it('reads back the places that it wrote, up to the end', () => {
  fc.assert(
    fc.property(places, fc.nat(50), (found, end) => {
      expect(placesIn(rangesOf(found), end)).toEqual(found.filter((place) => place < end))
    }),
  )
})

it('names each place once, and as many as there are, whatever was written', () => {
  expect(placesIn('0-9,0-9,3,x,5-4,8-12', 11)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  const all = Array.from({ length: 20_000 }, () => '0-9999').join(',')
  expect(placesIn(all, 10_000)).toHaveLength(10_000)
})

it('gives each id the entry of its group, and reads no more groups than there are places', () => {
  const ids = ['a', 'b', 'c', 'd']
  expect(
    entriesOf(
      [
        ['one', '0,2'],
        ['two', '1'],
      ],
      ids,
    ),
  ).toEqual(
    new Map([
      ['a', 'one'],
      ['c', 'one'],
      ['b', 'two'],
    ]),
  )
  const again = [
    ['one', '0-3'],
    ['two', '0-3'],
    ['three', '0'],
  ] as const
  expect([...entriesOf(again, ids).values()]).toEqual(['one', 'one', 'one', 'one'])
})
