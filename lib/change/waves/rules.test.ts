import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arranged, moved, unarranged } from '#lib/change/waves/arrange.ts'
import { maxWaves, planProblem } from '#lib/change/waves/plan.ts'
import { type WaveRule, wavesBy } from '#lib/change/waves/rules.ts'

const regions = ['eu', 'us', 'asia', '']
const unitOf = (index: number) => ({
  UnitID: `u${index}`,
  SpaceSlug: `prod-${regions[index % 4] || 'none'}-${index % 7}`,
  Slug: `service-${index % 5}`,
  region: regions[index % 4] ?? '',
})
type Unit = ReturnType<typeof unitOf>
const anyUnits = fc.nat(200).map((length) => Array.from({ length: length + 1 }, (_, index) => unitOf(index)))
const readValue = ({ region }: Unit) => region
const anyRule: fc.Arbitrary<WaveRule<Unit>> = fc.oneof(
  fc.nat(20).map((units) => ({ kind: 'canary' as const, units: units + 1 })),
  fc.constantFrom({ kind: 'one-each' as const, readValue }, { kind: 'column' as const, readValue }),
  fc
    .array(fc.integer({ min: -5, max: 120 }), { maxLength: 6 })
    .map((steps) => ({ kind: 'percent' as const, steps })),
  fc.constantFrom('eu', 'eu-1 us*\nservice-2', '*', 'PROD-asia\n\n(', '').map((text) => ({
    kind: 'names' as const,
    text,
  })),
)

function waves(rule: WaveRule<Unit>, units: readonly Unit[]) {
  const ruled = wavesBy(rule, units)
  if (!ruled.ok) throw new Error(ruled.problem)
  return ruled.waves
}

describe('a rule', () => {
  it('puts each unit into exactly one wave, in the order of the units, and always the same way', () => {
    fc.assert(
      fc.property(anyRule, anyUnits, (rule, units) => {
        const found = waves(rule, units)
        expect(
          planProblem(
            found,
            units.map(({ UnitID }) => UnitID),
          ),
        ).toBeUndefined()
        for (const { unitIds } of found) {
          const places = unitIds.map((id) => Number(id.slice(1)))
          expect(places).toEqual(places.toSorted((a, b) => a - b))
        }
        expect(found).toEqual(waves(rule, units))
        expect(new Set(found.map(({ key }) => key)).size).toBe(found.length)
        expect(found.map(({ hold }) => hold)).toEqual(found.map((_, index) => index < found.length - 1))
      }),
    )
  })

  it.each<[string, WaveRule<Unit>, readonly (readonly [string, number])[]]>([
    [
      'a canary',
      { kind: 'canary', units: 1 },
      [
        ['Canary', 1],
        ['The rest', 39],
      ],
    ],
    ['a canary of more than all', { kind: 'canary', units: 50 }, [['Canary', 40]]],
    [
      'one of each',
      { kind: 'one-each', readValue },
      [
        ['One of each', 4],
        ['The rest', 36],
      ],
    ],
    [
      'a column',
      { kind: 'column', readValue },
      [
        ['asia', 10],
        ['eu', 10],
        ['us', 10],
        ['Without a value', 10],
      ],
    ],
    [
      'percentages',
      { kind: 'percent', steps: [10, 50, 100] },
      [
        ['Up to 10 %', 4],
        ['Up to 50 %', 16],
        ['Up to 100 %', 20],
      ],
    ],
    [
      'percentages without an end',
      { kind: 'percent', steps: [1] },
      [
        ['Up to 1 %', 1],
        ['Up to 100 %', 39],
      ],
    ],
    [
      'names',
      { kind: 'names', text: 'prod-eu*/service-1\nprod-eu' },
      [
        ['prod-eu*/service-1', 2],
        ['prod-eu', 8],
        ['The rest', 30],
      ],
    ],
  ])('%s', (_, rule, expected) => {
    const units = Array.from({ length: 40 }, (_unit, index) => unitOf(index))
    expect(waves(rule, units).map(({ name, unitIds }) => [name, unitIds.length])).toEqual(expected)
  })

  it('of a column with too many values is refused, and says how many they are', () => {
    const units = Array.from({ length: maxWaves + 1 }, (_, index) => unitOf(index))
    const ruled = wavesBy({ kind: 'column', readValue: ({ UnitID }) => UnitID }, units)
    expect(ruled).toMatchObject({
      ok: false,
      problem: expect.stringMatching(/65 waves; a change has at most 64/),
    })
  })
})

describe('an arrangement', () => {
  const three = ['a', 'b', 'c'].map((key) => ({ key, name: key, unitIds: [key], hold: true }))

  it('moves and holds waves without losing one', () => {
    const order = moved(['a', 'b', 'c'], new Set(['c']), 'a', 'before')
    expect(order).toEqual(['c', 'a', 'b'])
    const shown = arranged(three, { order, holds: { c: false, b: true } })
    expect(shown.map(({ key, hold }) => [key, hold])).toEqual([
      ['c', false],
      ['a', true],
      ['b', false],
    ])
  })

  it('keeps every wave, whatever is moved where', () => {
    const key = fc.constantFrom('a', 'b', 'c')
    fc.assert(
      fc.property(fc.array(key), key, fc.constantFrom('before', 'after'), (keys, target, position) => {
        expect(moved(['a', 'b', 'c'], new Set(keys), target, position).sort()).toEqual(['a', 'b', 'c'])
      }),
    )
  })

  it('puts waves that it does not know yet behind the others, and forgets those that are gone', () => {
    const shown = arranged(three, { ...unarranged, order: ['gone', 'b'] })
    expect(shown.map(({ key }) => key)).toEqual(['b', 'a', 'c'])
  })
})
