import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningHub, startHub } from '#hub/start.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { clientFor } from '#lib/confighub/testing/client-for.ts'
import { readRowsLine } from '#lib/rows/read-rows-line.ts'
import type { RowsLine } from '#lib/rows/rows-wire.ts'
import { answerRows } from '#lib/server/reads/rows/rows.ts'

let hub: RunningHub
let client: ConfigHub

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  client = clientFor(hub)
})
afterAll(() => hub.stop())

const session = { token: '', UserID: 'alice', OrganizationID: '', DisplayName: 'Alice' }

async function answer(question: object, by = client): Promise<Response> {
  const body = JSON.stringify({ where: '', whereData: '', resourceType: '', fields: ['change'], ...question })
  const request = new Request('http://deck.test/api/rows', { method: 'POST', body })
  return answerRows(request, { hub: by, requestId: 'request-1', session })
}

async function ask(question: object, by = client) {
  const text = await (await answer(question, by)).text()
  const lines = text
    .split('\n')
    .filter(Boolean)
    .map((line): RowsLine => readRowsLine(JSON.parse(line)))
  const end = lines.at(-1)
  if (end?.event !== 'end') throw new Error(JSON.stringify(end))
  const idsOf = (event: 'rows' | 'late') => lines.flatMap((line) => (line.event === event ? line.ids : []))
  return { ids: idsOf('rows').sort(), late: idsOf('late').sort(), end }
}

async function idsWith(parameters: object): Promise<string[]> {
  return (await client.allUnits(parameters)).map(({ Unit }) => Unit.UnitID).sort()
}

it.each([
  ['get-replicas() < 3', 'spec.replicas < 3'],
  ['get-replicas() IN (2, 3)', 'spec.replicas IN (2, 3)'],
  ['get-replicas() > 1 AND get-replicas() < 3', 'spec.replicas > 1 AND spec.replicas < 3'],
])(
  '%s selects what the same condition on documents selects, of what the others select',
  async (computed, data) => {
    const where = "Slug LIKE 'trade%' OR Slug = 'order-api'"
    const { ids, late, end } = await ask({ where, computed })
    const same = await idsWith({ where: "Slug ~ '^(trade.*|order-api)$'", where_data: data })

    expect(same.length).toBeGreaterThan(0)
    expect(ids).toEqual(same)
    expect(late).toEqual(same)
    expect(end.count).toBe(same.length)
    const judged = await idsWith({ where: "Slug ~ '^(trade.*|order-api)$'" })
    expect(end.computed).toEqual({ judged: judged.length, unknown: 0, named: [], isCut: false })
  },
)

it('a unit of which the function fails is named as unknown, and is neither a row nor a miss', async () => {
  const where = "Slug = 'trade-service'"
  const all = await client.allUnits({ where })
  const [broken] = all
  if (broken === undefined) throw new Error('no unit')
  const failing: ConfigHub = {
    ...client,
    invoke: async (body, parameters, signal) =>
      (await client.invoke(body, parameters, signal)).map((each) =>
        each.UnitID === broken.Unit.UnitID
          ? { ...each, Success: false, Error: { Message: 'no such container' } }
          : each,
      ),
  }
  for (const computed of ['get-replicas() > 0', 'get-replicas() > 0 AND get-replicas() < 99']) {
    const { ids, end } = await ask({ where, computed }, failing)
    expect(ids).not.toContain(broken.Unit.UnitID)
    expect(ids).toHaveLength(all.length - 1)
    const { UnitID: id, Slug: slug, SpaceSlug: space } = broken.Unit
    expect(end.computed?.unknown).toBe(1)
    expect(end.computed?.named).toEqual([{ id, slug, space, reason: 'get-replicas(): no such container' }])
  }
})

it('a secret is never compared, or whoever may not see it could guess it', async () => {
  const tried: ConfigHub = {
    ...client,
    unitDataById: async (ids, signal) =>
      (await client.unitDataById(ids, signal)).map((each) => ({
        ...each,
        Data: each.Data?.replaceAll(/replicas: \d+/g, 'replicas: password=hunter2'),
      })),
  }
  const { ids, end } = await ask({ where: "Slug = 'trade-service'", computed: 'get-replicas() > 0' }, tried)
  expect(ids).toEqual([])
  expect(end.computed?.unknown).toBe(end.computed?.judged)
  expect(end.computed?.named[0]?.reason).toContain('secret')
})

it.each([
  ['get-replicas() <', 'needs a value'],
  ['Slug < 2', 'begins with a function'],
  ['get-nothing() < 2', 'has no function'],
  ['set-replicas(3) < 2', 'writes'],
])('refuses %s, and answers no row without it', async (computed, reason) => {
  await expect(answer({ computed })).rejects.toMatchObject({
    status: 400,
    message: expect.stringContaining(reason),
  })
})

it('reads the functions that there are once, however many conditions there are', async () => {
  let reads = 0
  const counted: ConfigHub = {
    ...client,
    functions: (signal) => {
      reads += 1
      return client.functions(signal)
    },
  }
  const { ids } = await ask(
    { where: "Slug = 'trade-service'", computed: 'get-replicas() > 0 AND get-replicas() < 99' },
    counted,
  )

  expect(ids.length).toBeGreaterThan(0)
  expect(reads).toBe(1)
})
