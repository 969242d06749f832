import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningHub, startHub } from '#hub/start.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { ConfigHubError } from '#lib/confighub/error.ts'
import { clientFor } from '#lib/confighub/testing/client-for.ts'
import { type ExportRequest, hashLine } from '#lib/rows/export-request.ts'
import { fieldColumns, RowTable } from '#lib/rows/row-table.ts'
import { type AskedField, askedFields } from '#lib/rows/rows-asked.ts'
import { RowsLine, type RowsRequest } from '#lib/rows/rows-wire.ts'
import type { RouteContext } from '#lib/server/access/access.ts'
import { answerExport } from '#lib/server/reads/rows/export.ts'
import { batchOf, firstPass, latePass } from '#lib/server/reads/rows/row-batches.ts'
import { answerRows } from '#lib/server/reads/rows/rows.ts'

let hub: RunningHub
let client: ConfigHub
let asked: URL[] = []
/** Answers with a failure when this many more lists of Units were asked for. */
let pagesLeft = Number.POSITIVE_INFINITY
/** Whose document ConfigHub does not give out. */
let unreadable = ''

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  client = clientFor(hub, {
    send: (request) => {
      const url = new URL(request.url)
      asked.push(url)
      if (url.pathname.endsWith('/unit')) {
        // Small pages, so that there are some of them.
        url.searchParams.set('limit', '40')
        pagesLeft -= 1
        if (pagesLeft < 0) {
          const headers = { 'X-Request-Id': 'request-of-the-page' }
          return Promise.resolve(Response.json({ message: 'not any more' }, { status: 403, headers }))
        }
      }
      if (unreadable !== '' && url.pathname.endsWith('/unit_data')) return withoutUnit(request)
      return fetch(new Request(url, request))
    },
  })
})
afterAll(() => hub.stop())

async function withoutUnit(request: Request): Promise<Response> {
  const answer = await fetch(request)
  const found: { UnitID: string }[] = await answer.json()
  return Response.json(
    found.filter(({ UnitID }) => UnitID !== unreadable),
    { headers: answer.headers },
  )
}

const question = { where: '', whereData: '', resourceType: '', computed: '' }
const session = { token: '', UserID: 'alice', OrganizationID: '', DisplayName: 'Alice' }
const context = (): RouteContext => ({ hub: client, requestId: 'request-1', session })

function post(body: object): Request {
  return new Request('http://deck.test/api/rows', { method: 'POST', body: JSON.stringify(body) })
}

async function linesOf(request: RowsRequest): Promise<RowsLine[]> {
  asked = []
  const text = await (await answerRows(post(request), context())).text()
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => RowsLine.parse(JSON.parse(line)))
}

function tableOf(lines: readonly RowsLine[], fields: readonly AskedField[]): RowTable {
  const table = new RowTable(fields)
  for (const line of lines) {
    if (line.event === 'rows') table.append(line)
    if (line.event === 'late') table.complete(line)
    if (line.event === 'spaces') table.setSpaces(line.spaces)
  }
  return table
}

describe('the rows of a query', () => {
  it('come page by page, the first page whole before the second, and are all there is', async () => {
    const lines = await linesOf({ ...question, fields: ['head', 'change'] })
    const all = await client.allUnits({ include: 'HeadRevisionNum,SpaceID' })

    expect(lines.slice(0, 4).map(({ event }) => event)).toEqual(['rows', 'spaces', 'late', 'rows'])
    const calls = [{ where: '', rows: all.length }]
    expect(lines.at(-1)).toEqual({ event: 'end', count: all.length, isTruncated: false, calls })
    const table = tableOf(lines, ['head', 'change'])
    expect(table.ids.toSorted()).toEqual(all.map(({ Unit }) => Unit.UnitID).sort())
    for (const { Unit, Space, HeadRevision } of all) {
      const row = table.rowOf(Unit.UnitID) ?? -1
      expect(table.sent('head').valueAt(row)).toBe(Unit.HeadRevisionNum)
      expect(table.sent('space').valueAt(row)).toBe(Space?.Slug)
      expect(table.spaceOf(row)?.Labels ?? {}).toEqual(Space?.Labels ?? {})
      expect(table.sent('changedBy').valueAt(row)).toBe(HeadRevision?.UserID)
      expect(table.sent('changedAt').valueAt(row)).toBe(HeadRevision?.CreatedAt)
    }
  })

  it('carry only what is asked for, and expand nothing for the first of them', async () => {
    await linesOf({ ...question, fields: ['head'] })

    const pages = asked.filter(({ pathname }) => pathname.endsWith('/unit'))
    expect(pages.length).toBeGreaterThan(2)
    for (const { searchParams } of pages) {
      expect(searchParams.get('select')).toBe('Slug,SpaceID,SpaceSlug,HeadRevisionNum')
      expect(searchParams.get('include')).toBe(null)
    }
    expect(asked.filter(({ pathname }) => pathname.endsWith('/space'))).toHaveLength(1)
  })

  it('that came before a failure stay, and the failure says what ConfigHub said', async () => {
    pagesLeft = 2
    const lines = await linesOf({ ...question, fields: [] })
    pagesLeft = Number.POSITIVE_INFINITY

    expect(lines.filter(({ event }) => event === 'rows')).toHaveLength(2)
    expect(lines.at(-1)).toEqual({
      event: 'error',
      status: 403,
      message: expect.stringContaining('not any more'),
      requestId: 'request-of-the-page',
    })
  })

  it('of a query with OR come once each, however many of its calls give them', async () => {
    const where = "Slug = 'trade-service' OR HeadRevisionNum > 3"
    const all = await client.allUnits({ select: 'Slug,HeadRevisionNum' })
    const wanted = all.filter(({ Unit }) => Unit.Slug === 'trade-service' || (Unit.HeadRevisionNum ?? 0) > 3)
    const lines = await linesOf({ ...question, where, fields: ['change'] })

    const ids = lines.flatMap((line) => (line.event === 'rows' ? line.ids : []))
    expect(ids.toSorted()).toEqual(wanted.map(({ Unit }) => Unit.UnitID).sort())
    const end = lines.at(-1)
    if (end?.event !== 'end') throw new Error('the answer has no end')
    expect(end.count).toBe(wanted.length)
    expect(end.calls.map((call) => call.where)).toEqual(["Slug = 'trade-service'", 'HeadRevisionNum > 3'])
    expect(end.calls.reduce((sum, { rows }) => sum + rows, 0)).toBeGreaterThan(wanted.length)
  })

  it('of a query that is refused are no stream', async () => {
    const refused = answerRows(post({ ...question, where: "Slugg = 'x'", fields: [] }), context())
    await expect(refused).rejects.toBeInstanceOf(ConfigHubError)
    expect((await answerRows(post({ ...question, fields: ['Data'] }), context())).status).toBe(400)
  })

  it('are no longer read when nobody reads them', async () => {
    asked = []
    const answer = await answerRows(post({ ...question, fields: [] }), context())
    await answer.body?.cancel()
    const soon = asked.length
    await client.me()
    await client.me()

    // The last one is the answer to `me`; a page that was on its way is dropped.
    expect(asked.length - soon).toBe(2)
  })

  it('have the columns that each field promises', async () => {
    const { items } = await client.unitPage({ limit: 1 })
    for (const field of askedFields) {
      const { sources } = latePass([field]) ?? { sources: firstPass([field]).sources.slice(3) }
      expect(Object.keys(batchOf(items, sources).columns)).toEqual(fieldColumns[field])
    }
  })
})

describe('an export', () => {
  const replicas = 'apps/v1/Deployment spec.replicas'
  const columns = [
    { id: 'unit' },
    { id: 'space' },
    { id: 'by' },
    { id: replicas, value: { resourceType: 'apps/v1/Deployment', path: 'spec.replicas' } },
  ]
  const trade = { ...question, where: "Slug = 'trade-service'" }
  const exported = async (request: Partial<ExportRequest>) => {
    const answer = await answerExport(post({ ...trade, columns, ...request }), context())
    return { text: await answer.text(), status: answer.status }
  }

  it.each(['csv', 'json', 'ndjson'] as const)(
    'as %s ends with the hash of all lines before',
    async (format) => {
      const { text } = await exported({ format })
      const { before, after } = hashLine[format]
      const last = text.lastIndexOf(before)

      expect(text.slice(0, last).endsWith('\n')).toBe(true)
      const hash = createHash('sha256').update(text.slice(0, last)).digest('hex')
      expect(text.slice(last)).toBe(`${before}${hash}${after}`)
    },
  )

  it('has the order of the grid, groups first, whatever the column reads', async () => {
    const value = { resourceType: 'apps/v1/Deployment', path: 'spec.replicas' }
    const { text } = await exported({
      format: 'json',
      columns: [{ id: 'Space.Labels.Environment' }, { id: replicas, value }, { id: 'space' }],
      order: [
        { id: 'Space.Labels.Environment', isDescending: false, isGroup: true },
        { id: replicas, value, isDescending: true, isGroup: false },
      ],
    })
    const { provenance, units }: { provenance: { order: string }; units: Record<string, string | number>[] } =
      JSON.parse(text)

    expect(provenance.order).toBe(`groups of Space.Labels.Environment, -${replicas}, then unit and space`)
    expect(new Set(units.map((each) => each['Space.Labels.Environment'])).size).toBeGreaterThan(1)
    for (const [index, unit] of units.entries()) {
      const next = units[index + 1]
      if (next?.['Space.Labels.Environment'] !== unit['Space.Labels.Environment']) continue
      expect(Number(next?.[replicas] ?? -1)).toBeLessThanOrEqual(Number(unit[replicas] ?? -1))
    }
    const refused = await exported({
      format: 'json',
      order: [{ id: 'nope', isDescending: false, isGroup: false }],
    })
    expect(refused).toMatchObject({
      status: 400,
      text: expect.stringContaining('order: there is no column “nope”'),
    })
  })

  it('holds the whole query, and says so before the first row', async () => {
    const all = await client.allUnits({ where: trade.where })
    const { text } = await exported({ format: 'json' })
    const { provenance, units } = JSON.parse(text)

    expect(units.map(({ unitId }: { unitId: string }) => unitId).sort()).toEqual(
      all.map(({ Unit }) => Unit.UnitID).sort(),
    )
    expect(provenance).toMatchObject({
      holds: 'query',
      where: trade.where,
      rows: all.length,
      columns: columns.map(({ id }) => id),
      exportedBy: 'Alice',
    })
    expect(units.every((unit: Record<string, unknown>) => typeof unit[replicas] === 'number')).toBe(true)
    expect(units[0]).toMatchObject({ unit: 'trade-service', by: expect.not.stringMatching(/^(unknown|)$/) })
  })

  it('of a selection holds what of it the query still matches', async () => {
    const [first, second] = await client.allUnits({ where: trade.where })
    const [other] = await client.allUnits({ where: "Slug = 'reference-data'" })
    const unitIds = [first, second, other].flatMap((found) => found?.Unit.UnitID ?? [])
    const lines = (await exported({ format: 'ndjson', unitIds })).text.trimEnd().split('\n')

    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ provenance: { holds: 'selection', rows: 2 } })
    expect(
      lines
        .slice(1, -1)
        .map((line) => JSON.parse(line).unitId)
        .sort(),
    ).toEqual(unitIds.slice(0, 2).sort())
  })

  it('tells what was not read from what is not there, and says what is derived', async () => {
    const where = "Slug = 'trade-service' AND Space.Slug LIKE '%-dev'"
    const [found] = await client.allUnits({ where })
    unreadable = found?.Unit.UnitID ?? ''
    const nothing = 'apps/v1/Deployment spec.nothing'
    const selector = 'apps/v1/Deployment spec.selector'
    const asked = [
      { id: 'environment' },
      { id: 'by' },
      // A path that nobody asked for before: values are remembered by the hash of their document.
      { id: selector, value: { resourceType: 'apps/v1/Deployment', path: 'spec.selector' } },
    ]
    const unread = JSON.parse((await exported({ format: 'json', where, columns: asked })).text)
    const csv = (await exported({ format: 'csv', where, columns: asked })).text
    unreadable = ''
    const value = { resourceType: 'apps/v1/Deployment', path: 'spec.nothing' }
    const absent = JSON.parse(
      (await exported({ format: 'json', where, columns: [{ id: nothing, value }] })).text,
    )

    expect(unread.units).toHaveLength(1)
    expect(unread.units[0]).toMatchObject({ environment: 'dev', [selector]: '(unknown)' })
    expect(csv).toContain(',(unknown)')
    expect(unread.provenance.notes).toBe(
      'environment of 1 row is derived from the Slug of the space and is not a label',
    )
    expect(absent.units[0][nothing]).toBeNull()
    expect(absent.provenance.notes).toBe('')
  })

  it('as CSV keeps a head of remarks, and one cell per value', async () => {
    const { text } = await exported({ format: 'csv' })
    const rows = text.split('\r\n')

    expect(rows).toContain("# where: Slug = 'trade-service'")
    expect(rows).toContain(`unitId,unit,space,by,${replicas}`)
    expect(rows.find((row) => row.includes('moss-cub-traderx-prod-eu-lon'))).toMatch(/,2$/)
  })

  it('refuses a column that there is not', async () => {
    expect((await exported({ format: 'csv', columns: [{ id: 'nope' }] })).status).toBe(400)
  })
})
