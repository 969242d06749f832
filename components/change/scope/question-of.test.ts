import { expect, it } from 'vitest'
import { exactQuestionOf, questionOf } from '#components/change/scope/question-of.ts'

const idAt = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`
const units = (count: number) => ({
  kind: 'units' as const,
  unitIds: Array.from({ length: count }, (_, index) => idAt(index)),
  where: "Slug = 'web'",
})

it('asks for the units of a query by the query, and for picked ones by their ids', () => {
  const query = { where: "Slug = 'web'", whereData: 'spec.replicas > 2', resourceType: 'apps/v1/Deployment' }
  expect(questionOf({ kind: 'query', ...query })).toEqual(query)
  expect(questionOf(units(2)).where).toBe(`UnitID IN ('${idAt(0)}', '${idAt(1)}')`)
})

it('asks for some of very many, from the first to the last, in one call', () => {
  const { where } = questionOf(units(10_000))
  const named = [...where.matchAll(/'([^']+)'/g)].map(([, id = '']) => Number(id.slice(-12)))
  expect(named.length).toBeGreaterThan(100)
  expect(named[0]).toBe(0)
  expect(named.at(-1)).toBeGreaterThan(9_800)
  expect(encodeURIComponent(where).length).toBeLessThan(6000)
})

it('asks for exactly the picked units, or not at all', () => {
  expect(exactQuestionOf(units(2))).toEqual(questionOf(units(2)))
  expect(exactQuestionOf(units(10_000))).toBeUndefined()
})

it('never asks for every unit, when nothing is picked', () => {
  expect(questionOf(units(0)).where).toMatch(/^UnitID = /)
})
