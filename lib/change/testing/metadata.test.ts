import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningHub, startHub } from '#hub/start.ts'
import type { MetadataEdit, PreviewRequest } from '#lib/change/model.ts'
import { undoRequest } from '#lib/change/record/undo.ts'
import { query, type Rehearsal, rehearse, statuses } from '#lib/change/testing/rehearsal.ts'
import type { Unit } from '#lib/confighub/schema/entities.ts'

// Changes of metadata on the real hub, over HTTP. Each test uses its own units.
let hub: RunningHub
let stage: Rehearsal

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  stage = await rehearse(hub)
})

afterAll(() => hub.stop())

const label = (key: string, value: string | null): MetadataEdit => ({ field: 'Labels', key, value })

function edits(...all: MetadataEdit[]): PreviewRequest['patch'] {
  return { kind: 'metadata', edits: all }
}

async function unitsOf(where: string): Promise<Map<string, Unit>> {
  const found = await stage.alice.allUnits({ where })
  return new Map(found.map(({ Unit }) => [Unit.UnitID, Unit]))
}

function metadataOf({ Labels = {}, Annotations = {}, DeleteGates = {}, DisplayName = '' }: Unit) {
  return { Labels, Annotations, DeleteGates, DisplayName }
}

describe('a change of metadata', () => {
  it('is previewed in classes, written as previewed without a revision, recorded, and undone', async () => {
    const where = "Slug = 'trade-service' AND Space.Slug LIKE '%-prod-%' AND Space.Slug LIKE '%-eu-%'"
    const before = await unitsOf(where)
    const [first] = before.values()
    if (first === undefined) throw new Error('no units')
    await stage.bob.patchUnit(first.SpaceID, first.UnitID, {
      Labels: { Tier: 'critical' },
      Version: first.Version ?? 0,
    })
    const patch = edits(
      label('Tier', 'critical'),
      { field: 'Annotations', key: 'team.example/runbook', value: 'https://wiki/run\nsecond line' },
      { field: 'DeleteGates', key: 'production', value: true },
      { field: 'DisplayName', value: 'Trade service' },
    )
    const shown = await stage.preview({ selection: query(where), patch })
    expect(statuses(shown.rows)).toEqual(['change'])
    expect(shown.classes.map(({ rows }) => rows.length).sort()).toEqual([1, before.size - 1])

    const done = await stage.commit({ seal: shown.seal, ticket: 'OPS-7' })
    expect(done.last).toEqual({ event: 'done', written: before.size, notWritten: 0 })
    const after = await unitsOf(where)
    for (const [id, unit] of after) {
      const had = before.get(id)
      expect(metadataOf(unit)).toEqual({
        Labels: { ...had?.Labels, Tier: 'critical' },
        Annotations: { ...had?.Annotations, 'team.example/runbook': 'https://wiki/run\nsecond line' },
        DeleteGates: { ...had?.DeleteGates, production: true },
        DisplayName: 'Trade service',
      })
      expect([unit.HeadRevisionNum, unit.DataHash]).toEqual([had?.HeadRevisionNum, had?.DataHash])
    }

    const record = await stage.record(done.tagId)
    expect(record).toMatchObject({ ticket: 'OPS-7', written: before.size, notWritten: 0, patch })
    expect(
      record.units.find(({ UnitID }) => UnitID === first.UnitID)?.metadata?.map(({ place }) => place),
    ).not.toContain('Labels.Tier')
    const [changed] = record.units.filter(({ UnitID }) => UnitID !== first.UnitID)
    expect(changed?.metadata).toContainEqual({ place: 'Labels.Tier', before: null, after: 'critical' })

    const back = await stage.preview(undoRequest(record))
    expect(statuses(back.rows)).toEqual(['change'])
    const undone = await stage.commit({ seal: back.seal, reason: 'Not yet' })
    expect(undone.last).toMatchObject({ written: before.size, notWritten: 0 })
    for (const [id, unit] of await unitsOf(where)) {
      const had = before.get(id)
      const Labels = { ...had?.Labels, ...(id === first.UnitID ? { Tier: 'critical' } : {}) }
      expect(metadataOf(unit)).toEqual({ ...metadataOf(had ?? first), Labels })
    }
    const again = await stage.record(done.tagId)
    expect(again.undoneBy.map(({ TagID }) => TagID)).toEqual([undone.tagId])
    expect(statuses(again.units.map(({ state }) => ({ status: state })))).toEqual(['moved-on'])
  })

  it('leaves alone, by name, what someone changed after the preview, and does not undo what moved since', async () => {
    const where = "Slug = 'reference-data' AND Space.Slug LIKE '%-prod-%' AND Space.Slug LIKE '%-eu-%'"
    const shown = await stage.preview({ selection: query(where), patch: edits(label('Owner', 'team-a')) })
    const [moved, later] = [...(await unitsOf(where)).values()]
    if (moved === undefined || later === undefined) throw new Error('two units')
    await stage.bob.patchUnit(moved.SpaceID, moved.UnitID, {
      Labels: { Owner: 'team-b' },
      Version: moved.Version ?? 0,
    })
    const done = await stage.commit({ seal: shown.seal })
    const outcomes = new Map(done.outcomes.map((each) => [each.UnitID, each.status]))
    expect(outcomes.get(moved.UnitID)).toBe('moved')
    expect([...outcomes.values()].filter((status) => status !== 'written')).toHaveLength(1)
    expect((await unitsOf(where)).get(moved.UnitID)?.Labels?.Owner).toBe('team-b')

    const record = await stage.record(done.tagId)
    expect(record.units.find(({ UnitID }) => UnitID === moved.UnitID)).toMatchObject({
      state: 'not-written',
      outcome: { status: 'moved' },
    })
    const now = (await unitsOf(where)).get(later.UnitID)
    await stage.bob.patchUnit(later.SpaceID, later.UnitID, {
      Labels: { Owner: 'team-c' },
      Version: now?.Version ?? 0,
    })
    const back = await stage.preview(undoRequest(await stage.record(done.tagId)))
    const row = back.rows.find(({ UnitID }) => UnitID === later.UnitID)
    expect(row).toMatchObject({ status: 'failed', reason: expect.stringContaining('Labels.Owner') })
    await stage.commit({ seal: back.seal, reason: 'Wrong team' })
    const left = [...(await unitsOf(where)).values()].flatMap(({ Labels = {} }) => Labels.Owner ?? [])
    expect(left.sort()).toEqual(['team-b', 'team-c'])
  })

  it('counts units that have it already, and asks for consent before a delete gate goes', async () => {
    const where = "Slug = 'reference-data' AND Space.Slug LIKE '%-prod-us-%'"
    const [unit] = (await unitsOf(where)).values()
    if (unit === undefined) throw new Error('no unit')
    await stage.bob.patchUnit(unit.SpaceID, unit.UnitID, {
      DeleteGates: { keep: true },
      Version: unit.Version ?? 0,
    })
    const patch = edits({ field: 'DeleteGates', key: 'keep', value: null })
    const shown = await stage.preview({ selection: query(where), patch })
    const row = shown.rows.find(({ UnitID }) => UnitID === unit.UnitID)
    expect(row).toMatchObject({ concerns: [{ kind: 'removes-gate' }] })
    expect(statuses(shown.rows.filter(({ UnitID }) => UnitID !== unit.UnitID))).not.toContain('change')
    const unasked = { seal: shown.seal, includedUnitIds: [] }
    await expect(stage.commit(unasked)).rejects.toThrow('consent-missing')
    expect((await stage.commit({ seal: shown.seal })).last).toMatchObject({ written: 1 })
  })

  it('moves units to a target by its name, with consent, and says what the hub refuses', async () => {
    const where = "Slug = 'trade-service' AND Space.Slug LIKE '%-prod-us-%'"
    const before = await unitsOf(where)
    const target = await newTarget('other-cluster')
    const to = (value: string | null) => edits({ field: 'TargetID', value })

    const nowhere = await stage.preview({ selection: query(where), patch: to(crypto.randomUUID()) })
    expect(statuses(nowhere.classes.map(({ standing: status }) => ({ status })))).toEqual(['refused'])
    await expect(stage.commit({ seal: nowhere.seal, includedUnitIds: [] })).rejects.toThrow(
      'nothing-to-write',
    )

    const shown = await stage.preview({ selection: query(where), patch: to(target) })
    expect(shown.rows[0]).toMatchObject({
      concerns: [{ kind: 'retargets' }],
      changes: [{ path: 'TargetID', to: expect.stringMatching(/-infra\/other-cluster$/) }],
    })
    const done = await stage.commit({ seal: shown.seal })
    expect([...(await unitsOf(where)).values()].map(({ TargetID }) => TargetID)).toEqual(
      [...before].map(() => target),
    )
    const record = await stage.record(done.tagId)
    expect(record.units[0]?.metadata?.[0]?.after).toMatch(/-infra\/other-cluster$/)
    await stage.commit({ seal: (await stage.preview(undoRequest(record))).seal })
    for (const [id, unit] of await unitsOf(where)) expect(unit.TargetID).toBe(before.get(id)?.TargetID)
  })
})

async function newTarget(Slug: string): Promise<string> {
  const headers = {
    Authorization: `Bearer ${hub.tokenFor('alice@trading.com')}`,
    'Content-Type': 'application/json',
  }
  const body = JSON.stringify({ Slug })
  const url = `${hub.url}/space/${stage.recordSpaceId}/target`
  const answer = await fetch(url, { method: 'POST', headers, body })
  return (await answer.json()).TargetID
}
