import { expect, it } from 'vitest'
import type { Query } from '#lib/where/boolean/query-chips.ts'
import { readConditions } from '#lib/where/boolean/read-conditions.ts'
import { parseComputed } from '#lib/where/computed/computed.ts'
import { parseWhereData } from '#lib/where/parse-data.ts'
import { shownChips } from '#lib/where/subjects/shown-chips.ts'

function read({ where = '', data = '', type = '', computed = '' }): Query {
  const [conditions, content, here] = [
    readConditions(where, 'Unit'),
    parseWhereData(data),
    parseComputed(computed),
  ]
  if (!conditions.ok || !content.ok || !here.ok) throw new Error('not a query')
  return { where: conditions.value, data: content.value, type, computed: here.value }
}

it.each([
  [
    { where: "Slug IN ('a', 'b')" },
    { subject: 'Slug', operator: 'is one of', values: ['a', 'b'], isList: true, isTime: false },
  ],
  [
    { where: "UpdatedAt > '2026-01-01T00:00:00Z'" },
    {
      subject: 'UpdatedAt',
      operator: 'is above',
      values: ['2026-01-01T00:00:00Z'],
      isList: false,
      isTime: true,
    },
  ],
  [
    { where: 'UpstreamUnitID IS NULL' },
    { subject: 'UpstreamUnitID', operator: 'is not set', values: [], isList: false, isTime: false },
  ],
  // Text that looks like a number is not that number.
  [
    { data: "spec.replicas = '3'" },
    { subject: 'spec.replicas', operator: 'is', values: ["'3'"], isList: false, isTime: false },
  ],
  [
    { data: 'spec.replicas = 3' },
    { subject: 'spec.replicas', operator: 'is', values: ['3'], isList: false, isTime: false },
  ],
  [
    { computed: 'get-replicas() < 2' },
    { subject: 'get-replicas()', operator: 'is below', values: ['2'], isList: false, isTime: false },
  ],
  [{ where: "(Slug = 'a' OR NOT Slug = 'b')" }, undefined],
  [{ type: 'v1/Service' }, undefined],
])('a chip of %o says %o', (texts, words) => {
  const [chip, ...others] = shownChips(read(texts))
  expect(others).toEqual([])
  expect(chip?.words).toEqual(words)
})

it('a chip that its fields cannot say has none, so that it is edited as text', () => {
  expect(shownChips(read({ where: 'Slug = DisplayName' }))[0]).not.toHaveProperty('fields')
  expect(shownChips(read({ where: "Slug = 'a'" }))).toMatchObject([
    { fields: { subject: 'Slug', value: 'a' } },
  ])
})
