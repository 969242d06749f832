import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningHub, startHub } from '#hub/start.ts'
import type { PreviewRequest } from '#lib/change/model.ts'
import { query, type Rehearsal, rehearse, statuses } from '#lib/change/testing/rehearsal.ts'

// What others, and the change itself, do to what a change of metadata was previewed from. Each test uses its own units.
let hub: RunningHub
let stage: Rehearsal

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  stage = await rehearse(hub)
})

afterAll(() => hub.stop())

function labelled(key: string, value: string): PreviewRequest['patch'] {
  return { kind: 'metadata', edits: [{ field: 'Labels', key, value }] }
}

describe('a change of metadata', () => {
  it('writes its later waves although what its first wave wrote takes units out of the query', async () => {
    const where = "Labels.component = 'market-data' AND Slug = 'reference-data'"
    const shown = await stage.preview({ selection: query(where), patch: labelled('component', 'prices') })
    const ids = shown.rows.map(({ UnitID }) => UnitID)
    const waves = [
      { name: 'first', unitIds: ids.slice(0, 2), hold: true },
      { name: 'rest', unitIds: ids.slice(2), hold: false },
    ]
    const { tagId, last } = await stage.commit({ seal: shown.seal, waves })
    expect(last).toMatchObject({ event: 'held', written: 2 })
    const held = await stage.record(tagId)
    const times = held.units.filter(({ writtenAt }) => writtenAt !== undefined)
    expect(times.map(({ UnitID }) => UnitID).sort()).toEqual(ids.slice(0, 2).sort())

    const rest = await stage.commit({ seal: shown.seal, tagId })
    expect(statuses(rest.outcomes)).toEqual(['written'])
    expect(await stage.record(tagId)).toMatchObject({ written: ids.length, notWritten: 0 })
  })

  it('takes back nothing that it only planned, even where someone else has written the same', async () => {
    const where = "Slug = 'trade-service' AND Space.Slug LIKE '%-prod-%'"
    const shown = await stage.preview({ selection: query(where), patch: labelled('Owner', 'team-a') })
    const [unit] = (await stage.alice.allUnits({ where })).map(({ Unit }) => Unit)
    if (unit === undefined) throw new Error('no unit')
    const { Version = 0, SpaceID, UnitID } = unit
    await stage.bob.patchUnit(SpaceID, UnitID, { Labels: { Owner: 'team-a' }, Version })
    const { tagId, outcomes } = await stage.commit({ seal: shown.seal })
    expect(outcomes.find((each) => each.UnitID === UnitID)?.status).toBe('moved')

    const back = await stage.preview({ selection: query(where), patch: { kind: 'undo-metadata', tagId } })
    const row = back.rows.find((each) => each.UnitID === UnitID)
    expect(row).toMatchObject({ status: 'no-match', reason: 'This change wrote nothing to this unit.' })
    expect(statuses(back.rows.filter((each) => each !== row))).toEqual(['change'])
  })
})
