import { afterAll, beforeAll, expect, it } from 'vitest'
import { addSpace, addUnit, deployment, type NewUnit, type TestHub, testHub } from '#hub/testing/test-hub.ts'

let hub: TestHub
let base: string
let up: NewUnit
let down: NewUnit

beforeAll(async () => {
  hub = await testHub()
  base = await addSpace(hub, 'base')
  await addSpace(hub, 'dev')
  await addSpace(hub, 'late')
  up = await addUnit(hub, base, 'up', deployment('app', 1))
  down = await addUnit(hub, base, 'down', deployment('app', 1))
  const body = { Slug: 'merge', FromUnitID: down.UnitID, ToUnitID: up.UnitID, UpdateType: 'MergeUnits' }
  await hub.must('POST', `/space/${base}/link`, { body })
  await write(up, 2)
  await resolve(down)
})
afterAll(() => hub.store.close())

const write = (unit: Pick<NewUnit, 'path'>, replicas: number) =>
  hub.must('PUT', `${unit.path}/data`, { body: deployment('app', replicas) })
const resolve = (unit: Pick<NewUnit, 'path'>) =>
  hub.must<{ Unit: { HeadRevisionNum: number } }>(
    'PATCH',
    `${unit.path}?${new URLSearchParams({ resolve: "Link:UpdateType = 'MergeUnits'" })}`,
    { body: null },
  )
const text = async (unit: Pick<NewUnit, 'path'>) => (await hub.call('GET', `${unit.path}/data`)).json

type Item = {
  Unit: { UnitID: string; SpaceID: string; Slug: string }
  Links?: { Link: Record<string, unknown> }[]
}

async function cloneInto(space: string, where: string, more: Record<string, string> = {}) {
  const query = new URLSearchParams({
    where: `SpaceID = '${base}' AND ${where}`,
    where_space: `Slug = '${space}'`,
    ...more,
  })
  const items = await hub.must<Item[]>('POST', `/unit?${query}`, { body: {} })
  const pathOf = (slug: string) => {
    const found = items.find(({ Unit }) => Unit.Slug === slug)?.Unit
    return { path: `/space/${found?.SpaceID}/unit/${found?.UnitID}` }
  }
  const links = items.flatMap(({ Links = [] }) => Links.map(({ Link }) => Link))
  return { links: links.filter(({ UpdateType }) => UpdateType !== 'UpgradeUnit'), pathOf }
}

it('the copy of a Link continues where the Link was: nothing is merged twice', async () => {
  const { links, pathOf } = await cloneInto('dev', "Slug IN ('up', 'down')")
  expect(links).toEqual([
    expect.objectContaining({ UpstreamLastMergedRevisionNum: 2, DownstreamLastMergedRevisionNum: 2 }),
  ])

  expect((await resolve(pathOf('down'))).Unit.HeadRevisionNum).toBe(2)
  await write(pathOf('up'), 5)
  await write(up, 9)
  expect((await resolve(pathOf('down'))).Unit.HeadRevisionNum).toBe(3)
  expect(await text(pathOf('down'))).toBe(deployment('app', 5))
})

it('a Link that keeps its To Unit counts as merged up to where the original was', async () => {
  const outgoing = { include_outgoing_links_where: "UpdateType = 'MergeUnits'" }
  const { links, pathOf } = await cloneInto('late', "Slug = 'down'", outgoing)
  expect(links).toEqual([
    expect.objectContaining({
      ToUnitID: up.UnitID,
      UpstreamLastMergedRevisionNum: 3,
      DownstreamLastMergedRevisionNum: 2,
    }),
  ])

  await resolve(pathOf('down'))
  expect(await text(pathOf('down'))).toBe(deployment('app', 9))
  expect(await text(down)).toBe(deployment('app', 2))
})
