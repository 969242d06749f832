import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningHub, startHub } from '#hub/start.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { createConfigHub } from '#lib/confighub/create.ts'
import { PathsResponse } from '#lib/rows/paths-wire.ts'
import { answerPaths } from '#lib/server/reads/paths/paths.ts'

let hub: RunningHub
let client: ConfigHub
/** Pages of Units hold at most this many, so that a fleet of any size has more than one. */
let pageSize = 1000

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  client = createConfigHub({
    base: hub.url,
    headers: { Authorization: `Bearer ${hub.tokenFor('alice@trading.com')}` },
    send: (request) => {
      const url = new URL(request.url)
      const limit = Number(url.searchParams.get('limit') ?? 0)
      if (url.pathname.endsWith('/unit') && limit > pageSize) url.searchParams.set('limit', String(pageSize))
      return fetch(new Request(url, request))
    },
  })
})
afterAll(() => hub.stop())

async function pathsOf(where: string, rest: object = {}) {
  const body = JSON.stringify({ where, whereData: '', resourceType: '', ...rest })
  const request = new Request('http://deck.test/api/paths', { method: 'POST', body })
  const session = { token: '', UserID: 'alice', OrganizationID: '', DisplayName: 'Alice' }
  const answer = await answerPaths(request, { hub: client, requestId: 'request-1', session })
  expect(answer.status).toBe(200)
  return PathsResponse.parse(await answer.json())
}

const replicas = ({ paths }: PathsResponse) => paths.find(({ path }) => path === 'spec.replicas')

it('counts the units of a query that have a path, and its values', async () => {
  const { items } = await client.unitPage({ where: "Slug = 'trade-service'", limit: 1000 })
  const seen = await pathsOf("Slug = 'trade-service'")

  expect(seen).toMatchObject({ read: items.length, unreadable: 0, isSample: false })
  const found = replicas(seen)
  expect(found).toMatchObject({ resourceType: 'apps/v1/Deployment', kinds: ['number'], units: items.length })
  const counted = found?.values.reduce((sum, { units }) => sum + units, 0)
  expect(counted).toBe(items.length)
  expect(seen.resourceTypes).toContainEqual({ resourceType: 'apps/v1/Deployment', units: items.length })
})

it('asks about one resource type, and about OR', async () => {
  const seen = await pathsOf("Slug = 'trade-service' OR Slug = 'nobody'", { resourceType: 'v1/Service' })

  expect(new Set(seen.paths.map(({ resourceType }) => resourceType))).toEqual(new Set(['v1/Service']))
  expect(await pathsOf("Slug = 'nobody'")).toMatchObject({ read: 0, paths: [], isSample: false })
})

it('reads documents from all over a fleet that one page does not hold', async () => {
  pageSize = 30
  const seen = await pathsOf('')
  pageSize = 1000
  const whole = await pathsOf('')

  expect(seen.isSample).toBe(true)
  expect(seen.read).toBeLessThan(whole.read)
  expect(seen.read).toBeGreaterThan(60)
  expect(replicas(seen)?.units).toBeGreaterThan(5)
})

it('refuses a body that is no question', async () => {
  const request = new Request('http://deck.test/api/paths', { method: 'POST', body: '{"where": 1}' })
  const session = { token: '', UserID: 'alice', OrganizationID: '', DisplayName: 'Alice' }
  const answer = await answerPaths(request, { hub: client, requestId: 'request-1', session })
  expect(answer.status).toBe(400)
})
