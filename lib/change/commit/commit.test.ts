import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningHub, startHub } from '#hub/start.ts'
import { plannedAndWritten } from '#lib/change/record/change-record.ts'
import { query, type Rehearsal, rehearse, replicas, statuses } from '#lib/change/testing/rehearsal.ts'
import type { Unit } from '#lib/confighub/schema/entities.ts'

// Commits under failures, against the real hub. Each test uses its own units, or its own values.
let hub: RunningHub
let stage: Rehearsal

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  stage = await rehearse(hub)
})

afterAll(() => hub.stop())

type Heads = Awaited<ReturnType<Rehearsal['heads']>>
const firstOf = (heads: Heads): Unit => {
  const [first] = heads.values()
  if (first === undefined) throw new Error('no units')
  return first.unit
}
const pick = ({ UnitID }: Unit) => ({ kind: 'units' as const, unitIds: [UnitID] })

it('a hub that refuses a document and quotes it tells nobody its secrets', async () => {
  const one = firstOf(await stage.heads("Slug = 'trade-service' AND Space.Slug LIKE '%prod-n%'"))
  const token = 'tuesday-horse-4711'
  const text = `metadata: {annotations: {api-token: ${token}}}`
  const patch = { kind: 'merge', resourceType: 'apps/v1/Deployment', text } as const
  const shown = await stage.preview({ selection: pick(one), patch })
  const quoting = stage.aliceOver(async (request) => {
    if (request.method !== 'PUT') return fetch(request)
    const found = /api-token: (\S+)/.exec(await request.text())?.[1]
    return Response.json({ Message: `spec: "${found}" is not allowed` }, { status: 422 })
  })

  const { outcomes } = await stage.commit({ seal: shown.seal }, quoting)

  expect(outcomes).toMatchObject([{ status: 'refused', reason: expect.stringMatching(/^spec: "•+\w*"/) }])
})

describe('an answer that gets lost', () => {
  const where = "Slug = 'reference-data' AND Space.Slug LIKE '%prod-c%'"

  it('is found out: a write that went through counts as written', async () => {
    const shown = await stage.preview({ selection: query(where), patch: replicas(4) })
    let lost = 0
    const lossy = stage.aliceOver(async (request) => {
      const response = await fetch(request)
      if (request.method !== 'PUT' || lost++ > 0) return response
      throw new TypeError('connection reset')
    })

    const { outcomes } = await stage.commit({ seal: shown.seal }, lossy)

    expect(lost).toBeGreaterThan(0)
    expect(statuses(outcomes)).toEqual(['written'])
  })

  it('before the write arrived is no reason to leave a unit: it is sent once more', async () => {
    const where = "Slug = 'reference-data' AND Space.Slug LIKE '%prod-h%'"
    const before = await stage.heads(where)
    const shown = await stage.preview({ selection: query(where), patch: replicas(4) })
    const cut = new Set<string>()
    const idle = stage.aliceOver(async (request) => {
      if (request.method !== 'PUT' || cut.has(request.url)) return fetch(request)
      cut.add(request.url)
      throw new TypeError('other side closed')
    })

    const { outcomes } = await stage.commit({ seal: shown.seal }, idle)

    expect(outcomes).toHaveLength(before.size)
    expect(cut.size).toBe(before.size)
    expect(statuses(outcomes)).toEqual(['written'])
    for (const [id, { num }] of await stage.heads(where)) expect(num).toBe((before.get(id)?.num ?? 0) + 1)
  })

  it.each([
    ['an empty object', '{}'],
    ['a page', '<html>Sign in</html>'],
    ['a body that is cut off', '{"Unit":'],
    ['a Unit without its revision', undefined],
  ])('or comes as %s is found out too: what was written is not called refused', async (_, body) => {
    const one = firstOf(await stage.heads("Slug = 'trade-service' AND Space.Slug LIKE '%prod-n%'"))
    const shown = await stage.preview({
      selection: pick(one),
      patch: replicas(20 + (one.HeadRevisionNum ?? 0)),
    })
    const odd = stage.aliceOver(async (request) => {
      const response = await fetch(request)
      if (request.method !== 'PUT') return response
      const { UnitID, SpaceID, Slug } = one
      const text = body ?? JSON.stringify({ Unit: { UnitID, SpaceID, Slug } })
      return new Response(text, { headers: { 'ConfigHub-Version': '0.8.12' } })
    })

    const { outcomes } = await stage.commit({ seal: shown.seal }, odd)

    expect(outcomes).toMatchObject([{ status: 'written', revisionNum: (one.HeadRevisionNum ?? 0) + 1 }])
  })

  it.each([
    ['lost', 15, () => Promise.reject(new TypeError('connection reset'))],
    ['unreadable', 16, async () => new Response('<html>Sign in</html>')],
  ] as const)('to the making of the record and %s leads to one record, not two', async (_, count, answer) => {
    const one = firstOf(await stage.heads("Slug = 'trade-service' AND Space.Slug LIKE '%prod-s%'"))
    const shown = await stage.preview({ selection: pick(one), patch: replicas(count) })
    const lossy = stage.aliceOver(async (request) => {
      const response = await fetch(request)
      return request.method === 'POST' ? answer() : response
    })
    const before = await stage.changes()

    const { outcomes } = await stage.commit({ seal: shown.seal }, lossy)

    expect(statuses(outcomes)).toEqual(['written'])
    expect(await stage.changes()).toHaveLength(before.length + 1)
  })

  it('is found out when someone has gone on from that write since', async () => {
    const one = firstOf(await stage.heads("Slug = 'reference-data' AND Space.Slug LIKE '%prod-b%'"))
    const shown = await stage.preview({ selection: pick(one), patch: replicas(4) })
    const lossy = stage.aliceOver(async (request) => {
      const response = await fetch(request)
      if (request.method !== 'PUT') return response
      const { data, dataHash } = await stage.bob.unitData(one.SpaceID, one.UnitID)
      const terms = { ifMatch: dataHash, lastChangeDescription: 'Right after' }
      await stage.bob.putUnitData(one.SpaceID, one.UnitID, `${data}# Bob\n`, terms)
      throw new TypeError('connection reset')
    })

    const { outcomes } = await stage.commit({ seal: shown.seal }, lossy)

    expect(outcomes).toMatchObject([{ status: 'written', revisionNum: (one.HeadRevisionNum ?? 0) + 1 }])
  })

  it('because it took too long is unknown: the write may still be under way', async () => {
    const one = firstOf(await stage.heads("Slug = 'trade-service' AND Space.Slug LIKE '%prod-b%'"))
    const shown = await stage.preview({ selection: pick(one), patch: replicas(11) })
    const slow = stage.aliceOver((request) =>
      request.method === 'PUT'
        ? Promise.reject(new DOMException('too late', 'TimeoutError'))
        : fetch(request),
    )

    const { outcomes, tagId } = await stage.commit({ seal: shown.seal }, slow)
    expect(statuses(outcomes)).toEqual(['unknown'])

    const again = await stage.commit({ seal: shown.seal, tagId })
    expect(again.outcomes).toMatchObject([{ status: 'written' }])
  })

  it('of a hub that stays away is said to be unknown, the rest not sent; going on writes exactly the rest', async () => {
    const all = "Slug = 'trade-service' AND Space.Slug LIKE '%prod-i%'"
    const shown = await stage.preview({ selection: query(all), patch: replicas(6) })
    const planned = shown.rows.filter((row) => row.status === 'change').length
    let puts = 0
    const dying = stage.aliceOver((request) => {
      if (request.method === 'PUT') puts++
      return puts > 1 ? Promise.reject(new TypeError('connection refused')) : fetch(request)
    })

    const first = await stage.commit({ seal: shown.seal }, dying)

    expect(first.outcomes).toHaveLength(planned)
    expect(statuses(first.outcomes)).toEqual(expect.arrayContaining(['unknown']))
    const cut = await stage.record(first.tagId)
    expect(cut.counts).toBeUndefined()
    expect(cut.notWritten).toBe(planned - cut.written)

    const second = await stage.commit({ seal: shown.seal, tagId: first.tagId })

    expect(second.tagId).toBe(first.tagId)
    expect(second.last).toMatchObject({ written: planned, notWritten: 0 })
    expect(second.outcomes.filter(({ status }) => status === 'already-written')).toHaveLength(cut.written)
    expect((await stage.record(first.tagId)).notWritten).toBe(0)
  })
})

describe('going on with a change', () => {
  const where = "Slug = 'reference-data' AND Space.Slug LIKE '%prod-s%'"

  it('counts what was written before, also when only the rest is previewed again', async () => {
    const shown = await stage.preview({ selection: query(where), patch: replicas(12) })
    const ids = shown.rows.map(({ UnitID }) => UnitID)
    expect(ids.length).toBeGreaterThan(1)
    const refusing = stage.aliceOver((request) =>
      request.method === 'PUT' && request.url.includes(ids[0] ?? '')
        ? Promise.resolve(Response.json({ Message: 'not today' }, { status: 403 }))
        : fetch(request),
    )
    const { tagId } = await stage.commit({ seal: shown.seal }, refusing)

    const rest = await stage.preview({
      selection: { kind: 'units', unitIds: ids.slice(0, 1) },
      patch: replicas(12),
    })
    await stage.commit({ seal: rest.seal, tagId })

    const record = await stage.record(tagId)
    expect(plannedAndWritten(record)).toEqual({ planned: ids.length, written: ids.length })
  })

  it('in two windows at once writes each unit once, and the later one learns of the other', async () => {
    const shown = await stage.preview({ selection: query(where), patch: replicas(13) })
    const down = stage.aliceOver((request) =>
      request.method === 'PUT' ? Promise.reject(new TypeError('connection refused')) : fetch(request),
    )
    const { tagId } = await stage.commit({ seal: shown.seal }, down)

    const both = await Promise.all([1, 2].map(() => stage.commit({ seal: shown.seal, tagId })))

    const outcomes = both.flatMap((each) => each.outcomes)
    expect(outcomes.filter(({ status }) => status === 'written')).toHaveLength(shown.rows.length)
    const [late] = both.filter(({ outcomes }) => outcomes.every(({ status }) => status !== 'written'))
    // Whoever has read the record before the other one took it up is refused.
    if (late?.last?.event === 'error') expect(late.last).toMatchObject({ code: 'hub', status: 409 })
    else expect(statuses(late?.outcomes ?? [])).toEqual(['already-written'])
  })

  it('takes no units that were not part of it', async () => {
    const shown = await stage.preview({ selection: query(where), patch: replicas(14) })
    const [first, ...others] = shown.rows.map(({ UnitID }) => UnitID)
    const { tagId } = await stage.commit({ seal: shown.seal, excludedUnitIds: others })

    const { last } = await stage.commit({ seal: shown.seal, tagId, excludedUnitIds: [first ?? ''] })

    expect(last).toMatchObject({ event: 'error', status: 422 })
    const { items } = await stage.alice.revisionPage({ where: `Tags ? '${tagId}'`, limit: 1000 })
    expect(items).toHaveLength(1)
  })
})
