import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type RunningHub, startHub } from '#hub/start.ts'
import { watchChecks } from '#lib/change/commit/new-failures.ts'
import type { PreviewRequest } from '#lib/change/model.ts'
import { endChange } from '#lib/change/record/end-change.ts'
import { standingOf } from '#lib/change/record/proof-schema.ts'
import { query, type Rehearsal, rehearse, replicas } from '#lib/change/testing/rehearsal.ts'
import { nextRange } from '#lib/change/waves/words.ts'

// Waves: one commit writes up to the next hold, and what happens in a wave decides about the next one.
let hub: RunningHub
let stage: Rehearsal

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  stage = await rehearse(hub)
})

afterAll(() => hub.stop())

beforeEach(() => {
  stage.clock.aheadMs = 0
  delete stage.clock.stoppedAt
})

let value = 60

/** Sealed, with one wave for each list of positions. */
async function planned(spaces: string, ...sizes: readonly (readonly [number, boolean])[]) {
  const patch = replicas(++value)
  const shown = await stage.preview({
    selection: query(`Slug = 'trade-service' AND Space.Slug LIKE '%prod-${spaces}'`),
    patch,
  })
  const ids = shown.rows.map(({ UnitID }) => UnitID)
  let at = 0
  const waves = sizes.map(([size, hold], index) => {
    const unitIds = ids.slice(at, index === sizes.length - 1 ? undefined : at + size)
    at += size
    return { name: `Wave ${index + 1}`, hold, unitIds }
  })
  return { ...shown, patch, ids, waves }
}

const refusing = (unitId: string) =>
  stage.aliceOver((request, onward) =>
    request.method === 'PUT' && request.url.includes(unitId)
      ? Promise.resolve(Response.json({ Message: 'not today' }, { status: 403 }))
      : onward(request),
  )

describe('waves', () => {
  it('are written up to a hold; the same seal writes the next, and the record stays proven', async () => {
    const { seal, waves, ids } = await planned('eu%', [1, true], [2, false], [2, true], [0, false])

    const first = await stage.commit({ seal, waves })

    expect(first.outcomes.map(({ UnitID, status }) => [UnitID, status])).toEqual([[ids[0], 'written']])
    expect(first.last).toEqual({ event: 'held', after: 1, written: 1, notWritten: 0 })
    const held = await stage.record(first.tagId)
    expect(held).toMatchObject({ written: 1, waveState: { state: 'held', after: 1 }, counts: { written: 1 } })
    // Which rules asked for approvals is known of what had its turn.
    expect(held.rules).toEqual([{ condition: '', needed: 0, given: 0, units: 1 }])
    expect(held.waves?.map(({ name, units }) => [name, units])).toEqual([
      ['Wave 1', 1],
      ['Wave 2', 2],
      ['Wave 3', 2],
      ['Wave 4', ids.length - 5],
    ])
    expect(new Map(held.units.map(({ UnitID, wave }) => [UnitID, wave])).get(ids[3] ?? '')).toBe(3)

    const second = await stage.commit({ seal, tagId: first.tagId })
    expect(second.last).toEqual({ event: 'held', after: 3, written: 4, notWritten: 0 })
    const third = await stage.commit({ seal, tagId: first.tagId })
    expect(third.last).toMatchObject({ event: 'done', notWritten: 0 })
    const whole = await stage.record(first.tagId)
    expect(whole.rules).toMatchObject([{ condition: '', units: ids.length }])
    expect(whole).toMatchObject({ notWritten: 0, waveState: { state: 'done' } })
    expect(standingOf(whole.proof)).toBe('proven')
  })

  it('that do not hold each unit once are refused, and nothing is written', async () => {
    const { seal, waves } = await planned('us%', [1, true], [0, false])
    const admission = await stage.admit({
      seal,
      reason: 'Market open',
      excludedUnitIds: [],
      recordSpaceId: stage.recordSpaceId,
      waves: waves.slice(0, 1),
    })
    expect(admission).toMatchObject({
      ok: false,
      code: 'waves-unfit',
      message: expect.stringMatching(/in no wave/),
    })
  })

  it('stop after a refusal, whatever follows; what failed can be written alone, or left as it is', async () => {
    const { seal, waves, ids, patch } = await planned('us%', [2, false], [0, false])
    const [refused = '', other = ''] = ids

    const first = await stage.commit({ seal, waves }, refusing(refused))

    expect(new Map(first.outcomes.map(({ UnitID, status }) => [UnitID, status]))).toEqual(
      new Map([
        [refused, 'refused'],
        [other, 'written'],
      ]),
    )
    expect(first.last).toEqual({
      event: 'stopped',
      wave: 1,
      why: 'not-written',
      units: 1,
      written: 1,
      notWritten: 1,
    })
    const { waveState } = await stage.record(first.tagId)
    expect(waveState).toMatchObject({ state: 'stopped', wave: 1, why: 'not-written', units: 1 })

    const retried = await stage.preview({ selection: { kind: 'units', unitIds: [refused] }, patch })
    const again = await stage.commit({ seal: retried.seal, tagId: first.tagId })
    expect(again.last).toEqual({ event: 'held', after: 1, written: 1, notWritten: 0 })
    const rest = await stage.commit({ seal, tagId: first.tagId, wave: 2 })
    expect(rest.last).toMatchObject({ event: 'done', written: ids.length - 2 })
    expect(await stage.record(first.tagId)).toMatchObject({ notWritten: 0, waveState: { state: 'done' } })
  })

  it('begin where they are asked to, and leave what failed before as it is', async () => {
    const { seal, waves, ids } = await planned('us%', [1, true], [0, false])
    const [refused = ''] = ids
    const { tagId } = await stage.commit({ seal, waves }, refusing(refused))

    const rest = await stage.commit({ seal, tagId, wave: 2 })

    expect(rest.outcomes.some(({ UnitID }) => UnitID === refused)).toBe(false)
    expect(await stage.record(tagId)).toMatchObject({ notWritten: 1, waveState: { state: 'done' } })
  })
})

describe('the checks of ConfigHub', () => {
  it('stop before the next wave when what was written fails one that it passed before', async () => {
    const patch: PreviewRequest['patch'] = {
      kind: 'set-fields',
      resourceType: 'apps/v1/Deployment',
      fields: [{ path: 'metadata.annotations.owner', value: 'confighubplaceholder' }],
    }
    const selection = query("Slug = 'trade-service' AND Space.Slug LIKE '%prod-eu%'")
    const { seal, rows } = await stage.preview({ selection, patch })
    const [first = '', ...rest] = rows.map(({ UnitID }) => UnitID)
    const waves = [
      { name: 'Canary', hold: false, unitIds: [first] },
      { name: 'The rest', hold: false, unitIds: rest },
    ]

    const { last, outcomes, tagId } = await stage.commit({ seal, waves })

    expect(outcomes.map(({ UnitID, status }) => [UnitID, status])).toEqual([[first, 'written']])
    expect(last).toMatchObject({ event: 'stopped', wave: 1, why: 'checks', units: 1 })
    const { units, waveState } = await stage.record(tagId)
    expect(waveState).toMatchObject({ state: 'stopped', why: 'checks' })
    expect(units.filter(({ failing }) => failing !== undefined)).toMatchObject([
      { UnitID: first, failing: [expect.stringMatching(/no-placeholders/)] },
    ])
  })
})

describe('the checks of a unit', () => {
  it('are not known to be passed while ConfigHub does not return it', async () => {
    const { ids } = await planned('eu%', [0, false])
    const without = stage.aliceOver(async (request, onward) => {
      const response = await onward(request)
      if (!request.url.includes('ValidationErrors')) return response
      const units: { Unit: { UnitID: string } }[] = await response.json()
      return Response.json(units.filter(({ Unit }) => Unit.UnitID !== ids[0]))
    })

    const checks = await watchChecks(without, ids)

    expect(await checks(0)).toEqual({ failing: [], pending: 1 })
  })
})

describe('two people', () => {
  it('one whose answer was lost is refused when the other ended the change meanwhile', async () => {
    const { seal, waves, ids } = await planned('jp%', [1, true], [0, false])
    const { tagId } = await stage.commit({ seal, waves })
    let ended = 0
    const losing = stage.aliceOver(async (request, onward) => {
      if (request.method !== 'PATCH' || ended++ > 0) return onward(request)
      await endChange(stage.bob, tagId, stage.bobsKey, new Date())
      throw new TypeError('connection reset')
    })

    const late = await stage.commit({ seal, tagId }, losing)

    expect(late.last).toMatchObject({ event: 'error', status: 409 })
    expect(late.outcomes).toEqual([])
    const record = await stage.record(tagId)
    expect(record.waveState).toMatchObject({ state: 'ended', by: stage.bobsKey.author.UserID })
    expect(record.notWritten).toBe(ids.length - 1)
  })

  it('one whose answer was lost goes on when the record says that it was done', async () => {
    const { seal, waves } = await planned('au%', [1, true], [0, false])
    const { tagId } = await stage.commit({ seal, waves })
    let lost = 0
    const losing = stage.aliceOver(async (request, onward) => {
      const response = await onward(request)
      if (request.method !== 'PATCH' || lost++ > 0) return response
      throw new TypeError('connection reset')
    })

    const { last } = await stage.commit({ seal, tagId }, losing)

    expect(last).toMatchObject({ event: 'done', notWritten: 0 })
    expect(lost).toBeGreaterThan(0)
  })

  it('the second takes over the rest of the waves in a record of their own', async () => {
    const { seal, waves, ids, patch } = await planned('us%', [1, true], [1, true], [0, false])
    const { tagId } = await stage.commit({ seal, waves })
    const rest = ids.slice(1)
    const shown = await stage.previewAsBob({ selection: { kind: 'units', unitIds: rest }, patch })

    const own = await stage.commitAsBob({ seal: shown.seal, continues: tagId })

    expect(own.last).toEqual({ event: 'held', after: 1, written: 1, notWritten: 0 })
    const bobs = await stage.record(own.tagId)
    expect(bobs.waves?.map(({ name }) => name)).toEqual(['Wave 2', 'Wave 3'])
    const last = await stage.commitAsBob({ seal: shown.seal, tagId: own.tagId })
    expect(last.last).toMatchObject({ event: 'done', notWritten: 0 })
    const first = await stage.record(tagId)
    expect([first.written, first.notWritten]).toEqual([1, 0])
    expect(new Set(first.units.map(({ state }) => state))).toEqual(new Set(['written', 'elsewhere']))
    expect(nextRange(first)).toBeUndefined()
  })

  it('of two who go on at once, one writes and the other is told', async () => {
    const { seal, waves, ids, patch } = await planned('us%', [1, true], [0, false])
    const { tagId } = await stage.commit({ seal, waves })
    const shown = await stage.previewAsBob({ selection: { kind: 'units', unitIds: ids.slice(1) }, patch })
    // However slow the tests are, who writes is seen to be writing.
    stage.clock.stoppedAt = Date.now()
    const slow = stage.aliceOver(async (request, onward) => {
      if (request.method === 'PUT') {
        const late = await stage.commitAsBob({ seal: shown.seal, continues: tagId })
        expect(late.last).toMatchObject({
          status: 422,
          message: expect.stringMatching(/writing wave 2 of this change/),
        })
      }
      return onward(request)
    })

    const both = await Promise.all([
      stage.commit({ seal, tagId }, slow),
      stage.commit({ seal, tagId }, stage.alice),
    ])

    expect(both.map(({ last }) => last?.event).sort()).toEqual(['done', 'error'])
    const record = await stage.record(tagId)
    expect([record.notWritten, standingOf(record.proof)]).toEqual([0, 'proven'])
  })

  it('the second may end it: the wave that is being written is the last one', async () => {
    const { seal, waves, ids } = await planned('us%', [1, false], [0, false])
    let asked = 0
    const ending = stage.aliceOver(async (request, onward) => {
      const response = await onward(request)
      if (request.method === 'PUT' && asked++ === 0) {
        const tagId = request.url.match(/tag=([0-9a-f-]{36})/)?.[1] ?? ''
        await endChange(stage.bob, tagId, stage.bobsKey, new Date())
      }
      return response
    })

    const { tagId, last, outcomes } = await stage.commit({ seal, waves }, ending)

    expect(outcomes).toHaveLength(1)
    expect(last).toMatchObject({ event: 'stopped', why: 'ended', wave: 2, units: ids.length - 1 })
    const record = await stage.record(tagId)
    expect(record.waveState).toMatchObject({ state: 'ended', by: stage.bobsKey.author.UserID })
    expect(standingOf(record.proof)).toBe('proven')
    const later = await stage.commit({ seal, tagId })
    expect(later.last).toMatchObject({ status: 422, message: expect.stringMatching(/ended this change/) })
    await expect(endChange(stage.alice, tagId, stage.key, new Date())).rejects.toThrow(/nothing to end/)
  })
})
