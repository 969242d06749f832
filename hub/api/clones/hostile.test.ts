import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { everythingIn } from '#hub/testing/everything.ts'
import { addSpace, addUnit, deployment, type TestHub, testHub } from '#hub/testing/test-hub.ts'

let hub: TestHub
let space: string

beforeAll(async () => {
  hub = await testHub()
  space = await addSpace(hub, 'base')
  await addUnit(hub, space, 'app', deployment('app', 1))
  await hub.must('POST', `/space/${space}/filter`, { body: { Slug: 'f', From: 'Unit' } })
})
afterAll(() => hub.store.close())

const bodies: [string, unknown][] = [
  ['a list', []],
  ['a text', '"text"'],
  ['no JSON', '{'],
  ['labels that are no map', { Labels: 'x' }],
  ['labels that are a list', { Labels: ['x'] }],
  ['a label that is no text', { Labels: { a: 1 } }],
  ['a label with a quote', { Labels: { a: "it's" } }],
  ['a Slug that is none', { Slug: 'not a slug' }],
  ['a Slug that is a number', { Slug: 1 }],
  ['a Slug that is too long', { Slug: 'x'.repeat(129) }],
  ['gates that are no map', { DeleteGates: 1 }],
  ['half a character', '{"DisplayName":"\\ud800"}'],
]
const paths = ['/unit', '/filter', '/_space', '/unit/move', '/filter/move']

describe('a hostile body is refused, and nothing is stored', () => {
  it.each(paths.flatMap((path) => bodies.map(([what, body]) => [path, what, body] as const)))(
    '%s with %s',
    async (path, _what, body) => {
      const before = await everythingIn(hub.store.db)
      const query = new URLSearchParams({ where: "Slug IN ('app', 'f', 'base')", name_prefixes: 'x-' })

      const { status, json } = await hub.call('POST', `${path}?${query}`, { body })

      const statuses =
        status === 207
          ? (json as { Error?: { Status: number } }[]).map((item) => item.Error?.Status)
          : [status]
      expect(new Set(statuses)).toEqual(new Set([400]))
      expect(await everythingIn(hub.store.db)).toEqual(before)
    },
  )
})

describe('a hostile query', () => {
  it.each([
    [{ name_prefixes: 'a,'.repeat(2000) }, 400],
    [{ name_prefixes: "it's" }, 207],
    [{ name_prefixes: 'a'.repeat(200) }, 207],
    [{ name_pattern: 'template:' }, 207],
    [{ name_pattern: 'template:{{.Labels.__proto__}}' }, 207],
    [{ variant_labels: '__proto__=x' }, 400],
    [{ variant_labels: 'a b=c' }, 400],
    [{ variant_labels: 'a=|' }, 400],
    [{ name_prefixes: 'x-', dry_run: 'perhaps' }, 400],
    [{ name_prefixes: 'x-', allow_exists: '1' }, 400],
    [{ name_prefixes: 'x-', limit: '-1' }, 400],
    [{ name_prefixes: 'x-', continue: 'made-up' }, 400],
    [{ name_prefixes: 'x-', include: 'Nothing' }, 400],
    [{ where_space: "Slug = 'x' OR true" }, 400],
    [{ filter_space: '0f4e7a52-1111-4222-8333-944455566677' }, 404],
    [{ name_prefixes: 'x-', from_backing_units: 'true' }, 501],
  ])('%j answers %i and stores nothing', async (query, expected) => {
    const before = await everythingIn(hub.store.db)
    for (const path of ['/unit', '/filter']) {
      const search = new URLSearchParams({ where: "Slug IN ('app', 'f')", ...query })
      const { status, json } = await hub.call('POST', `${path}?${search}`, { body: {} })
      expect(status, JSON.stringify(json)).toBe(expected)
    }
    expect(await everythingIn(hub.store.db)).toEqual(before)
  })
})
