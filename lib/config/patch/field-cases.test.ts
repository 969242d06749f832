import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { columnsOf, conditionProblem, isMet, takenCases, valuesFor } from '#lib/config/patch/field-cases.ts'
import { maskPatch } from '#lib/config/patch/mask-patch.ts'
import type { SetFields } from '#lib/config/patch/patch.ts'
import { readPatch } from '#lib/config/patch/patch-value.ts'

const inRegion = (matches: string) => ({ column: 'Region', matches })
const fields: SetFields['fields'] = [
  { path: 'a', cases: [{ when: inRegion('eu-*'), value: 5 }], value: 3 },
  { path: 'b', value: true },
  {
    path: 'c',
    cases: [
      { when: inRegion('eu-lon'), value: 'london' },
      { when: inRegion('eu-*'), value: 'europe' },
    ],
  },
]
const patch: SetFields = { kind: 'set-fields', fields }

describe('a condition', () => {
  it.each([
    ['eu-lon', 'eu-lon', true],
    ['eu-lon', 'eu', false],
    ['eu-lon', 'eu-*', true],
    ['eu-lon', 'us-*, eu-*', true],
    ['eu-lon', '*-lon', true],
    ['eu-lon', 'e*l*n', true],
    ['eu-lon', 'e*lo*on', false],
    ['eu', 'e*eu', false],
    ['EU-lon', 'eu-*', false],
    ['a.b', 'a?b', false],
    ['', '*', true],
    ['anything', '*', true],
  ])('of %j by %j: %s', (value, matches, is) => {
    expect(isMet(inRegion(matches), value)).toBe(is)
  })

  it('is met by no unit that has no value', () => {
    expect(isMet(inRegion('*'), undefined)).toBe(false)
  })

  it('matches as the regular expression does whose .* are the stars', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 8 })
    fc.assert(
      fc.property(text, text, (value, pattern) => {
        const expression = new RegExp(`^${pattern.replaceAll('*', '.*')}$`)
        expect(isMet(inRegion(pattern || 'x'), value)).toBe(pattern !== '' && expression.test(value))
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['', 'eu', /Name a column/],
    ['Regoin', 'eu', /Regoin is no column/],
    ['Region', ' , ', /Name the values of Region/],
    ['Labels.', 'eu', /no column/],
    ['Space.Labels.Tier', 'eu', undefined],
  ])('on %j with %j has a problem that is told, or none', (column, matches, problem) => {
    const told = conditionProblem({ column, matches })
    if (problem === undefined) expect(told).toBeUndefined()
    else expect(told).toMatch(problem)
  })
})

describe('cases', () => {
  it.each([
    ['eu-lon', [0, 0], [5, true, 'london']],
    ['eu-par', [0, 1], [5, true, 'europe']],
    ['us-nyc', [-1, -1], [3, true, undefined]],
    [undefined, [-1, -1], [3, true, undefined]],
  ])('for %s: the first that is for the unit, else the value for the others', (region, taken, values) => {
    const found = takenCases(fields, (column) => (column === 'Region' ? region : undefined))
    expect(found).toEqual(taken)
    expect(valuesFor(fields, found)).toEqual(values)
  })

  it('name the columns that they look at once each', () => {
    expect(columnsOf(fields)).toEqual(['Region'])
  })

  it('change what is meant for the unit, and leave what is not', () => {
    const run = (taken: readonly number[]) => {
      const read = readPatch(patch, taken)
      return read.ok && read.value.run({ a: 1, b: false, c: 'x' })
    }
    expect(run([0, 1])).toMatchObject({ value: { matched: true, value: { a: 5, b: true, c: 'europe' } } })
    expect(run([-1, -1])).toMatchObject({ value: { matched: true, value: { a: 3, b: true, c: 'x' } } })
  })

  it('leave a unit alone that none is for, when there is no value for the others', () => {
    const read = readPatch({ kind: 'set-fields', fields: fields.slice(2) }, [-1])
    expect(read.ok && read.value.selects({ resourceType: 'v1/X', resourceName: 'x' })).toBe(false)
    expect(read.ok && read.value.unmeant).toMatch(/No case is for this unit/)
  })

  it('are all checked, whichever is taken', () => {
    const broken = { path: 'a', how: 'add' as const, value: 1 }
    const cases = [{ when: inRegion('eu'), value: 'many' }]
    expect(readPatch({ kind: 'set-fields', fields: [{ ...broken, cases }] })).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('amount') },
    })
    expect(
      readPatch({ kind: 'set-fields', fields: [{ ...broken, cases: [{ when: inRegion(''), value: 1 }] }] }),
    ).toMatchObject({ ok: false })
  })

  it('are masked in every value of a secret', () => {
    const secret = ['tuesday-horse', 'monday-horse', 'other-horse']
    const cases = [
      { when: inRegion('eu'), value: secret[0] ?? '' },
      { when: inRegion('us'), value: secret[1] ?? '' },
    ]
    const shown = maskPatch({
      kind: 'set-fields',
      resourceType: 'v1/Secret',
      fields: [{ path: 'data.a', cases, value: secret[2] ?? '' }],
    })
    const text = JSON.stringify(shown)
    for (const each of secret) expect(text).not.toContain(each)
    expect(shown).toMatchObject({ fields: [{ cases: [{ when: inRegion('eu') }, { when: inRegion('us') }] }] })
  })
})
