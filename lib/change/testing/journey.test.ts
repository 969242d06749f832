import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningHub, startHub } from '#hub/start.ts'
import type { PreviewRequest } from '#lib/change/model.ts'
import { undoRequest } from '#lib/change/record/undo.ts'
import { query, type Rehearsal, rehearse, replicas, statuses } from '#lib/change/testing/rehearsal.ts'

// The whole engine on the real hub, over HTTP. Each test uses its own units, so none sees another's writes.
let hub: RunningHub
let stage: Rehearsal

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  stage = await rehearse(hub)
})

afterAll(() => hub.stop())

it('a bulk change: preview, exclude one, commit, one revision each, undo to the same bytes', async () => {
  const where = "Slug = 'trade-service' AND Space.Slug LIKE '%prod%'"
  const before = await stage.heads(where)

  const shown = await stage.preview({ selection: query(where), patch: replicas(5) })
  const changing = shown.rows.filter((row) => row.status === 'change')
  const unchanged = shown.rows.filter((row) => row.status === 'unchanged')
  expect(shown.first).toEqual({ event: 'start', total: before.size })
  expect(before.size).toBe(53)
  expect(changing.length + unchanged.length).toBe(53)
  expect(unchanged.length).toBeGreaterThan(0)
  expect(shown.classes[0]?.label).toBe('apps/v1/Deployment trade-service: spec.replicas 3 → 5')
  for (const row of unchanged) expect(before.get(row.UnitID)?.text).toContain('replicas: 5')

  const excluded = changing[0]?.UnitID ?? ''
  const done = await stage.commit({ seal: shown.seal, excludedUnitIds: [excluded], ticket: 'OPS-17' })
  expect(done.outcomes.filter(({ status }) => status !== 'written')).toEqual([])
  expect(done.last).toEqual({ event: 'done', written: changing.length - 1, notWritten: 0 })

  const revisions = await stage.alice.allRevisions({ where: `Tags ? '${done.tagId}'`, include: 'UserID' })
  expect(revisions).toHaveLength(changing.length - 1)
  for (const { Revision, User } of revisions) {
    expect(Revision.RevisionNum).toBe((before.get(Revision.UnitID)?.num ?? 0) + 1)
    expect([Revision.Description, Revision.UserAgent, User?.Username]).toEqual([
      'Market open\n\nTicket: OPS-17',
      'hubdeck/0.1',
      'alice@trading.com',
    ])
  }
  const after = await stage.heads(where)
  for (const id of [excluded, ...unchanged.map((row) => row.UnitID)]) {
    expect(after.get(id)).toMatchObject({ num: before.get(id)?.num, text: before.get(id)?.text })
  }

  const record = await stage.record(done.tagId)
  expect(record).toMatchObject({
    reason: 'Market open',
    ticket: 'OPS-17',
    where,
    author: stage.key.author.UserID,
    counts: { written: changing.length - 1 },
    written: changing.length - 1,
    notWritten: 0,
  })

  const back = await stage.preview(undoRequest(record))
  expect(back.rows.every((row) => row.status === 'change' && !row.merged)).toBe(true)
  const undone = await stage.commit({ seal: back.seal, reason: 'Market closed early' })
  expect(undone.last).toMatchObject({ written: changing.length - 1, notWritten: 0 })
  for (const [id, { text }] of await stage.heads(where)) expect(text).toBe(before.get(id)?.text)
  const again = await stage.record(done.tagId)
  expect(again.undoneBy.map(({ TagID }) => TagID)).toEqual([undone.tagId])
  expect(again.units.every(({ state }) => state === 'moved-on')).toBe(true)
})

it('what is added to the value of each unit is previewed, written as sealed, recorded and undone', async () => {
  const where = "Slug = 'trade-service' AND Space.Slug LIKE '%-prod-%' AND Space.Slug LIKE '%-eu-%'"
  const before = await stage.heads(where)
  const replicasIn = (text = '') => Number(/replicas: (\d+)/.exec(text)?.[1])
  const patch: PreviewRequest['patch'] = {
    kind: 'set-fields',
    resourceType: 'apps/v1/Deployment',
    fields: [{ path: 'spec.replicas', how: 'add', value: 2 }],
  }

  const shown = await stage.preview({ selection: query(where), patch })
  expect(statuses(shown.rows)).toEqual(['change'])
  const done = await stage.commit({ seal: shown.seal })
  expect(done.last).toMatchObject({ event: 'done', written: before.size, notWritten: 0 })

  const after = await stage.heads(where)
  expect(new Set([...before.values()].map(({ text }) => replicasIn(text))).size).toBeGreaterThan(1)
  for (const [id, { text }] of after) expect(replicasIn(text)).toBe(replicasIn(before.get(id)?.text) + 2)
  // Nothing is added twice: the units moved on from what was sealed.
  expect(statuses((await stage.commit({ seal: shown.seal })).outcomes)).toEqual(['already-so'])

  const record = await stage.record(done.tagId)
  expect(record.patch).toEqual(patch)
  const back = await stage.preview(undoRequest(record))
  await stage.commit({ seal: back.seal, reason: 'Undone' })
  for (const [id, { text }] of await stage.heads(where)) expect(text).toBe(before.get(id)?.text)
})

describe('what happened after the preview', () => {
  const where = "Slug = 'reference-data' AND Space.Slug LIKE '%prod-u%'"

  it('a unit that someone changed is left alone, and the others are written', async () => {
    const shown = await stage.preview({ selection: query(where), patch: replicas(7) })
    const [moved] = shown.rows
    if (moved === undefined) throw new Error('no units')
    const theirs = `${(await stage.heads(where)).get(moved.UnitID)?.text}# touched by Bob\n`
    await stage.bob.putUnitData(moved.SpaceID, moved.UnitID, theirs, {
      ifMatch: moved.DataHash,
      lastChangeDescription: 'Bob was here',
    })

    const { outcomes, last } = await stage.commit({ seal: shown.seal })

    expect(outcomes.find(({ UnitID }) => UnitID === moved.UnitID)).toMatchObject({
      status: 'moved',
      headRevisionNum: moved.HeadRevisionNum + 1,
    })
    expect(last).toMatchObject({ written: shown.rows.length - 1, notWritten: 1 })
    expect((await stage.heads(where)).get(moved.UnitID)?.text).toBe(theirs)

    const alone = await stage.preview({
      selection: { kind: 'units', unitIds: [moved.UnitID] },
      patch: replicas(7),
    })
    expect(statuses((await stage.commit({ seal: alone.seal })).outcomes)).toEqual(['written'])
  })

  it('a unit that changes at the moment of writing is not overwritten', async () => {
    const shown = await stage.preview({
      selection: query("Slug = 'reference-data' AND Space.Slug LIKE '%prod-jp-tyo'"),
      patch: replicas(8),
    })
    const [unit] = shown.rows
    if (unit === undefined) throw new Error('no units')
    let raced = false
    // Bob writes just before.
    const racing = stage.aliceOver(async (request) => {
      if (request.method === 'PUT' && !raced) {
        raced = true
        await stage.bob.putUnitData(unit.SpaceID, unit.UnitID, 'kind: Bob\n', {
          ifMatch: unit.DataHash,
          lastChangeDescription: 'Faster',
        })
      }
      return fetch(request)
    })

    const { outcomes } = await stage.commit({ seal: shown.seal }, racing)

    expect(outcomes).toMatchObject([{ status: 'moved', headRevisionNum: unit.HeadRevisionNum + 1 }])
    expect((await stage.alice.unitData(unit.SpaceID, unit.UnitID)).data).toBe('kind: Bob\n')
  })

  it('new matches are reported and not written; units that left the query are not written', async () => {
    const drifting =
      "Slug = 'trade-service' AND Space.Slug LIKE '%prod-%' AND LastChangeDescription = 'drift'"
    const all = [...(await stage.heads("Slug = 'trade-service' AND Space.Slug LIKE '%prod-a%'")).values()]
    const touch = async (index: number, reason: string) => {
      const unit = all[index]?.unit
      if (unit === undefined) throw new Error('too few units')
      const { data, dataHash } = await stage.alice.unitData(unit.SpaceID, unit.UnitID)
      const terms = { ifMatch: dataHash, lastChangeDescription: reason }
      await stage.alice.putUnitData(unit.SpaceID, unit.UnitID, `${data}# ${reason}\n`, terms)
      return unit.UnitID
    }
    const leaving = await touch(0, 'drift')
    await touch(1, 'drift')
    const shown = await stage.preview({ selection: query(drifting), patch: replicas(9) })
    await touch(0, 'something else')
    const arriving = await touch(2, 'drift')

    const { outcomes, drift } = await stage.commit({ seal: shown.seal })

    expect(drift.map(({ UnitID }) => UnitID)).toEqual([arriving])
    expect(outcomes.find(({ UnitID }) => UnitID === leaving)?.status).toBe('left-query')
    expect(outcomes.filter(({ status }) => status === 'written')).toHaveLength(1)
  })
})

it('a query with OR: what its calls return together is frozen once each, and is what drifts and is written', async () => {
  const inProd = "Slug = 'reference-data' AND Space.Slug LIKE '%prod-us%'"
  const named = "Slug = 'reference-data' AND Space.Slug ~ 'prod-(us|eu)'"
  const where = `Slug = 'reference-data' AND (Space.Slug LIKE '%prod-us%' OR Space.Slug ~ 'prod-(us|eu)')`
  const before = new Map([...(await stage.heads(inProd)), ...(await stage.heads(named))])
  expect(before.size).toBeGreaterThan(2)

  const shown = await stage.preview({ selection: query(where), patch: replicas(7) })
  expect(shown.rows.map(({ UnitID }) => UnitID).toSorted()).toEqual([...before.keys()].toSorted())

  const done = await stage.commit({ seal: shown.seal })
  expect(statuses(done.outcomes)).toEqual(['written'])
  expect([done.drift, done.outcomes.length]).toEqual([
    [],
    shown.rows.filter(({ status }) => status !== 'unchanged').length,
  ])
  expect(await stage.record(done.tagId)).toMatchObject({ where })
})

it('a query that would take too many calls is refused by name, never shortened', async () => {
  const where = Array.from({ length: 20 }, (_, at) => `Slug LIKE '${at}%'`).join(' OR ')

  await expect(stage.preview({ selection: query(where), patch: replicas(7) })).rejects.toThrow(
    /would take 20 calls; at most 16/,
  )
})
