import { QueryClient } from '@tanstack/react-query'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { POST as askBaselines } from '#app/api/baselines/route.ts'
import { GET as askConfigHub } from '#app/api/confighub/[...path]/route.ts'
import { POST as askRows } from '#app/api/rows/route.ts'
import { POST as signIn } from '#app/api/session/route.ts'
import { POST as askValues } from '#app/api/values/route.ts'
import { type RunningHub, startHub } from '#hub/start.ts'
import { ExtendedUnit } from '#lib/confighub/schema/entities.ts'
import { BaselineReader } from '#lib/queries/cells/baseline-reader.ts'
import { valueReader } from '#lib/queries/cells/value-reader.ts'
import { LiveReader, type LiveState, nothingNew } from '#lib/queries/live/live-reader.ts'
import { rowsQuery } from '#lib/queries/rows.ts'
import { isValue, pending, unknown } from '#lib/rows/column.ts'
import { BaselineCells } from '#lib/rows/compare/baseline-cells.ts'
import type { SentColumn } from '#lib/rows/row-table.ts'
import type { AskedField } from '#lib/rows/rows-asked.ts'

// What a browser does with rows on screen while other people write, on the routes of the dashboard and a real hub.
let hub: RunningHub
let bob: (path: string, init: RequestInit) => Promise<Response>
const origin = 'http://127.0.0.1:3000'

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  vi.stubEnv('CONFIGHUB_URL', new URL(hub.url).origin)
  const send = globalThis.fetch
  bob = async (path, init) => {
    const headers = { Authorization: `Bearer ${hub.tokenFor('bob@trading.com')}`, ...init.headers }
    const answer = await send(hub.url + path, { ...init, headers })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return answer
  }
  const around = { Host: '127.0.0.1:3000', Origin: origin }
  const body = JSON.stringify({ token: hub.tokenFor('alice@trading.com') })
  const session = await signIn(
    new Request(`${origin}/api/session`, { method: 'POST', headers: around, body }),
  )
  const cookie = session.headers.getSetCookie().map((text) => text.split(';')[0])
  actAsBrowser({ ...around, Cookie: cookie.join('; ') })
})
afterAll(async () => {
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
})

/** Addresses are those of the page, and go to our routes. */
function actAsBrowser(headers: Record<string, string>): void {
  class PageRequest extends Request {
    constructor(input: RequestInfo | URL, init?: RequestInit) {
      super(typeof input === 'string' ? new URL(input, origin) : input, init)
    }
  }
  vi.stubGlobal('Request', PageRequest)
  vi.stubGlobal('fetch', (input: RequestInfo | URL, init?: RequestInit) => {
    const request = new PageRequest(input, init)
    for (const [name, value] of Object.entries(headers)) request.headers.set(name, value)
    return answerOf(request)
  })
}

/** Held back until it is resolved: what happens meanwhile happens before the answer comes. */
let answersMay: Promise<void> = Promise.resolve()
let tellsTime = true

async function answerOf(request: Request): Promise<Response> {
  const [, route] = /^\/api\/(\w+)/.exec(new URL(request.url).pathname) ?? []
  if (route === 'rows') return askRows(request)
  if (route === 'values' || route === 'baselines') {
    const held = answersMay
    const answer = await (route === 'values' ? askValues : askBaselines)(request)
    await held
    return answer
  }
  const answer = await askConfigHub(request)
  if (!tellsTime) answer.headers.delete('Date')
  return answer
}

type Watched = {
  readonly table: Awaited<ReturnType<typeof readRows>>['table']
  readonly check: () => Promise<LiveState>
  readonly redrawn: () => number
}

const fields: readonly AskedField[] = ['head', 'hash', 'labels', 'change']

async function readRows(where: string) {
  return new QueryClient().fetchQuery(
    rowsQuery({ where, whereData: '', resourceType: '', computed: '' }, fields),
  )
}

type Watching = {
  readonly orderedBy?: readonly SentColumn[]
  /** More units match than are rows. */
  readonly isTruncated?: boolean
  /** As if the rows had been read that much later. */
  readonly laterMs?: number
}

async function watch(
  where: string,
  { orderedBy = ['slug', 'space'], isTruncated = false, laterMs = 0 }: Watching = {},
): Promise<Watched> {
  const answer = { ...(await readRows(where)), isTruncated }
  let state = nothingNew
  let redrawn = 0
  const reader = new LiveReader({
    answer,
    readAt: Date.now() + laterMs,
    orderedBy: () => new Set(orderedBy),
    visibleRows: () => [],
    onCells: () => {
      redrawn += 1
    },
    onState: (next) => {
      state = next
    },
  })
  const check = async () => {
    expect(await reader.check(new AbortController().signal)).toBe(true)
    return state
  }
  return { table: answer.table, check, redrawn: () => redrawn }
}

const first = (table: Watched['table'], row = 0) => ({
  id: table.ids[row] ?? '',
  path: `/space/${table.sent('spaceId').textAt(row)}/unit/${table.ids[row]}`,
})

async function write(
  path: string,
  edit = (text: string) => text.replace(/\n$/, '\n# written elsewhere\n'),
): Promise<void> {
  const document = await bob(`${path}/data`, {})
  const text = edit(await document.text())
  const headers = {
    'If-Match': document.headers.get('ETag') ?? '',
    'Content-Type': 'application/octet-stream',
  }
  await bob(`${path}/data`, { method: 'PUT', headers, body: text })
}

const label = (path: string, Live: string | null) =>
  bob(path, {
    method: 'PATCH',
    headers: { 'Content-Type': 'application/merge-patch+json' },
    body: JSON.stringify({ Labels: { Live } }),
  })

const production = "Slug = 'trade-service' AND Space.Slug LIKE '%prod%'"

describe('rows on screen', () => {
  it('get what somebody wrote, in their place, with who it was, and values are read again', async () => {
    const { table, check, redrawn } = await watch(production)
    expect((await check()).changed.size).toBe(0)
    const { id, path } = first(table)
    const head = table.sent('head').numberAt(0) ?? 0
    const author = table.sent('changedBy').textAt(0)
    const column = table.valueColumn('replicas')
    column.setCode(0, column.codeOf(3))
    column.setCode(1, column.codeOf(3))

    await write(path)
    const { changed, added, left } = await check()

    expect([...changed.keys()]).toEqual([id])
    expect(table.rowOf(id)).toBe(0)
    expect(table.sent('head').numberAt(0)).toBe(head + 1)
    expect(table.sent('changedBy').textAt(0)).toBe(changed.get(id)?.userId)
    expect(table.sent('changedBy').textAt(0)).not.toBe(author)
    expect([column.codeAt(0), column.valueAt(1)]).toEqual([pending, 3])
    expect([added.size, left.size, redrawn()]).toEqual([0, 0, 1])
  })

  it('notice what was written between their reading and the first look', async () => {
    const { table, check } = await watch(production)
    await write(first(table, 1).path)

    expect([...(await check()).changed.keys()]).toEqual([first(table, 1).id])
  })

  it('stay as they are where the new cells would move them, and are told of', async () => {
    const { table, check, redrawn } = await watch(production, { orderedBy: ['head'] })
    const head = table.sent('head').numberAt(2)
    await write(first(table, 2).path)

    const { changed } = await check()

    expect(changed.get(first(table, 2).id)?.isHeld).toBe(true)
    expect([table.sent('head').numberAt(2), redrawn()]).toEqual([head, 0])
  })

  it('neither come nor go: units that match now, and that match no more, are counted', async () => {
    const all = await readRows(production)
    const [here, there] = [first(all.table, 3), first(all.table, 4)]
    await label(here.path, 'yes')
    const { table, check } = await watch("(Labels.Live = 'yes' OR Labels.Live = 'also')")
    expect(table.count).toBe(1)
    await check()
    await label(here.path, null)
    await label(there.path, 'also')

    const { added, left } = await check()

    expect([[...added], [...left]]).toEqual([[there.id], [here.id]])
    expect(table.ids).toEqual([here.id])
    await label(here.path, 'yes')
    expect((await check()).left.size).toBe(0)
  })

  it('of units that were deleted are told of, and stay where they are', async () => {
    const space = first((await readRows(production)).table).path.split('/unit/')[0] ?? ''
    const made = await bob(`${space}/unit`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ Slug: 'short-lived', ToolchainType: 'Kubernetes/YAML' }),
    })
    const { UnitID } = ExtendedUnit.parse(await made.json()).Unit
    const { table, check } = await watch("Slug IN ('short-lived', 'reference-data')")
    const ids = [...table.ids]
    expect((await check()).gone.size).toBe(0)
    await bob(`${space}/unit/${UnitID}`, { method: 'DELETE' })

    const { gone, left } = await check()

    expect([[...gone], left.size]).toEqual([[UnitID], 0])
    expect(table.ids).toEqual(ids)
    expect((await check()).gone.size).toBe(1)
  })

  it('of a list that was cut off gain no match: it may be one that was left out', async () => {
    const { path } = first((await readRows(production)).table, 5)
    const { check } = await watch("Labels.Live = 'more'", { isTruncated: true })
    await check()
    await label(path, 'more')

    const { added, latest } = await check()

    expect([added.size, latest.length]).toEqual([0, 1])
  })

  it('never get values of a document that they are no longer about', async () => {
    const { table, check } = await watch(production)
    await check()
    const { id, path } = first(table, 2)
    const column = { id: 'replicas', resourceType: 'apps/v1/Deployment', path: 'spec.replicas' }
    const read = (onProgress: () => void) => {
      const client = new QueryClient()
      const reading = { client, table, columns: [column], isComplete: () => false, onError: vi.fn() }
      return valueReader({ ...reading, visibleRows: () => [2], onProgress })
    }
    const { promise, resolve: answer } = Promise.withResolvers<void>()
    answersMay = promise
    const [early, late] = [read(vi.fn()), Promise.withResolvers<void>()]
    early.more()
    await write(path, (text) => text.replace(/replicas: \d+/, 'replicas: 77'))
    await check()
    early.stop()
    read(late.resolve).more()
    answer()
    await late.promise

    expect(table.rowOf(id)).toBe(2)
    expect(table.valueColumn('replicas').valueAt(2)).toBe(77)
  })

  it('are unknown while their document is not the one of the row', async () => {
    const { table } = await watch(production)
    await write(first(table, 3).path)
    const read = Promise.withResolvers<void>()
    valueReader({
      client: new QueryClient(),
      table,
      columns: [{ id: 'replicas', resourceType: 'apps/v1/Deployment', path: 'spec.replicas' }],
      visibleRows: () => [3, 4],
      isComplete: () => false,
      onProgress: read.resolve,
      onError: read.reject,
    }).more()
    await read.promise

    const { codes } = table.valueColumn('replicas')
    expect([codes[3], isValue(codes[4] ?? pending)]).toEqual([unknown, true])
  })

  it.each([
    ['upstream', { own: true, upstream: true }],
    ['released', { own: true, upstream: false }],
    ['unit', { own: false, upstream: true }],
    ['at', { own: false, upstream: false }],
  ] as const)('are compared anew with what depends on a unit that changed: %s', async (kind, depends) => {
    const { table } = await watch(production)
    const { id: own, path } = first(table)
    const { Unit } = ExtendedUnit.parse(await (await bob(path, {})).json())
    const upstream = Unit.UpstreamUnitID ?? ''
    const cells = new BaselineCells([])
    let read = Promise.withResolvers<void>()
    const reader = new BaselineReader({
      client: new QueryClient(),
      of: { kind, unitId: upstream, time: new Date().toISOString() },
      table,
      cells,
      columns: [],
      visibleRows: () => [0],
      isComplete: () => false,
      onProgress: () => read.resolve(),
      onError: (error) => read.reject(error),
    })
    reader.more()
    await read.promise
    const known = cells.hash.codeAt(0)
    expect(known).not.toBe(pending)

    for (const [changed, isRead] of [
      [own, depends.own],
      [upstream, depends.upstream],
    ] as const) {
      read = Promise.withResolvers<void>()
      reader.changed([changed])
      expect(cells.hash.codeAt(0)).toBe(isRead ? pending : known)
      if (isRead) await read.promise
      expect(cells.hash.codeAt(0)).toBe(known)
    }
    reader.stop()
  })

  it('are not compared one by one after a bulk change', async () => {
    const { check, table } = await watch('')
    expect(table.count).toBeGreaterThan(110)
    await check()
    await bob('/unit?where=', {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/merge-patch+json' },
      body: JSON.stringify({ Labels: { Bulk: 'yes' } }),
    })

    expect((await check()).isMany).toBe(true)
  })

  it.each([
    ['tells the time', true],
    ['does not tell the time', false],
  ])('that were read after a bulk change have all of it, with a hub that %s', async (_, isTold) => {
    tellsTime = isTold
    const { check } = await watch('', { laterMs: 10_000 })
    expect((await check()).isMany).toBe(false)
    tellsTime = true
  })

  // The last one: the hub is gone afterwards.
  it('say that they were not compared when the hub fails', async () => {
    const answer = await readRows(production)
    const states: LiveState[] = []
    const onState = (state: LiveState) => states.push(state)
    const reader = new LiveReader({
      answer,
      readAt: Date.now(),
      orderedBy: () => new Set(),
      visibleRows: () => [],
      onCells: vi.fn(),
      onState,
    })
    await hub.stop()

    expect(await reader.check(new AbortController().signal)).toBe(false)
    expect(states.at(-1)).toMatchObject({ checkedAt: undefined, error: { status: 502 } })
  })
})
