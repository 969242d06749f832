import { expect, it } from 'vitest'
import { pickerOptions, typedPath } from '#components/explorer/columns/picker-options.ts'
import type { PathsResponse } from '#lib/rows/paths-wire.ts'

const replicas = {
  resourceType: 'apps/v1/Deployment',
  path: 'spec.replicas',
  kinds: ['number' as const],
  units: 37,
  values: [{ value: 3, units: 30 }],
  otherValues: 1,
  moreValues: false,
}
const catalogue: PathsResponse = {
  read: 50,
  unreadable: 0,
  cutDocuments: 0,
  isSample: false,
  resourceTypes: [],
  paths: [replicas],
  otherPaths: 0,
}
const labels = [{ id: 'Labels.Team', rows: 12 }]
const idsFor = (text: string) => pickerOptions(text, labels, catalogue).map(({ id }) => id)

it('columns are found by words of their titles, labels and paths', () => {
  expect(idsFor('repl')).toEqual(['apps/v1/Deployment spec.replicas'])
  expect(idsFor('team')).toEqual(['Labels.Team'])
  expect(idsFor('nothing like it')).toEqual([])
  expect(pickerOptions('repl', labels, catalogue)[0]?.detail).toBe(
    'apps/v1/Deployment, 37 of 50, number: 3 and 1 other',
  )
  expect(pickerOptions('', labels, undefined).map(({ id }) => id)).not.toContain('unit')
})

it.each([
  ['spec.replicas', catalogue, 'possible', '* spec.replicas'],
  ['spec.replica', catalogue, 'refused', 'apps/v1/Deployment spec.replicas'],
  ['spec..replicas', catalogue, 'refused', '* spec.replicas'],
  ['spec.other', { ...catalogue, isSample: true }, 'possible', '* spec.other'],
  ['spec.other', { ...catalogue, unreadable: 1 }, 'possible', '* spec.other'],
  ['spec.other', { ...catalogue, cutDocuments: 1 }, 'possible', '* spec.other'],
  ['spec.other', undefined, 'possible', '* spec.other'],
  ['apps/v1/StatefulSet spec.replicas', catalogue, 'refused', undefined],
] as const)('the typed path %s, as far as is known, is %s', (text, known, kind, id) => {
  const typed = typedPath(text, known)
  expect([typed.kind, typed.kind === 'possible' ? typed.id : typed.nearest]).toEqual([kind, id])
})
