import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningHub, startHub } from '#hub/start.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { createConfigHub } from '#lib/confighub/create.ts'
import type { ExtendedUnit } from '#lib/confighub/schema/entities.ts'
import { type ValueColumn, ValuesResponse } from '#lib/confighub/values.ts'
import type { RouteContext } from '#lib/server/access/access.ts'
import { findRule } from '#lib/server/access/proxy-rules.ts'
import { answerValues } from '#lib/server/reads/values.ts'

let hub: RunningHub
let client: ConfigHub
let unit: ExtendedUnit['Unit']
const refused: string[] = []

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  const base = hub.url
  const headers = { Authorization: `Bearer ${hub.tokenFor('alice@trading.com')}` }
  client = createConfigHub({
    base,
    headers,
    // The proxy's list, in front of the real hub.
    send: (request) => {
      const path = new URL(request.url).pathname.slice(new URL(base).pathname.length)
      if (findRule(request.method, path) === undefined) refused.push(`${request.method} ${path}`)
      return fetch(request)
    },
  })
  const where = "Slug = 'trade-service' AND Space.Slug LIKE '%-prod-eu'"
  const [found] = (await client.unitPage({ where, limit: 1 })).items
  if (found === undefined) throw new Error('the fleet has no trade-service in prod-eu')
  unit = found.Unit
})

afterAll(() => hub.stop())

type Read = readonly [string, () => Promise<unknown>]
const reads: readonly Read[] = [
  ['info', () => client.info()],
  ['me', () => client.me()],
  ['users', () => client.users()],
  ['functions', () => client.functions()],
  ['spaces', () => client.spaces({ select: 'Slug,DisplayName,Labels', order_by: 'Slug' })],
  ['space', () => client.space(unit.SpaceID)],
  [
    'unitPage',
    () => client.unitPage({ limit: 2, order_by: 'DESC:UpdatedAt', include: 'SpaceID,HeadRevisionNum' }),
  ],
  ['allUnits', () => client.allUnits({ where: "Slug = 'trade-service'", select: 'Slug' })],
  ['unitsById', () => client.unitsById([unit.UnitID], {})],
  ['unit', () => client.unit(unit.SpaceID, unit.UnitID)],
  ['unitData', () => client.unitData(unit.SpaceID, unit.UnitID)],
  ['unitDataById', () => client.unitDataById([unit.UnitID])],
  [
    'unitRevisionPage',
    () => client.unitRevisionPage(unit.SpaceID, unit.UnitID, { include: 'UserID,Tags', limit: 5 }),
  ],
  [
    'revisionPage',
    () =>
      client.revisionPage({ limit: 5, include: 'UserID,UnitID,SpaceID,Tags', order_by: 'DESC:CreatedAt' }),
  ],
  ['allRevisions', () => client.allRevisions({ where: `UnitID = '${unit.UnitID}'` })],
  [
    'tagPage',
    () => client.tagPage({ where: "Labels.hubdeck.dev/kind = 'change'", order_by: 'DESC:CreatedAt' }),
  ],
]

it.each(reads)('%s is let through by the proxy and served by the hub as promised', async (_, read) => {
  await expect(read()).resolves.toBeDefined()
  expect(refused).toEqual([])
})

it('revisions are read by id, one by one and together, with the same bytes', async () => {
  const { items } = await client.unitRevisionPage(unit.SpaceID, unit.UnitID, { limit: 3 })
  const ids = items.map(({ Revision }) => Revision.RevisionID)

  const together = await client.revisionDataById(ids)
  for (const id of ids) {
    const alone = await client.revisionData(unit.SpaceID, unit.UnitID, id)
    expect(together.find(({ RevisionID }) => RevisionID === id)?.Data ?? '').toBe(alone.data)
  }
  expect(refused).toEqual([])
})

it('a bad query says what is wrong with it', async () => {
  await expect(client.unitPage({ where: "Slugg = 'x'" })).rejects.toMatchObject({
    status: 400,
    message: expect.stringContaining('Slugg'),
    requestId: expect.any(String),
  })
})

async function askValues(columns: readonly ValueColumn[]) {
  const gone = '9f3a1c00-0000-4000-bfff-000000000001'
  const body = JSON.stringify({ unitIds: [unit.UnitID, gone], columns })
  const session = { token: '', UserID: '', OrganizationID: '', DisplayName: '' }
  const context: RouteContext = { hub: client, requestId: 'req-1', session }
  const request = new Request('http://deck.test/api/values', { method: 'POST', body })
  return ValuesResponse.parse(await (await answerValues(request, context)).json())
}

it('values of the grid come from the documents, and only those of units the person sees', async () => {
  const columns = [
    { resourceType: 'apps/v1/Deployment', path: 'spec.replicas' },
    { resourceType: 'apps/v1/Deployment', path: 'spec.template.spec.containers.*.image' },
    { resourceType: 'batch/v1/Job', path: 'spec.parallelism' },
  ]

  const first = await askValues(columns)

  expect(first).toEqual({
    units: {
      [unit.UnitID]: {
        DataHash: unit.DataHash,
        cells: [[{ value: 5 }], [{ value: expect.stringContaining('traderx/trade-service') }], []],
      },
    },
  })
  expect(await askValues(columns)).toEqual(first)
})
