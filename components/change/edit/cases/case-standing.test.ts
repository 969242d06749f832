import { describe, expect, it } from 'vitest'
import { offeredColumns, offeredValues, unitsPerCase } from '#components/change/edit/cases/case-standing.ts'
import { emptyField, type FieldDraft } from '#components/change/edit/field-value.ts'
import { ExtendedUnit } from '#lib/confighub/schema/entities.ts'

const unit = (SpaceSlug: string, Labels: Record<string, string>, ofSpace: Record<string, string> = {}) => {
  const SpaceID = crypto.randomUUID()
  return ExtendedUnit.parse({
    Unit: { UnitID: crypto.randomUUID(), SpaceID, SpaceSlug, Slug: 'api', Labels },
    Space: { SpaceID, Slug: SpaceSlug, Labels: ofSpace },
  })
}
const units = [
  unit('shop-prod-eu-lon', { tier: 'gold' }),
  unit('shop-prod-eu-par', {}, { Region: 'eu-paris' }),
  unit('shop-prod-us-nyc', { tier: 'gold' }),
  unit('shop-dev', {}),
]
const row: FieldDraft = { ...emptyField('1'), path: 'spec.replicas', text: '3', type: 'number' }
const inCase = (id: string, matches: string, text: string) => ({ id, column: 'Region', matches, text })

describe('what is offered for a case', () => {
  it('are the columns in which these units have values, labels included', () => {
    expect(offeredColumns(units).map(({ label, detail }) => `${label}: ${detail}`)).toEqual([
      'Space.Slug: 4 values',
      'Environment: 2 values',
      'Region: 3 values',
      'Slug: 1 value',
      'Labels.tier: 1 value',
      'Space.Labels.Region: 1 value',
    ])
  })

  it('are the values of a column, by how many units have them', () => {
    expect(offeredValues(units, 'Environment')).toEqual([
      { label: 'prod', detail: '3 units' },
      { label: 'dev', detail: '1 unit' },
    ])
    expect(offeredValues(units, 'Labels.none')).toEqual([])
    // What every object has is no label.
    expect(offeredValues(units, 'Labels.constructor')).toEqual([])
  })
})

describe('units per case', () => {
  it('count each unit for the first case that is for it, and the others last', () => {
    const cases = [inCase('a', 'eu-lon', '5'), inCase('b', 'eu-*', '6')]
    expect(unitsPerCase({ ...row, cases }, units)).toEqual([1, 1, 2])
  })

  it('are unknown while a case is not finished, not zero', () => {
    expect(unitsPerCase({ ...row, cases: [inCase('a', '', '5')] }, units)).toBeUndefined()
    expect(unitsPerCase({ ...row, cases: [inCase('a', 'eu-*', 'many')] }, units)).toBeUndefined()
  })
})
