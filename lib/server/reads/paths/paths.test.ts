import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type RunningHub, startHub } from '#hub/start.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { clientFor } from '#lib/confighub/testing/client-for.ts'
import { PathsResponse } from '#lib/rows/paths-wire.ts'
import { answerPaths } from '#lib/server/reads/paths/paths.ts'
import { WorkPool, workerFile } from '#lib/server/work/pool.ts'

let hub: RunningHub
let client: ConfigHub
/** Pages of Units hold at most this many, so that a fleet of any size has more than one. */
let pageSize = 1000
/** The first page of each slice is empty, and says that there are more. */
let beginsEmpty = false
let asked: URLSearchParams[] = []

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  client = clientFor(hub, {
    send: (request) => {
      const url = new URL(request.url)
      const limit = Number(url.searchParams.get('limit') ?? 0)
      if (!url.pathname.endsWith('/unit')) return fetch(request)
      asked.push(url.searchParams)
      if (limit > pageSize) url.searchParams.set('limit', String(pageSize))
      const { searchParams } = url
      if (beginsEmpty && searchParams.get('where')?.includes('DataHash')) {
        const headers = { 'ConfigHub-Continue': 'begin' }
        if (!searchParams.has('continue')) return Promise.resolve(Response.json([], { headers }))
        if (searchParams.get('continue') === 'begin') searchParams.delete('continue')
      }
      return fetch(new Request(url, request))
    },
  })
})
beforeEach(() => {
  pageSize = 1000
  beginsEmpty = false
  asked = []
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

// The first one, as long as no document has been read.
it('tries a document again that took too long once', async () => {
  const [unit] = (await client.unitPage({ where: "Slug = 'reference-data'", limit: 1 })).items
  const where = `UnitID = '${unit?.Unit.UnitID}'`
  const options = { threads: 1, memoryMiB: 512, waiting: 9, waitingPerOwner: 9, file: workerFile() }
  const hasty = new WorkPool({ ...options, timeMs: 1 })
  globalThis.hubdeckWork = hasty
  const first = await pathsOf(where)
  globalThis.hubdeckWork = undefined
  await hasty.close()

  expect(first).toMatchObject({ read: 0, unreadable: 1 })
  expect(await pathsOf(where)).toMatchObject({ read: 1, unreadable: 0 })
})

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

it('has the paths of all types, whatever type the query asks for, and answers about OR', async () => {
  const seen = await pathsOf("Slug = 'trade-service' OR Slug = 'nobody'", { resourceType: 'v1/Service' })

  const types = new Set(seen.paths.map(({ resourceType }) => resourceType))
  expect([types.has('v1/Service'), types.has('apps/v1/Deployment')]).toEqual([true, true])
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

it('takes few calls for many alternatives, and charges each', async () => {
  const charged = async () =>
    (await globalThis.hubdeckLimits?.persons.get('reads')?.get('alice'))?.consumedPoints ?? 0
  const before = await charged()
  pageSize = 30
  const attributes = ['Slug', 'DisplayName', 'ToolchainType', 'SpaceID', 'LastChangeDescription']
  const where = attributes.map((name) => `${name} IS NOT NULL`).join(' OR ')
  const seen = await pathsOf(where)

  expect(seen.read).toBeGreaterThan(60)
  expect(asked.length).toBe(attributes.length * 5)
  expect((await charged()) - before).toBe(asked.length)
})

it('reads the first page where a query has no room for a slice', async () => {
  pageSize = 30
  const where = Array.from({ length: 99 }, (_, at) => `HeadRevisionNum != ${at + 1000}`).join(' AND ')
  const seen = await pathsOf(where)

  expect(seen.isSample).toBe(true)
  expect(seen.read).toBeGreaterThan(0)
})

it('goes on where a page is empty although more units match', async () => {
  pageSize = 30
  beginsEmpty = true
  const seen = await pathsOf('')

  expect(seen.read).toBeGreaterThan(60)
})

it('refuses a body that is no question', async () => {
  const request = new Request('http://deck.test/api/paths', { method: 'POST', body: '{"where": 1}' })
  const session = { token: '', UserID: 'alice', OrganizationID: '', DisplayName: 'Alice' }
  const answer = await answerPaths(request, { hub: client, requestId: 'request-1', session })
  expect(answer.status).toBe(400)
})
