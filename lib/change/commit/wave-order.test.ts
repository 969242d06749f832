import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type RunningHub, startHub } from '#hub/start.ts'
import { endChange } from '#lib/change/record/end-change.ts'
import { signedStatus } from '#lib/change/record/record-signature.ts'
import { withMoment } from '#lib/change/record/tag/moment.ts'
import { query, type Rehearsal, rehearse, replicas } from '#lib/change/testing/rehearsal.ts'

// Which wave comes next when someone changed its units, ended the change, or took it over.
let hub: RunningHub
let stage: Rehearsal

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  stage = await rehearse(hub)
})

afterAll(() => hub.stop())

beforeEach(() => {
  stage.clock.aheadMs = 0
})

let value = 160
const where = "Slug = 'trade-service' AND Space.Slug LIKE '%prod-us%'"

/** A preview in waves of one unit each, but for the last. */
async function planned(...holds: readonly boolean[]) {
  const patch = replicas(++value)
  const { seal, rows } = await stage.preview({ selection: query(where), patch })
  const ids = rows.map(({ UnitID }) => UnitID)
  const waves = holds.map((hold, index) => ({
    name: `Wave ${index + 1}`,
    hold,
    unitIds: ids.slice(index, index === holds.length - 1 ? undefined : index + 1),
  }))
  return { seal, patch, ids, waves }
}

async function changeAsBob(unitIds: readonly string[]): Promise<void> {
  const { seal } = await stage.previewAsBob({
    selection: { kind: 'units', unitIds },
    patch: replicas(++value),
  })
  await stage.commitAsBob({ seal })
}

const numbersOf = async () => [...(await stage.heads(where))].map(([id, { num }]) => [id, num])

describe('a wave of which every unit was changed after the preview', () => {
  it('is not skipped: of a new change nothing is written', async () => {
    const { seal, waves, ids } = await planned(true, false)
    await changeAsBob(ids.slice(0, 1))
    const before = await numbersOf()

    const { last, outcomes } = await stage.commit({ seal, waves })

    expect(outcomes).toMatchObject([{ UnitID: ids[0], status: 'moved' }])
    expect(last).toMatchObject({
      event: 'error',
      code: 'nothing-to-write',
      message: expect.stringMatching(/^No unit of these waves is left to write.*1 changed by someone/),
    })
    expect(await numbersOf()).toEqual(before)
  })

  it('stops a change that is resumed, until someone asks for the next wave', async () => {
    const { seal, waves, ids } = await planned(true, true, false)
    const { tagId } = await stage.commit({ seal, waves })
    await changeAsBob(ids.slice(1, 2))

    const stopped = await stage.commit({ seal, tagId })
    expect(stopped.last).toMatchObject({ event: 'stopped', wave: 2, why: 'not-written', written: 0 })

    const rest = await stage.commit({ seal, tagId, wave: 3 })
    expect(rest.last).toMatchObject({ event: 'done', written: ids.length - 2 })
  })

  it('beyond the last one: nothing is written', async () => {
    const { seal, waves } = await planned(true, false)
    const { tagId } = await stage.commit({ seal, waves })
    const { last } = await stage.commit({ seal, tagId, wave: 9 })
    expect(last).toMatchObject({
      code: 'nothing-to-write',
      message: expect.stringMatching(/no unit of this preview/),
    })
  })
})

describe('a change that someone ends', () => {
  it('stays ended when its last wave for now was being written', async () => {
    const { seal, waves } = await planned(true, false)
    const ending = stage.aliceOver(async (request, onward) => {
      const response = await onward(request)
      const tagId = request.method === 'PUT' && request.url.match(/tag=([0-9a-f-]{36})/)?.[1]
      if (tagId) await endChange(stage.bob, tagId, stage.bobsKey, new Date())
      return response
    })

    const { tagId } = await stage.commit({ seal, waves }, ending)

    const record = await stage.record(tagId)
    expect(record).toMatchObject({ written: 1, counts: { written: 1 } })
    expect(record.waveState).toMatchObject({ state: 'ended', by: stage.bobsKey.author.UserID })
  })

  it('is told from one whose record someone labels meanwhile', async () => {
    const { seal, waves } = await planned(false, false)
    const labelling = stage.aliceOver(async (request, onward) => {
      const response = await onward(request)
      const tagId = request.method === 'PUT' && request.url.match(/tag=([0-9a-f-]{36})/)?.[1]
      if (tagId) await stage.bob.patchTag(stage.recordSpaceId, tagId, { Labels: { seen: 'yes' } })
      return response
    })

    const { last, tagId } = await stage.commit({ seal, waves }, labelling)

    expect(last).toMatchObject({ event: 'done' })
    expect(await stage.record(tagId)).toMatchObject({ notWritten: 0, waveState: { state: 'done' } })
  })

  it('stays ended where the hub counts no versions', async () => {
    const { seal, waves } = await planned(false, false)
    const unversioned = stage.aliceOver(async (request, onward) => {
      const response = await onward(request)
      const tagId = request.method === 'PUT' && request.url.match(/tag=([0-9a-f-]{36})/)?.[1]
      if (tagId) await endChange(stage.bob, tagId, stage.bobsKey, new Date())
      if (!request.url.includes('/tag')) return response
      const { status, headers } = response
      return new Response((await response.text()).replaceAll(/"Version":\d+/g, '"Was":1'), {
        status,
        headers,
      })
    })

    const { last, tagId } = await stage.commit({ seal, waves }, unversioned)

    expect(last).toMatchObject({ event: 'stopped', why: 'ended' })
    expect(await stage.record(tagId)).toMatchObject({ written: 1, waveState: { state: 'ended' } })
  })
})

it('a wave that was interrupted is not over because an earlier one is taken up', async () => {
  const { seal, waves, ids, patch } = await planned(true, true, true, false)
  const refusing = stage.aliceOver((request, onward) =>
    request.method === 'PUT' ? Promise.resolve(new Response('{}', { status: 403 })) : onward(request),
  )
  const { tagId } = await stage.commit({ seal, waves }, refusing)
  const state = JSON.stringify({ state: 'running', wave: 3, at: new Date().toISOString() })
  const { Tag } = await stage.alice.tag(stage.recordSpaceId, tagId)
  const Annotations = withMoment(Tag, signedStatus('state', state, tagId, stage.key.secret), stage.key.secret)
  await stage.alice.patchTag(stage.recordSpaceId, tagId, { Annotations })
  stage.clock.aheadMs = 60_000
  const one = { kind: 'units' as const, unitIds: ids.slice(0, 1) }
  const fresh = await stage.preview({ selection: one, patch })

  const { last } = await stage.commit({ seal: fresh.seal, tagId, wave: 1 })

  expect(last).toMatchObject({ event: 'held', after: 2, written: 1 })
})
