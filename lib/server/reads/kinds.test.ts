import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningHub, startHub } from '#hub/start.ts'
import { fieldAt, KindTable, shapeAt } from '#lib/config/kinds/kind-table.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { clientFor } from '#lib/confighub/testing/client-for.ts'
import { answerKinds } from '#lib/server/reads/kinds.ts'

const definition = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: desks.traderx.example.com
spec:
  group: traderx.example.com
  names: {kind: Desk, plural: desks}
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              properties:
                seats: {type: integer, description: "Asked with Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJlLXNpZ25hdHVyZQ"}
`

let hub: RunningHub
let client: ConfigHub
/** Requests that reached the hub. */
let sent = 0

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  client = clientFor(hub, {
    send: (...call) => {
      sent += 1
      return fetch(...call)
    },
  })
})

afterAll(() => hub.stop())

async function ask(query: string) {
  const session = { token: '', UserID: '', OrganizationID: '', DisplayName: '' }
  const request = new Request(`http://deck.test/api/kinds${query}`)
  return answerKinds(request, { hub: client, requestId: 'req-1', session })
}

async function tableOf(type: string) {
  const { table }: { table: unknown } = await (await ask(`?type=${encodeURIComponent(type)}`)).json()
  return table === null ? undefined : KindTable.parse(table)
}

it("lists Kubernetes' kinds, and tells what one consists of", async () => {
  const { types }: { types: string[] } = await (await ask('')).json()
  expect(types).toContain('apps/v1/Deployment')
  expect(types).not.toContain('v1/Container')

  const table = await tableOf('apps/v1/Deployment')
  const container = ['spec', 'template', 'spec', 'containers'].map((field) => ({ field }))
  expect(table && shapeAt(table, [...container, 'element', { field: 'imagePullPolicy' }])).toEqual({
    is: 'string',
    values: ['Always', 'IfNotPresent', 'Never'],
  })
})

it('knows a custom kind once its definition is in the fleet, and shows none of its secrets', async () => {
  expect(await tableOf('traderx.example.com/v1/Desk')).toBeUndefined()
  const [found] = await client.allUnits({ where: "Slug = 'reference-data' AND Space.Slug LIKE '%-dev'" })
  if (found === undefined) throw new Error('another fleet')
  const { SpaceID, UnitID, DataHash = '' } = found.Unit
  await client.putUnitData(SpaceID, UnitID, definition, { ifMatch: DataHash, lastChangeDescription: 'Desks' })

  const table = await tableOf('traderx.example.com/v1/Desk')

  const seats = table && fieldAt(table, [{ field: 'spec' }, { field: 'seats' }])
  expect(seats).toMatchObject({ shape: { is: 'number' }, text: expect.stringContaining('••••••••') })
  expect(table && shapeAt(table, [{ field: 'metadata' }, { field: 'labels' }])?.is).toBe('map')
  expect(await tableOf('traderx.example.com/v2/Desk')).toBeUndefined()
})

it('half a name in a group of Kubernetes is not asked for in the fleet', async () => {
  const before = sent
  for (const type of ['apps/v1/Deploy', 'apps/v2/Deployment', 'v1/Pods', 'networking.k8s.io/v1/Ing'])
    expect(await tableOf(type)).toBeUndefined()
  expect(sent).toBe(before)
  await tableOf('example.com/v1/Own')
  expect(sent).toBeGreaterThan(before)
})

it('a type that is none is refused or unknown, and never becomes a path or a query', async () => {
  expect((await ask(`?type=${'a'.repeat(300)}`)).status).toBe(400)
  for (const type of ['', '../../package', "a'b/v1/Kind", 'v1/../../yaml'])
    expect(await tableOf(type)).toBeUndefined()
})
