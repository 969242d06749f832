import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningHub, startHub } from '#hub/start.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { type SaveQueryRequest, savedQueryOf } from '#lib/confighub/saved/saved-query.ts'
import { clientFor } from '#lib/confighub/testing/client-for.ts'
import type { RouteContext } from '#lib/server/access/access.ts'
import { answerForgetQuery, answerSaveQuery } from '#lib/server/changes/saved-queries.ts'

let hub: RunningHub
let client: ConfigHub
let spaceId = ''
let headers: Record<string, string> = {}

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  headers = { Authorization: `Bearer ${hub.tokenFor('alice@trading.com')}` }
  client = clientFor(hub)
  const [space] = await client.spaces({ where: "Slug LIKE '%-dev'" })
  spaceId = space?.Space.SpaceID ?? ''
})
afterAll(() => hub.stop())

const context = (): RouteContext => ({
  hub: client,
  requestId: 'request-1',
  session: { token: '', UserID: 'alice', OrganizationID: '', DisplayName: 'Alice' },
})
const request = (method: string, body: object) =>
  new Request('http://deck.test/api/saved-queries', { method, body: JSON.stringify(body) })
const save = async (body: SaveQueryRequest) =>
  (await answerSaveQuery(request('POST', body), context())).json()
const savedNow = async () =>
  (await client.allFilters({ where: "From = 'Unit'", include: 'SpaceID' })).map(savedQueryOf)

it('keeps a query as a Filter, replaces it, and forgets it', async () => {
  const query = {
    spaceId,
    name: 'Traders',
    where: "Slug = 'trade-service'",
    data: 'spec.replicas > 2',
    type: '',
  }
  const { filterId } = await save(query)
  const kept = (await savedNow()).find(({ id }) => id === filterId)
  expect(kept).toMatchObject({ ...query, savedBy: 'alice' })

  await save({ ...query, filterId, version: kept?.version ?? 0, data: '' })
  expect((await savedNow()).find(({ id }) => id === filterId)).toMatchObject({ data: '', savedBy: 'alice' })

  await expect(save({ ...query, filterId, version: kept?.version ?? 0 })).rejects.toMatchObject({
    status: 409,
  })
  await answerForgetQuery(request('DELETE', { spaceId, filterId }), context())
  expect((await savedNow()).some(({ id }) => id === filterId)).toBe(false)
})

it('replaces the Space of a Filter made elsewhere by the text that says it', async () => {
  const body = { Slug: 'of-dev', From: 'Unit', Where: "Slug = 'trade-service'", FromSpaceID: spaceId }
  const made = await fetch(`${hub.url}/space/${spaceId}/filter`, {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(made.status).toBe(200)
  const before = (await savedNow()).find(({ name }) => name === 'of-dev')
  if (before === undefined) throw new Error('the Filter is not in the list')
  const query = { spaceId, name: 'of-dev', where: "Slug = 'reference-data'", data: '', type: '' }

  await save({ ...query, filterId: before.id, version: before.version ?? 0 })

  expect((await savedNow()).find(({ id }) => id === before.id)?.where).toBe("Slug = 'reference-data'")
})

it('refuses what is no saved query, with the place', async () => {
  const answer = await answerSaveQuery(request('POST', { spaceId, name: ' ' }), context())

  expect(answer.status).toBe(400)
  expect((await answer.json()).message).toBe('name: A query needs a name.')
})
