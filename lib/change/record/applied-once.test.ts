import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningHub, startHub } from '#hub/start.ts'
import type { PreviewRequest } from '#lib/change/model.ts'
import { changeKind, kindLabel } from '#lib/change/record/annotations.ts'
import { interrupted } from '#lib/change/testing/interrupted.ts'
import { type Rehearsal, rehearse, statuses } from '#lib/change/testing/rehearsal.ts'

// A change reaches each unit once, under whichever of its records: its patch may make something more of what it made.
let hub: RunningHub
let stage: Rehearsal

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  stage = await rehearse(hub)
})

afterAll(() => hub.stop())

const resourceType = 'apps/v1/Deployment'
const addTwo: PreviewRequest['patch'] = {
  kind: 'set-fields',
  resourceType,
  fields: [{ path: 'spec.replicas', how: 'add', value: 2 }],
}
const appendVariable: PreviewRequest['patch'] = {
  kind: 'json',
  resourceType,
  text: JSON.stringify([
    { op: 'add', path: '/spec/template/spec/containers/0/env/-', value: { name: 'DESK', value: 'fx' } },
  ]),
}

const units = (...unitIds: string[]) => ({ kind: 'units' as const, unitIds })
const documentOf = async (unitId: string) => {
  const [head] = (await stage.heads(`UnitID = '${unitId}'`)).values()
  const { SpaceID = '', DataHash = '' } = head?.unit ?? {}
  return { SpaceID, text: head?.text ?? '', ifMatch: DataHash }
}
const replicasIn = (text: string) => Number(/replicas: (\d+)/.exec(text)?.[1])
const replicasOf = async (unitId: string) => replicasIn((await documentOf(unitId)).text)

/** The write of a refused unit comes through after all, under the record of the change. */
async function writeLate(unitId: string, tag: string): Promise<number> {
  const { SpaceID, text, ifMatch } = await documentOf(unitId)
  const before = replicasIn(text)
  const options = { ifMatch, lastChangeDescription: 'Market open', tag }
  const next = text.replace(/replicas: \d+/, `replicas: ${before + 2}`)
  await stage.alice.putUnitData(SpaceID, unitId, next, options)
  return before
}

async function bobComments(unitId: string) {
  const { SpaceID, text, ifMatch } = await documentOf(unitId)
  await stage.bob.putUnitData(SpaceID, unitId, `${text}# Bob\n`, {
    ifMatch,
    lastChangeDescription: 'A comment',
  })
}

/** Its first unit is written late, and the rest is previewed only then. */
async function writtenLate(spaces: string, refused = 1) {
  const cut = await interrupted(stage, spaces, { patch: addTwo, refused, isClosed: false })
  return { ...cut, before: await writeLate(cut.left, cut.tagId) }
}

/** What the page of the change shows of a unit, and the only difference that would keep it from being resumed. */
async function proven(tagId: string, unitId: string) {
  const { units: all, proof } = await stage.record(tagId)
  return { state: all.find(({ UnitID }) => UnitID === unitId)?.state, differences: proof.differences }
}

describe('under its own record', () => {
  it('a unit that was written late is not written again, and the record stays proven', async () => {
    const { tagId, rest, left, before } = await writtenLate('br%')
    const shown = await stage.preview({ selection: rest, patch: addTwo })
    expect(statuses(shown.rows)).toEqual(['change'])

    const done = await stage.commit({ seal: shown.seal, tagId })

    expect(done).toMatchObject({ outcomes: [{ status: 'already-written' }] })
    expect(await replicasOf(left)).toBe(before + 2)
    expect(await stage.record(tagId)).toMatchObject({ notWritten: 0 })
    expect(await proven(tagId, left)).toEqual({ state: 'written', differences: [] })
    const again = await stage.commit({ seal: shown.seal, tagId })
    expect(again).toMatchObject({ outcomes: [{ status: 'already-written' }] })
  })

  it('a unit that someone else has changed since is left as it is, and the record stays proven', async () => {
    const { tagId, rest, left, before } = await writtenLate('ae%')
    await bobComments(left)
    const shown = await stage.preview({ selection: rest, patch: addTwo })

    expect((await stage.commit({ seal: shown.seal, tagId })).outcomes).toMatchObject([
      { status: 'moved', reason: expect.stringMatching(/^This change wrote it as revision/) },
    ])
    expect(await replicasOf(left)).toBe(before + 2)
    expect(await proven(tagId, left)).toEqual({ state: 'moved-on', differences: [] })
  })

  it('a JSON Patch appends its element once, also after someone else has changed the unit', async () => {
    const { tagId, shown } = await interrupted(stage, 'jp%', { patch: appendVariable })
    const written = shown.rows.at(-1)?.UnitID ?? ''
    await bobComments(written)
    const again = await stage.preview({ selection: units(written), patch: appendVariable })
    expect(statuses(again.rows)).toEqual(['change'])

    const { outcomes } = await stage.commit({ seal: again.seal, tagId })

    expect(statuses(outcomes)).toEqual(['moved'])
    expect((await documentOf(written)).text.match(/name: DESK/g)).toHaveLength(1)
    expect(await proven(tagId, written)).toEqual({ state: 'moved-on', differences: [] })
  })
})

describe('under another record of the same change', () => {
  const elsewhere = { status: 'moved', reason: expect.stringMatching(/^Another record of this change wrote/) }

  it('a unit is not written again by the one who continues it, nor when that record is resumed', async () => {
    const { tagId, rest, left, before } = await writtenLate('eu-l%', 2)
    const shown = await stage.previewAsBob({ selection: rest, patch: addTwo })
    const continued = await stage.commitAsBob({ seal: shown.seal, continues: tagId })
    expect(continued.outcomes).toContainEqual(expect.objectContaining({ UnitID: left, ...elsewhere }))
    expect(statuses(continued.outcomes).sort()).toEqual(['moved', 'written'])
    const again = await stage.previewAsBob({ selection: units(left), patch: addTwo })

    const resumed = await stage.commitAsBob({ seal: again.seal, tagId: continued.tagId })

    expect(resumed.outcomes).toMatchObject([elsewhere])
    expect(await replicasOf(left)).toBe(before + 2)
  })

  it('a unit is not written again by its author after another person wrote it', async () => {
    const { tagId, rest, left } = await interrupted(stage, 'eu-m%', { patch: addTwo })
    const before = await replicasOf(left)
    const bobs = await stage.previewAsBob({ selection: rest, patch: addTwo })
    await stage.commitAsBob({ seal: bobs.seal, continues: tagId })
    const shown = await stage.preview({ selection: rest, patch: addTwo })

    expect((await stage.commit({ seal: shown.seal, tagId })).outcomes).toMatchObject([elsewhere])
    expect(await replicasOf(left)).toBe(before + 2)
  })

  it('a unit is not written again however many records are between', async () => {
    const { tagId, rest, left } = await interrupted(stage, 'us-s%', {
      patch: addTwo,
      refused: 2,
      isClosed: false,
    })
    const bobs = await stage.previewAsBob({ selection: rest, patch: addTwo })
    const before = await writeLate(left, tagId)
    const second = await stage.commitAsBob({ seal: bobs.seal, continues: tagId })
    expect(statuses(second.outcomes).sort()).toEqual(['already-so', 'written'])
    const shown = await stage.preview({ selection: units(left), patch: addTwo })

    const third = await stage.commit({ seal: shown.seal, continues: second.tagId })

    expect(third.outcomes).toMatchObject([elsewhere])
    expect(await replicasOf(left)).toBe(before + 2)
  })

  it('is unknown when an earlier record was altered, so nothing is written', async () => {
    const { tagId, rest, record } = await interrupted(stage, 'in%', { patch: addTwo })
    const bobs = await stage.previewAsBob({ selection: rest, patch: addTwo })
    const { tagId: second } = await stage.commitAsBob({ seal: bobs.seal, continues: tagId })
    await stage.bob.patchTag(record.SpaceID, tagId, { Annotations: { 'hubdeck.dev/reason': 'Mine' } })

    expect((await stage.commitAsBob({ seal: bobs.seal, tagId: second })).last).toMatchObject({
      event: 'error',
      status: 422,
      message: expect.stringMatching(/not known which of these units it wrote/),
    })
  })

  it('anyone can claim to continue a change, which keeps nobody from resuming it', async () => {
    const { tagId, rest, record } = await interrupted(stage, 'kr%', { patch: addTwo })
    const { TagID } = await stage.bob.createTag(record.SpaceID, { Slug: 'forged' })
    await stage.bob.patchTag(record.SpaceID, TagID, {
      Labels: { [kindLabel]: changeKind },
      Annotations: { 'hubdeck.dev/continues': tagId },
    })
    const shown = await stage.preview({ selection: rest, patch: addTwo })

    expect(statuses((await stage.commit({ seal: shown.seal, tagId })).outcomes)).toEqual(['written'])
  })
})
