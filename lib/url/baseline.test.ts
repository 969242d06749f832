import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Baseline, baselineForms, parseBaseline, printBaseline } from '#lib/url/baseline.ts'

const baseline = fc.oneof(
  fc
    .constantFrom(
      'none' as const,
      'majority' as const,
      'group' as const,
      'upstream' as const,
      'released' as const,
    )
    .map((kind): Baseline => ({ kind })),
  fc.uuid().map((unitId): Baseline => ({ kind: 'unit', unitId })),
  fc.string({ minLength: 1 }).map((region): Baseline => ({ kind: 'region', region })),
  fc
    .date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true })
    .map((date): Baseline => ({ kind: 'at', time: date.toISOString() })),
)

describe('a baseline in an address', () => {
  it('is read as what was written', () => {
    fc.assert(
      fc.property(baseline, (one) => {
        expect(parseBaseline(printBaseline(one))).toEqual(one)
      }),
    )
  })

  it.each([
    '',
    'Majority',
    'unit:x',
    'unit:',
    'region:',
    'at:yesterday',
    'at:2026-11-29T10:00',
    'at:2026-13-40',
    'x:y',
  ])('is not guessed from “%s”', (text) => {
    expect(parseBaseline(text)).toBe(undefined)
  })

  it('means one moment, wherever the link is opened', () => {
    expect(parseBaseline('at:2026-11-29T10:00:00+01:00')).toEqual({
      kind: 'at',
      time: '2026-11-29T09:00:00.000Z',
    })
    expect(parseBaseline('at:2026-11-29')).toEqual({ kind: 'at', time: '2026-11-29T00:00:00.000Z' })
  })

  it('is one of the forms that a message names', () => {
    fc.assert(
      fc.property(baseline, (one) => {
        expect(baselineForms.some((form) => form.split(':')[0] === one.kind)).toBe(true)
      }),
    )
  })
})
