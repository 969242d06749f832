import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Axis, partsOf, shareOf, stepOf, ticksOf } from '#lib/history/activity-axis.ts'

const minute = 60_000
const hour = 60 * minute
const at = (iso: string) => Date.parse(iso)

describe('an axis', () => {
  it.each([
    [7 * 24 * hour, 60, 3 * hour],
    [24 * hour, 60, 30 * minute],
    [hour, 60, minute],
    [30_000, 60, 1000],
    [90 * 24 * hour, 60, 48 * hour],
    [4000 * 24 * hour, 60, 67 * 24 * hour],
  ])('of %d ms in at most %d parts has steps of %d ms', (span, most, step) => {
    expect(stepOf({ from: 0, to: span }, most)).toBe(step)
  })

  it('has its ticks at whole hours and midnights of the reader', () => {
    const axis = { from: at('2026-11-22T09:30:00Z'), to: at('2026-11-24T09:30:00Z') }
    const iso = (offsetMs: number) =>
      ticksOf(axis, { step: 24 * hour, offsetAt: () => offsetMs }).map((time) =>
        new Date(time).toISOString().slice(0, 13),
      )

    expect(iso(0)).toEqual(['2026-11-23T00', '2026-11-24T00'])
    expect(iso(-5 * hour)).toEqual(['2026-11-23T05', '2026-11-24T05'])
  })

  it('has its ticks at midnight before and after the clock is put back', () => {
    const back = at('2026-10-25T01:00:00Z')
    const axis = { from: at('2026-10-23T12:00:00Z'), to: at('2026-10-27T12:00:00Z') }
    const ticks = ticksOf(axis, { step: 24 * hour, offsetAt: (time) => (time < back ? hour : 0) })

    expect(ticks.map((time) => new Date(time).toISOString().slice(5, 13))).toEqual([
      '10-23T23',
      '10-24T23',
      '10-26T00',
      '10-27T00',
    ])
  })

  it('has its ticks on Mondays when they are weeks apart', () => {
    const axis = { from: at('2026-11-01T00:00:00Z'), to: at('2026-11-20T00:00:00Z') }
    const ticks = ticksOf(axis, { step: 7 * 24 * hour, offsetAt: () => 0 })

    expect(ticks.map((time) => new Date(time).getUTCDay())).toEqual([1, 1, 1])
  })

  it('computes the position of a time, also outside the axis', () => {
    expect([0, 50, 100, 150, -50].map((time) => shareOf(time, { from: 0, to: 100 }))).toEqual([
      0, 0.5, 1, 1.5, -0.5,
    ])
    expect(shareOf(5, { from: 5, to: 5 })).toBe(0)
  })
})

const anAxis = fc
  .tuple(fc.integer({ min: 0, max: 2_000_000_000_000 }), fc.integer({ min: 1, max: 100 * 24 * hour }))
  .map(([from, span]): Axis => ({ from, to: from + span }))

describe('laws', () => {
  it('the parts tile the axis, none is empty, and there are at most the requested number plus the two ends', () => {
    fc.assert(
      fc.property(
        anAxis,
        fc.integer({ min: 1, max: 80 }),
        fc.integer({ min: -12, max: 14 }),
        (axis, most, zone) => {
          const parts = partsOf(axis, {
            step: stepOf(axis, most),
            offsetAt: (time) => (time % (90 * 24 * hour) < 45 * 24 * hour ? zone : zone + 1) * hour,
          })

          expect(parts.length).toBeLessThanOrEqual(most + 1)
          expect(parts[0]?.from).toBe(axis.from)
          expect(parts.at(-1)?.to).toBe(axis.to)
          for (const [index, part] of parts.entries()) {
            expect(part.to).toBeGreaterThan(part.from)
            if (index > 0) expect(part.from).toBe(parts[index - 1]?.to)
          }
        },
      ),
    )
  })
})
