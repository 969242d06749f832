import { afterAll, beforeAll, expect, it } from 'vitest'
import { addSpace, type TestHub, testHub } from '#hub/testing/test-hub.ts'

let hub: TestHub

beforeAll(async () => {
  hub = await testHub({ Space: 3 })
  await addSpace(hub, 'base')
  await addSpace(hub, 'empty')
})
afterAll(() => hub.store.close())

type Item = { Space?: { Slug: string }; Error?: { Status: number; Message: string } }

const clone = async (query: Record<string, string>) => {
  const search = new URLSearchParams({ where: "Slug = 'base'", ...query })
  const { status, json } = await hub.call('POST', `/_space?${search}`, { body: null })
  return { status, items: json as Item[] }
}

it('a Space over the quota is refused; the one before it stays', async () => {
  const { status, items } = await clone({ name_prefixes: 'one-,two-' })

  expect(status).toBe(207)
  expect(items.map((item) => item.Space?.Slug ?? item.Error?.Status)).toEqual(['one-base', 403])
  const spaces = await hub.must<{ Space: { Slug: string } }[]>('GET', '/space?order_by=Slug')
  expect(spaces.map(({ Space }) => Space.Slug)).toEqual(['base', 'empty', 'one-base'])
})

it('two callers who clone under one name at once make one Space, and the other is refused', async () => {
  await hub.must('DELETE', '/_space?where=Slug%20%3D%20%27one-base%27')
  const query = { where: "Slug = 'empty'", name_pattern: 'race' }

  const answers = await Promise.all([clone(query), clone(query)])

  const outcomes = answers.flatMap(({ items }) => items.map((item) => item.Error?.Status ?? 200))
  expect(outcomes.toSorted()).toEqual([200, 409])
})
