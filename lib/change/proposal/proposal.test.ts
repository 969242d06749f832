import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningHub, startHub } from '#hub/start.ts'
import { keepProposal } from '#lib/change/proposal/keep.ts'
import { isOpenProposal, overtakenUnits, unmovedIds } from '#lib/change/proposal/proposal-state.ts'
import { query, type Rehearsal, rehearse, replicas, statuses } from '#lib/change/testing/rehearsal.ts'

// Proposals by Alice, on the real hub; Bob changes units in between.
let hub: RunningHub
let stage: Rehearsal

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  stage = await rehearse(hub)
})
afterAll(() => hub.stop())

async function propose(where: string, value: number) {
  const patch = replicas(value)
  const { seal, rows } = await stage.preview({ selection: query(where), patch })
  const admission = await stage.admit({
    seal,
    reason: 'Market open',
    excludedUnitIds: [],
    includedUnitIds: rows.flatMap((row) => (row.status === 'change' ? row.UnitID : [])),
    consentReason: 'It is meant',
    recordSpaceId: stage.recordSpaceId,
  })
  if (!admission.ok) throw new Error(admission.message)
  const { tagId } = await keepProposal(stage.alice, admission.plan, {
    secret: stage.key.secret,
    now: new Date(),
  })
  const again = (unitIds: readonly string[]) =>
    stage.preview({ selection: { kind: 'units', unitIds }, patch, continuedTagId: tagId })
  const write = async (unitIds: readonly string[]) => {
    const { reason } = await stage.record(tagId)
    return stage.commit({ seal: (await again(unitIds)).seal, reason, tagId })
  }
  return { tagId, write, again, unitIds: rows.map(({ UnitID }) => UnitID) }
}

describe('a proposal', () => {
  it('is the signed record of a change of which nothing is written', async () => {
    const where = "Slug = 'trade-service' AND Space.Slug LIKE '%prod-a%'"
    const before = await stage.heads(where)

    const { tagId, unitIds } = await propose(where, 21)

    const record = await stage.record(tagId)
    expect(isOpenProposal(record)).toBe(true)
    expect(record).toMatchObject({ written: 0, notWritten: unitIds.length, patch: replicas(21) })
    expect(unmovedIds(record).sort()).toEqual([...unitIds].sort())
    expect(await stage.heads(where)).toEqual(before)
  })

  it('is written by its author under the same record, and is then no proposal any more', async () => {
    const { tagId, write, unitIds } = await propose(
      "Slug = 'trade-service' AND Space.Slug LIKE '%prod-a%'",
      22,
    )

    const { outcomes, tagId: under } = await write(unitIds)

    expect(under).toBe(tagId)
    expect(statuses(outcomes)).toEqual(['written'])
    const record = await stage.record(tagId)
    expect(record).toMatchObject({ written: unitIds.length, notWritten: 0 })
    expect(isOpenProposal(record)).toBe(false)
  })

  it('is continued by another person in a record of their own', async () => {
    const { tagId, unitIds } = await propose("Slug = 'trade-service' AND Space.Slug LIKE '%prod-a%'", 23)
    const { seal } = await stage.previewAsBob({
      selection: { kind: 'units', unitIds },
      patch: replicas(23),
      continuedTagId: tagId,
    })

    const { outcomes, tagId: under } = await stage.commitAsBob({ seal, continues: tagId })

    expect(under).not.toBe(tagId)
    expect(statuses(outcomes)).toEqual(['written'])
    expect((await stage.record(tagId)).continuedBy).toHaveLength(1)
  })

  it('a stale proposal cannot silently revert newer work', async () => {
    const where = "Slug = 'trade-service' AND Space.Slug LIKE '%prod-i%'"
    const { tagId, write, unitIds } = await propose(where, 24)
    const [newer, ...others] = unitIds
    if (newer === undefined || others.length === 0) throw new Error('too few units')
    const { seal } = await stage.previewAsBob({
      selection: { kind: 'units', unitIds: [newer] },
      patch: replicas(31),
    })
    await stage.commitAsBob({ seal })
    const work = await stage.heads(where)

    const { last, outcomes } = await write(unitIds)

    expect(last).toMatchObject({
      event: 'error',
      message: expect.stringMatching(/^1 unit changed after the proposal/),
    })
    expect(outcomes).toEqual([])
    expect(await stage.heads(where)).toEqual(work)
    const record = await stage.record(tagId)
    expect(overtakenUnits(record).map(({ UnitID }) => UnitID)).toEqual([newer])
    expect(overtakenUnits({ ...record, proposed: '' })).toEqual([])
    expect(overtakenUnits({ ...record, proposed: '', isOfProposal: true })).toHaveLength(1)
    // The others can still be written; Bob's work stays.
    expect(statuses((await write(others)).outcomes)).toEqual(['written'])
    expect((await stage.heads(where)).get(newer)).toEqual(work.get(newer))
  })

  it('and the change that takes up what others changed of it name each other', async () => {
    const where = "Slug = 'trade-service' AND Space.Slug LIKE '%prod-jp-%'"
    const { tagId, unitIds } = await propose(where, 27)
    const [moved = ''] = unitIds
    const only = { kind: 'units' as const, unitIds: [moved] }
    const byBob = await stage.previewAsBob({ selection: only, patch: replicas(34) })
    await stage.commitAsBob({ seal: byBob.seal })

    const { seal } = await stage.preview({ selection: only, patch: replicas(27) })
    const fresh = await stage.commit({ seal, anew: tagId })

    expect(await stage.record(fresh.tagId)).toMatchObject({ anew: tagId, written: 1, continues: '' })
    const old = await stage.record(tagId)
    expect(old.anewBy?.map(({ TagID }) => TagID)).toEqual([fresh.tagId])
    expect(isOpenProposal(old)).toBe(true)
  })

  it('is not named by a change of other units, nor is anything else that is no change', async () => {
    const { tagId } = await propose("Slug = 'trade-service' AND Space.Slug LIKE '%prod-kr-%'", 28)
    const { seal } = await stage.preview({
      selection: query("Slug = 'trade-service' AND Space.Slug LIKE '%prod-sg-%'"),
      patch: replicas(28),
    })
    const pin = await stage.bob.createTag(stage.recordSpaceId, { Slug: 'pin-of-bob' })

    const ofOthers = await stage.commit({ seal, anew: tagId })
    const ofNothing = await stage.commit({ seal, anew: pin.TagID })

    expect(ofOthers.last).toMatchObject({ event: 'error', code: 'other-change' })
    expect(ofNothing.last).toMatchObject({ event: 'error', status: 404 })
    expect([...ofOthers.outcomes, ...ofNothing.outcomes]).toEqual([])
  })

  it('stays one in the record of a person who continues it: what moved meanwhile is not written', async () => {
    const where = "Slug = 'trade-service' AND Space.Slug LIKE '%prod-i%'"
    const { tagId, unitIds } = await propose(where, 26)
    const [newer = ''] = unitIds
    const previewed = (ids: readonly string[]) =>
      stage.previewAsBob({ selection: { kind: 'units', unitIds: ids }, patch: replicas(26) })
    const refusing = stage.bobOver((request, onward) =>
      request.method === 'PUT' && request.url.includes(newer)
        ? Promise.resolve(Response.json({ Message: 'not today' }, { status: 403 }))
        : onward(request),
    )
    const own = await stage.commitAsBob({ seal: (await previewed(unitIds)).seal, continues: tagId }, refusing)
    const { seal } = await stage.preview({
      selection: { kind: 'units', unitIds: [newer] },
      patch: replicas(33),
    })
    await stage.commit({ seal })
    const work = await stage.heads(where)

    const again = await stage.commitAsBob({ seal: (await previewed([newer])).seal, tagId: own.tagId })

    expect(again.last).toMatchObject({
      event: 'error',
      message: expect.stringMatching(/changed after the proposal/),
    })
    expect(await stage.heads(where)).toEqual(work)
  })
})
