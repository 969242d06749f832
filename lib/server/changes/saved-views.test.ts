import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningHub, startHub } from '#hub/start.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { filterOf } from '#lib/confighub/saved/saved-query.ts'
import { clientFor } from '#lib/confighub/testing/client-for.ts'
import { Look } from '#lib/rows/views/look.ts'
import { type SaveViewRequest, savedViewOf } from '#lib/rows/views/saved-view.ts'
import type { RouteContext } from '#lib/server/access/access.ts'
import { answerForgetView, answerSaveView } from '#lib/server/changes/saved-views.ts'

let hub: RunningHub
let client: ConfigHub
let spaceId = ''

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  client = clientOf('alice@trading.com')
  const [space] = await client.spaces({ where: "Slug LIKE '%-dev'" })
  spaceId = space?.Space.SpaceID ?? ''
})
afterAll(() => hub.stop())

function clientOf(person: string): ConfigHub {
  return clientFor(hub, { username: person })
}

const context = (by = client): RouteContext => ({
  hub: by,
  requestId: 'request-1',
  session: { token: '', UserID: 'alice', OrganizationID: '', DisplayName: 'Alice' },
})
const request = (method: string, body: object) =>
  new Request('http://deck.test/api/saved-views', { method, body: JSON.stringify(body) })
const save = async (body: SaveViewRequest, by = client) =>
  (await answerSaveView(request('POST', body), context(by))).json()
const savedNow = async (by = client) =>
  (await by.allViews({ where: "Of = 'Unit'", include: 'SpaceID,FilterID' })).map(savedViewOf)

const replicas = 'apps/v1/Deployment spec.replicas'
const look = {
  ...Look.parse({}),
  cols: ['unit', 'space', 'region', 'Labels.Team', 'Space.Labels.Region', 'description', replicas, 'hash'],
  pin: ['space'],
  widths: ['300 space'],
  group: ['region'],
  sort: `-${replicas},unit`,
  compare: 'majority',
}

it('keeps a look as a View, replaces it, and forgets it', async () => {
  const asked = { spaceId, name: 'Replicas by region', look }
  const { viewId } = await save(asked)
  const kept = (await savedNow()).find(({ id }) => id === viewId)
  expect(kept).toMatchObject({ ...asked, savedBy: 'alice' })
  expect(kept?.caution).toBe(undefined)

  const next = { ...look, cols: ['unit', 'head'], group: [], sort: '-head', density: 'compact' as const }
  await save({ ...asked, viewId, version: kept?.version ?? 0, name: 'Heads', look: next })
  const replaced = (await savedNow()).find(({ id }) => id === viewId)
  expect(replaced).toMatchObject({ name: 'Heads', look: next, savedBy: 'alice' })
  expect(replaced?.caution).toBe(undefined)

  await expect(save({ ...asked, viewId, version: kept?.version ?? 0 })).rejects.toMatchObject({ status: 409 })
  await answerForgetView(request('DELETE', { spaceId, viewId }), context())
  expect((await savedNow()).some(({ id }) => id === viewId)).toBe(false)
})

it('lists units in ConfigHub itself with the columns and the Filter that it knows', async () => {
  const query = { spaceId, name: 'Traders', where: "Slug = 'trade-service'", data: '', type: '' }
  const { FilterID } = await client.createFilter(spaceId, filterOf(query, 'alice'))
  const { viewId } = await save({ spaceId, name: 'Traders', look, filterId: FilterID })

  expect((await savedNow()).find(({ id }) => id === viewId)?.query).toMatchObject({
    id: FilterID,
    name: 'Traders',
  })
  const url = `${hub.url}/unit?view=${viewId}&include=SpaceID&limit=1`
  const headers = { Authorization: `Bearer ${hub.tokenFor('alice@trading.com')}` }
  const [listed] = await (await fetch(url, { headers })).json()
  expect(listed.Unit.Slug).toBe('trade-service')
  expect(listed.ViewColumns).toContainEqual({ Name: 'unit', Value: 'trade-service' })
  expect(listed.ViewColumns).toContainEqual({ Name: replicas, Value: expect.stringMatching(/^\d+$/) })

  await save({ spaceId, viewId, name: 'Traders', look })
  expect((await savedNow()).find(({ id }) => id === viewId)?.query).toBe(undefined)
})

it('passes on that a name is taken, and that a viewer may open and not save', async () => {
  const asked = { spaceId, name: 'Everything', look: Look.parse({}) }
  const viewer = clientOf('auditor@trading.com')
  const { viewId } = await save(asked)

  await expect(save(asked)).rejects.toMatchObject({ status: 409, message: expect.stringContaining('exists') })
  expect((await savedNow(viewer)).some(({ id }) => id === viewId)).toBe(true)
  await expect(save({ ...asked, name: 'Mine' }, viewer)).rejects.toMatchObject({ status: 403 })
})

it('refuses what is no view, with the place', async () => {
  const refusalOf = async (body: object) => {
    const answer = await answerSaveView(request('POST', body), context())
    expect(answer.status).toBe(400)
    return (await answer.json()).message
  }
  const cols = Array.from({ length: 200 }, (_, index) => `${'long'.repeat(25)} ${index}`)

  expect(await refusalOf({ spaceId, name: ' ', look })).toBe('name: A view needs a name.')
  expect(await refusalOf({ spaceId, name: 'x', look: { ...look, cols } })).toMatch(/^look: This is more than/)
})
