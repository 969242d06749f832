import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningHub, startHub } from '#hub/start.ts'
import { standingOf } from '#lib/change/record/proof-schema.ts'
import { interrupted } from '#lib/change/testing/interrupted.ts'
import { query, type Rehearsal, rehearse, replicas, statuses } from '#lib/change/testing/rehearsal.ts'

// Resuming a change: under whose name, and what is reported about units already written.
let hub: RunningHub
let stage: Rehearsal

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  stage = await rehearse(hub)
})

afterAll(() => hub.stop())

let value = 40
const trade = (spaces: string) => query(`Slug = 'trade-service' AND Space.Slug LIKE '%prod-${spaces}'`)

const cutOff = (spaces: string) => interrupted(stage, spaces, { patch: replicas(++value) })

const revisionsOf = async (unitId: string) => {
  const { items } = await stage.alice.revisionPage({ where: `UnitID = '${unitId}'`, limit: 1000 })
  return items.map(({ Revision }) => Revision).sort((a, b) => a.RevisionNum - b.RevisionNum)
}

async function bobReverts(unitId: string) {
  const [head] = (await stage.heads(`UnitID = '${unitId}'`)).values()
  const before = (await revisionsOf(unitId)).at(-2)
  const { SpaceID = '', DataHash = '' } = head?.unit ?? {}
  const { data } = await stage.bob.revisionData(SpaceID, unitId, before?.RevisionID ?? '')
  await stage.bob.putUnitData(SpaceID, unitId, data, { ifMatch: DataHash, lastChangeDescription: 'Back' })
}

describe('another person', () => {
  it('does not write under the record of its author', async () => {
    const { tagId, patch, rest, left, record } = await cutOff('eu-a%')
    const before = await revisionsOf(left)
    const tag = await stage.alice.tag(record.SpaceID, tagId)
    const shown = await stage.previewAsBob({ selection: rest, patch })

    const { last, outcomes } = await stage.commitAsBob({ seal: shown.seal, tagId })

    expect(last).toMatchObject({
      event: 'error',
      status: 422,
      message: expect.stringMatching(/another name/),
    })
    expect(outcomes).toEqual([])
    expect(await revisionsOf(left)).toEqual(before)
    expect(await stage.alice.tag(record.SpaceID, tagId)).toEqual(tag)
  })

  it('continues in a record of their own, which names the change it continues', async () => {
    const { tagId, patch, rest, record } = await cutOff('eu-b%')
    const shown = await stage.previewAsBob({ selection: rest, patch })

    const { outcomes, tagId: own } = await stage.commitAsBob({ seal: shown.seal, continues: tagId })

    expect(statuses(outcomes)).toEqual(['written'])
    const bobs = await stage.record(own)
    expect(bobs).toMatchObject({ continues: tagId, written: 1, counts: { written: 1 } })
    expect(bobs.author).not.toBe(record.author)
    expect(standingOf(bobs.proof)).toBe('proven')
    const alices = await stage.record(tagId)
    expect([alices.author, alices.written, standingOf(alices.proof)]).toEqual([
      record.author,
      record.written,
      'proven',
    ])
    expect(alices.continuedBy.map(({ TagID, proof }) => [TagID, standingOf(proof)])).toEqual([
      [own, 'signed'],
    ])
  })

  it('cannot claim to continue a change with another patch, other units or a forged record', async () => {
    const { tagId, patch, rest, record } = await cutOff('eu-c%')
    const other = await stage.previewAsBob({ selection: rest, patch: replicas(++value) })
    const wider = await stage.previewAsBob({ selection: trade('eu-d%'), patch })
    const right = await stage.previewAsBob({ selection: rest, patch })
    const before = await stage.changes()

    for (const { seal } of [other, wider]) {
      expect((await stage.commitAsBob({ seal, continues: tagId })).last).toMatchObject({ status: 422 })
    }
    await stage.bob.patchTag(record.SpaceID, tagId, {
      Annotations: { 'hubdeck.dev/reason': 'Bob knows better' },
    })
    expect((await stage.commitAsBob({ seal: right.seal, continues: tagId })).last).toMatchObject({
      event: 'error',
      status: 422,
      message: expect.stringMatching(/does not match what ConfigHub holds/),
    })
    expect(await stage.changes()).toHaveLength(before.length)
  })
})

describe('its author', () => {
  it('resumes with a new preview, and the record stays valid', async () => {
    const { tagId, patch, rest, left } = await cutOff('eu-f%')
    // Someone changed the unit, so its new document differs from the first sealed one.
    const [head] = (await stage.heads(`UnitID = '${left}'`)).values()
    await stage.bob.putUnitData(head?.unit.SpaceID ?? '', left, `${head?.text}# Bob\n`, {
      ifMatch: head?.unit.DataHash ?? '',
      lastChangeDescription: 'A comment',
    })
    const shown = await stage.preview({ selection: rest, patch })

    const { outcomes } = await stage.commit({ seal: shown.seal, tagId })

    expect(statuses(outcomes)).toEqual(['written'])
    const whole = await stage.record(tagId)
    expect([whole.notWritten, standingOf(whole.proof)]).toEqual([0, 'proven'])
    expect(whole.sealHash.split(' ')).toHaveLength(2)
  })

  it('cannot add a second reason or ticket to a record', async () => {
    const { tagId, shown } = await cutOff('co%')

    for (const other of [{ reason: 'Market close' }, { ticket: 'OPS-99' }]) {
      const { last } = await stage.commit({ seal: shown.seal, tagId, ...other })
      expect(last).toMatchObject({
        event: 'error',
        status: 422,
        message: expect.stringMatching(/one reason/),
      })
    }
    expect(statuses((await stage.commit({ seal: shown.seal, tagId })).outcomes)).toEqual(['written'])
  })

  it('does not write under a record whose facts were edited, or whose Tag is on what others wrote', async () => {
    const edited = await cutOff('jp%')
    await stage.bob.patchTag(edited.record.SpaceID, edited.tagId, {
      Annotations: { 'hubdeck.dev/ticket': 'OPS-666' },
    })
    const mixed = await cutOff('us-c%')
    const [head] = (await stage.heads(`UnitID = '${mixed.left}'`)).values()
    await stage.bob.putUnitData(head?.unit.SpaceID ?? '', mixed.left, `${head?.text}# Bob\n`, {
      ifMatch: head?.unit.DataHash ?? '',
      lastChangeDescription: 'Market open',
      tag: mixed.tagId,
    })

    for (const { tagId, rest, patch } of [edited, mixed]) {
      const shown = await stage.preview({ selection: rest, patch })
      expect((await stage.commit({ seal: shown.seal, tagId })).last).toMatchObject({ status: 422 })
    }
    // A signed change can be continued in another record, whatever happened to its Tag since.
    const again = await stage.preview({ selection: mixed.rest, patch: mixed.patch })
    const own = await stage.commit({ seal: again.seal, continues: mixed.tagId })
    expect(statuses(own.outcomes)).toEqual(['written'])
  })
})

describe('written already', () => {
  it('is reported only while the head of the unit is the sealed document', async () => {
    const { shown, tagId, left } = await cutOff('a%')
    const others = shown.rows.map(({ UnitID }) => UnitID).filter((id) => id !== left)
    expect(others.length).toBeGreaterThan(1)
    const reverted = others[0] ?? ''
    await bobReverts(reverted)
    const before = await revisionsOf(reverted)

    const { outcomes } = await stage.commit({ seal: shown.seal, tagId })

    const of = (id: string) => outcomes.find(({ UnitID }) => UnitID === id)
    expect(of(left)?.status).toBe('written')
    expect(of(others[1] ?? '')?.status).toBe('already-written')
    expect(of(reverted)).toMatchObject({
      status: 'moved',
      headRevisionNum: before.at(-1)?.RevisionNum,
      reason: expect.stringMatching(/This change wrote it as revision \d+; someone changed it since/),
    })
    expect(await revisionsOf(reverted)).toEqual(before)
    const record = await stage.record(tagId)
    expect([record.written, standingOf(record.proof)]).toEqual([shown.rows.length, 'proven'])
    expect(record.units.find(({ UnitID }) => UnitID === reverted)?.state).toBe('moved-on')
  })

  it('is what a unit stays that was reverted and previewed again; only another change writes it again', async () => {
    const { shown, tagId, left, patch } = await cutOff('id%')
    await stage.commit({ seal: shown.seal, tagId })
    await bobReverts(left)
    const before = await revisionsOf(left)
    const again = await stage.preview({ selection: { kind: 'units', unitIds: [left] }, patch })

    const resumed = await stage.commit({ seal: again.seal, tagId })

    expect(statuses(resumed.outcomes)).toEqual(['moved'])
    expect(await revisionsOf(left)).toEqual(before)
    expect(standingOf((await stage.record(tagId)).proof)).toBe('proven')
    expect(statuses((await stage.commit({ seal: again.seal })).outcomes)).toEqual(['written'])
  })
})

describe('a patch with a secret', () => {
  const token = 'tuesday-horse-4711'
  const annotation = 'spec.template.metadata.annotations.api-token'
  const patchWith = (text: string) =>
    ({
      kind: 'set-fields',
      resourceType: 'apps/v1/Deployment',
      fields: [{ path: annotation, value: text }],
    }) as const

  it('is recorded without it, and resumed only when exactly the same patch is typed again', async () => {
    const shown = await stage.preview({ selection: trade('in%'), patch: patchWith(token) })
    const left = shown.rows[0]?.UnitID ?? ''
    const refusing = stage.aliceOver((request) =>
      request.method === 'PUT' && request.url.includes(left)
        ? Promise.resolve(new Response('no', { status: 403 }))
        : fetch(request),
    )
    const reason = `Rotate, token=${token}`
    const { tagId } = await stage.commit({ seal: shown.seal, reason, ticket: `api-key: ${token}` }, refusing)

    const record = await stage.record(tagId)
    const { Tag } = await stage.alice.tag(record.SpaceID, tagId)
    expect(JSON.stringify([Tag, record])).not.toContain('horse')
    expect(record).toMatchObject({ isPatchMasked: true, patch: patchWith('••••••••') })
    expect(standingOf(record.proof)).toBe('proven')
    const [written] = record.units.filter(({ state }) => state === 'written')
    const revisions = await revisionsOf(written?.UnitID ?? '')
    expect(revisions.at(-1)?.Description).toBe(`${record.reason}\n\nTicket: ${record.ticket}`)

    const selection = { kind: 'units' as const, unitIds: [left] }
    for (const wrong of ['tuesday-horse-4712', '••••••••', '']) {
      const again = await stage.preview({ selection, patch: patchWith(wrong) })
      const { last } = await stage.commit({ seal: again.seal, tagId, reason })
      expect(last, wrong).toMatchObject({
        event: 'error',
        status: 422,
        message: expect.stringMatching(/not the patch/),
      })
    }
    const again = await stage.preview({ selection, patch: patchWith(token) })
    const { outcomes } = await stage.commit({ seal: again.seal, tagId, reason })
    expect(statuses(outcomes)).toEqual(['written'])
  })

  it('without a secret need not be typed again', async () => {
    const { record, patch } = await cutOff('tw%')

    expect([record.isPatchMasked, record.patch]).toEqual([false, patch])
  })
})

describe('a seal that was written already', () => {
  it('creates no second record, and reports that no change is needed', async () => {
    const selection = {
      kind: 'units' as const,
      unitIds: [...(await stage.heads("Slug = 'reference-data' AND Space.Slug LIKE '%prod-eu-a%'")).keys()],
    }
    const shown = await stage.preview({ selection, patch: replicas(++value) })
    await stage.commit({ seal: shown.seal })
    const before = await stage.changes()
    const tags = (await stage.alice.tagPage({ limit: 1000 })).items.length

    const again = await stage.commit({ seal: shown.seal })

    expect(statuses(again.outcomes)).toEqual(['already-so'])
    expect(again.last).toMatchObject({ event: 'error', code: 'nothing-to-write', status: 422 })
    expect(again.tagId).toBe('')
    expect(await stage.changes()).toHaveLength(before.length)
    expect((await stage.alice.tagPage({ limit: 1000 })).items).toHaveLength(tags)
  })

  it('is not written a second time either when someone changed a unit in between', async () => {
    const { shown, left } = await cutOff('b%')
    for (const { UnitID } of shown.rows.filter((row) => row.UnitID !== left)) await bobReverts(UnitID)

    const { outcomes, tagId } = await stage.commit({ seal: shown.seal })

    expect(outcomes.map(({ UnitID, status }) => [UnitID === left, status]).sort()).toEqual(
      shown.rows.map(({ UnitID }) => [UnitID === left, UnitID === left ? 'written' : 'moved']).sort(),
    )
    expect(standingOf((await stage.record(tagId)).proof)).toBe('proven')
  })
})

describe('a record without its answer', () => {
  it('is still signed when the answer to the signing is lost once', async () => {
    const shown = await stage.preview({ selection: trade('hk%'), patch: replicas(++value) })
    let lost = 0
    const lossy = stage.aliceOver(async (request) => {
      const response = await fetch(request)
      if (request.method !== 'PATCH' || lost++ > 0) return response
      throw new TypeError('connection reset')
    })

    const { tagId } = await stage.commit({ seal: shown.seal }, lossy)

    expect(lost).toBeGreaterThan(1)
    expect(standingOf((await stage.record(tagId)).proof)).toBe('proven')
  })

  it('that cannot be signed writes nothing and is not listed', async () => {
    const shown = await stage.preview({ selection: trade('kr%'), patch: replicas(++value) })
    const before = await stage.changes()
    const mute = stage.aliceOver((request) =>
      request.method === 'PATCH' ? Promise.reject(new TypeError('connection reset')) : fetch(request),
    )

    const { last, outcomes } = await stage.commit({ seal: shown.seal }, mute)

    expect([last?.event, outcomes]).toEqual(['error', []])
    expect(await stage.changes()).toHaveLength(before.length)
    const heads = await stage.heads(`UnitID = '${shown.rows[0]?.UnitID}'`)
    expect(heads.get(shown.rows[0]?.UnitID ?? '')?.num).toBe(shown.rows[0]?.HeadRevisionNum)
  })
})
