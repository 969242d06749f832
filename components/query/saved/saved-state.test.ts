import { expect, test } from 'vitest'
import { type QueryFields, sameQuery } from '#components/query/query-fields.ts'
import { savedStateOf, shortSummaryOf, summaryOf } from '#components/query/saved/saved-state.ts'

const fields = { where: "Slug = 'a'", data: '', type: '' }
const saved = { ...fields, id: 'x', spaceId: 's', spaceSlug: 'shared', name: 'A' }

const stateOf = (id: string, all: (typeof saved)[] | undefined, query: QueryFields) =>
  savedStateOf(id, all, (each) => sameQuery(each, query))

test('a page stands on the saved query of its address, as it is or edited', () => {
  expect(stateOf('x', [saved], fields)).toEqual({ kind: 'same', saved })
  expect(stateOf('x', [saved], { ...fields, data: 'spec.replicas > 2' })).toEqual({
    kind: 'edited',
    saved,
  })
})

test('an address whose saved query is deleted says so, and nothing before the list is read', () => {
  expect(stateOf('y', [saved], fields)).toEqual({ kind: 'gone' })
  expect(stateOf('y', undefined, fields)).toEqual({ kind: 'none' })
  expect(stateOf('', [saved], fields)).toEqual({ kind: 'none' })
})

test('a summary names every part of a query', () => {
  expect(summaryOf({ ...fields, data: 'spec.replicas > 2', type: 'apps/v1/Deployment' })).toBe(
    "Slug = 'a' · content: spec.replicas > 2 · apps/v1/Deployment",
  )
  expect(summaryOf({ where: '', data: '', type: '' })).toBe('all units')
})

test('a long query is cut in a menu', () => {
  const long = { ...fields, where: `Slug = '${'a'.repeat(100)}'` }

  expect(shortSummaryOf(long)).toMatch(/^Slug = 'a+…$/)
  expect(shortSummaryOf(long)).toHaveLength(80)
  expect(shortSummaryOf(fields)).toBe(summaryOf(fields))
})
