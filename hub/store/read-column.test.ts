import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readTime } from '#hub/store/read-column.ts'

it.each([
  ['2026-11-23 09:05:01.123+00', '2026-11-23T09:05:01.123Z'],
  ['2026-11-23 09:05:01.5+00', '2026-11-23T09:05:01.500Z'],
  ['2026-11-23 09:05:01+00', '2026-11-23T09:05:01.000Z'],
  ['2026-11-23 09:05:01.123456+00', '2026-11-23T09:05:01.123Z'],
  ['2026-11-23 10:05:01+01', '2026-11-23T09:05:01.000Z'],
  ['2026-11-23 14:35:01.5+05:30', '2026-11-23T09:05:01.500Z'],
  ['2026-11-23 05:05:01-04', '2026-11-23T09:05:01.000Z'],
])('%s is %s', (text, time) => {
  expect(readTime(text)).toBe(time)
})

it('reads back every time that was written', () => {
  const between = {
    min: new Date('0001-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59.999Z'),
    noInvalidDate: true,
  }
  fc.assert(
    fc.property(fc.date(between), (date) => {
      const written = date
        .toISOString()
        .replace('T', ' ')
        .replace(/\.?0*Z$/, '+00')
      expect(readTime(written)).toBe(date.toISOString())
    }),
  )
})

it('reports a text that is not a time', () => {
  expect(() => readTime('infinity')).toThrow('infinity is not a time')
})
