import { afterAll, beforeAll, expect, it } from 'vitest'
import { everythingIn } from '#hub/api/clones/everything.ts'
import { addSpace, addUnit, deployment, type TestHub, testHub } from '#hub/api/test-hub.ts'

let hub: TestHub

beforeAll(async () => {
  hub = await testHub({ Unit: 5 })
  const base = await addSpace(hub, 'base')
  await addUnit(hub, base, 'a', deployment('a', 1))
  await addUnit(hub, base, 'b', deployment('b', 1))
  await hub.must('POST', `/space/${base}/filter`, { body: { Slug: 'f', From: 'Unit' } })
})
afterAll(() => hub.store.close())

type Item = { Space?: { Slug: string }; Error?: { Status: number; Message: string } }

const clone = async (query: Record<string, string>) => {
  const search = new URLSearchParams({ where: "Slug = 'base'", ...query })
  const { status, json } = await hub.call('POST', `/_space?${search}`, { body: null })
  return { status, items: json as Item[] }
}

it('a Space that does not fit as a whole is not there at all; the one before it stays', async () => {
  const { status, items } = await clone({ name_prefixes: 'one-,two-' })

  expect(status).toBe(207)
  expect(items.map((item) => item.Space?.Slug ?? item.Error?.Status)).toEqual(['one-base', 403])
  const spaces = await hub.must<{ Space: { Slug: string } }[]>('GET', '/space?order_by=Slug')
  expect(spaces.map(({ Space }) => Space.Slug)).toEqual(['base', 'one-base'])
  const lines = await everythingIn(hub.store.db)
  expect(lines.filter((line) => line.startsWith('Unit '))).toHaveLength(4)
  expect(lines.filter((line) => line.startsWith('Filter '))).toHaveLength(2)
})

it('two callers who clone under one name at once make one Space, and the other is told', async () => {
  await addSpace(hub, 'empty')
  const query = { where: "Slug = 'empty'", name_pattern: 'race' }

  const answers = await Promise.all([clone(query), clone(query)])

  const outcomes = answers.flatMap(({ items }) => items.map((item) => item.Error?.Status ?? 200))
  expect(outcomes.toSorted()).toEqual([200, 409])
})
