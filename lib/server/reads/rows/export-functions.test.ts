import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningHub, startHub } from '#hub/start.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { clientFor } from '#lib/confighub/testing/client-for.ts'
import { answerExport } from '#lib/server/reads/rows/export.ts'

let hub: RunningHub
let client: ConfigHub

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  client = clientFor(hub)
})
afterAll(() => hub.stop())

const where = "Slug IN ('trade-service', 'reference-data')"
const id = 'get-replicas()'
const path = 'apps/v1/Deployment spec.replicas'
const session = { token: '', UserID: 'alice', OrganizationID: '', DisplayName: 'Alice' }

/** The same hub, where functions fail on one unit. */
function failingOn(unitId: string): ConfigHub {
  const failure = { Success: false, Error: { Message: 'no such container' } }
  return {
    ...client,
    invoke: async (body, parameters, signal) =>
      (await client.invoke(body, parameters, signal)).map((each) =>
        each.UnitID === unitId ? { ...each, ...failure } : each,
      ),
  }
}

async function exported(request: object, by = client) {
  const columns = [
    { id: 'unit' },
    { id },
    { id: path, value: { resourceType: 'apps/v1/Deployment', path: 'spec.replicas' } },
  ]
  const asked = { where, whereData: '', resourceType: '', format: 'json', columns, ...request }
  const body = JSON.stringify(asked)
  const answer = await answerExport(
    new Request('http://deck.test/api/rows/export', { method: 'POST', body }),
    { hub: by, requestId: 'request-1', session },
  )
  return { status: answer.status, text: await answer.text() }
}

type Row = Readonly<Record<string, string | number | null>>
const rowsOf = (text: string): readonly Row[] => JSON.parse(text).units

it('has what a function says, sorted by it, and why that is unknown', async () => {
  const units = await client.allUnits({ where })
  const broken = units[0]?.Unit.UnitID ?? ''
  const order = [{ id, isDescending: true, isGroup: false }]
  const rows = rowsOf((await exported({ order }, failingOn(broken))).text)

  expect(rows).toHaveLength(units.length)
  for (const row of rows)
    expect(row[id]).toBe(row.unitId === broken ? '(unknown: no such container)' : row[path])
  const said = rows.flatMap(({ [id]: value }) => (typeof value === 'number' ? [value] : []))
  expect(new Set(said).size).toBeGreaterThan(1)
  expect(said).toEqual(said.toSorted((a, b) => b - a))
})

it.each([
  ['csv', /,trade-service,(\d+),\1\r/],
  ['ndjson', /"unit":"trade-service","get-replicas\(\)":(\d+),[^,]*spec\.replicas":\1\}/],
])('as %s too', async (format, row) => {
  expect((await exported({ format }, failingOn(''))).text).toMatch(row)
})

it('of a query with conditions on functions has its rows, and names the units of which that is unknown', async () => {
  const units = await client.allUnits({ where, where_data: 'spec.replicas > 2' })
  const broken = units[0]?.Unit
  const { text } = await exported({ computed: 'get-replicas() > 2' }, failingOn(broken?.UnitID ?? ''))
  const left = units.map(({ Unit }) => Unit.UnitID).filter((each) => each !== broken?.UnitID)

  expect(left.length).toBeGreaterThan(0)
  expect(
    rowsOf(text)
      .map(({ unitId }) => unitId)
      .sort(),
  ).toEqual(left.sort())
  const { provenance } = JSON.parse(text)
  expect(provenance).toMatchObject({ computed: 'get-replicas() > 2', rows: left.length, isTruncated: false })
  expect(provenance.notes).toContain(
    `${broken?.SpaceSlug}/${broken?.Slug} (get-replicas(): no such container)`,
  )
})

it('refuses a column whose function writes', async () => {
  const { status, text } = await exported({ columns: [{ id: 'set-replicas(3)' }] })
  expect(status).toBe(400)
  expect(text).toContain('columns: set-replicas writes')
})
