import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningHub, startHub } from '#hub/start.ts'
import type { PreviewRequest } from '#lib/change/model.ts'
import { keepProposal } from '#lib/change/proposal/keep.ts'
import { type Annotations, factNames, ownNames, readTexts } from '#lib/change/record/annotations.ts'
import { endChange } from '#lib/change/record/end-change.ts'
import { type Proof, standingOf } from '#lib/change/record/proof-schema.ts'
import { interrupted } from '#lib/change/testing/interrupted.ts'
import { query, type Rehearsal, rehearse, replicas } from '#lib/change/testing/rehearsal.ts'

// Records that are written more than once, on the real hub. Bob may edit their Tags, and has kept what was signed before.
let hub: RunningHub
let stage: Rehearsal

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  stage = await rehearse(hub)
})
afterAll(() => hub.stop())

const tagOf = async (tagId: string) => (await stage.alice.tag(stage.recordSpaceId, tagId)).Tag
const annotationsOf = async (tagId: string) => (await tagOf(tagId)).Annotations ?? {}
const kinds = ({ differences }: Proof) => differences.map(({ kind }) => kind)
const trade = (spaces: string) => `Slug = 'trade-service' AND Space.Slug LIKE '%prod-${spaces}'`

/** Bob makes the Tag say what it said before, in everything or in some of its parts. */
async function putBack(tagId: string, earlier: Annotations, names: readonly string[] = []): Promise<void> {
  const now = await annotationsOf(tagId)
  const all = [...new Set([...ownNames(now), ...ownNames(earlier)])]
  const isMeant = (key: string) =>
    names.length === 0 || names.includes(key.replace(/^hubdeck\.dev\/|\.\d+$/g, ''))
  const changes = all.filter(isMeant).map((key) => [key, earlier[key] ?? null] as const)
  await stage.bob.patchTag(stage.recordSpaceId, tagId, { Annotations: Object.fromEntries(changes) })
}

/** A change of which a unit was refused at first, and what its record said then. */
async function resumed(spaces: string, value: number) {
  const patch = replicas(value)
  const { tagId, shown, rest } = await interrupted(stage, spaces, { patch })
  const early = await annotationsOf(tagId)
  const again = await stage.preview({ selection: rest, patch, continuedTagId: tagId })
  await stage.commit({ seal: again.seal, tagId })
  return { tagId, early, late: await annotationsOf(tagId), seal: shown.seal }
}

/** Its first wave is written; the next one waits for a person. */
async function inWaves(spaces: string, value: number) {
  const { rows, seal } = await stage.preview({ selection: query(trade(spaces)), patch: replicas(value) })
  const [first = '', ...others] = rows.map(({ UnitID }) => UnitID)
  const waves = [
    { name: 'first', unitIds: [first], hold: true },
    { name: 'rest', unitIds: others, hold: false },
  ]
  const { tagId } = await stage.commit({ seal, waves })
  return { tagId, seal, held: await annotationsOf(tagId) }
}

async function proposed(where: string, patch: PreviewRequest['patch']) {
  const { seal, rows } = await stage.preview({ selection: query(where), patch })
  const admission = await stage.admit({
    seal,
    reason: 'Market open',
    excludedUnitIds: [],
    includedUnitIds: rows.map(({ UnitID }) => UnitID),
    consentReason: 'It is meant',
    recordSpaceId: stage.recordSpaceId,
  })
  if (!admission.ok) throw new Error(admission.message)
  const terms = { secret: stage.key.secret, now: new Date() }
  const { tagId } = await keepProposal(stage.alice, admission.plan, terms)
  return { tagId, seal, units: rows.length }
}

describe('parts of a record that were signed at different times', () => {
  it('are told apart, whichever of them is put back, and nothing more is written under it', async () => {
    const { tagId, early, late, seal } = await resumed('in-%', 31)
    const statusOf = (name: string) => [name, `${name}-signature`]
    const facts = ['signature', ...factNames]
    const parts = [statusOf('counts'), statusOf('outcomes'), facts, statusOf('moment')]
    for (const names of parts) {
      await putBack(tagId, early, names)
      const { proof } = await stage.record(tagId)
      expect(kinds(proof), names.join()).toContain('mixed')
      await putBack(tagId, late)
    }
    await putBack(tagId, {}, statusOf('moment'))
    expect((await stage.record(tagId)).proof.differences).toEqual([{ kind: 'altered', fact: 'moment' }])

    const { last } = await stage.commit({ seal, tagId })
    expect(last).toMatchObject({ event: 'error', code: 'record-not-proven' })
    await putBack(tagId, late)
    expect(standingOf((await stage.record(tagId)).proof)).toBe('proven')
  })

  it('are told apart where a wave was begun after them', async () => {
    const { tagId, held } = await inWaves('us-%', 32)
    await endChange(stage.bob, tagId, stage.bobsKey, new Date())

    expect(await stage.record(tagId)).toMatchObject({ proof: { unknownChanges: 0, differences: [] } })
    await putBack(tagId, held, ['state', 'state-signature'])
    expect(kinds((await stage.record(tagId)).proof)).toEqual(['mixed'])
  })
})

describe('an earlier record that is put back as a whole', () => {
  it('leaves changes of its Tag that it does not tell of, also after it is gone on with', async () => {
    const { tagId, seal, held } = await inWaves('ca-%', 33)
    await endChange(stage.bob, tagId, stage.bobsKey, new Date())
    await putBack(tagId, held)
    const found = await stage.record(tagId)

    const { last } = await stage.commit({ seal, tagId, wave: 2 })

    expect(found).toMatchObject({
      waveState: { state: 'held' },
      proof: { unknownChanges: 2, differences: [] },
    })
    expect(last?.event).toBe('done')
    expect((await stage.record(tagId)).proof.unknownChanges).toBe(2)
  })

  it('contradicts its revisions where it is a proposal that has been written since', async () => {
    const { tagId, seal, units } = await proposed(trade('eu-c%'), replicas(34))
    const early = await annotationsOf(tagId)
    await stage.commit({ seal, tagId })
    expect(standingOf((await stage.record(tagId)).proof)).toBe('proven')

    await putBack(tagId, early)

    expect((await stage.record(tagId)).proof).toMatchObject({
      differences: [{ kind: 'put-back', units }],
      unknownChanges: 3,
    })
  })

  it('cannot be told from a label, which is counted alike and disproves nothing', async () => {
    const { tagId } = await resumed('eu-d%', 35)
    await stage.bob.patchTag(stage.recordSpaceId, tagId, { Labels: { seen: 'yes' } })

    const { proof } = await stage.record(tagId)
    expect([standingOf(proof), proof.unknownChanges]).toEqual(['proven', 1])
  })

  it('while it is written is written over with what was signed', async () => {
    const { tagId, seal } = await proposed(trade('eu-f%'), replicas(36))
    const early = await annotationsOf(tagId)
    let isPutBack = false
    const meddled = stage.aliceOver(async (request, onward) => {
      const response = await onward(request)
      if (request.method === 'PUT' && !isPutBack) {
        isPutBack = true
        await putBack(tagId, early)
      }
      return response
    })

    await stage.commit({ seal, tagId }, meddled)

    const { proof, counts } = await stage.record(tagId)
    expect([standingOf(proof), proof.unknownChanges, counts]).toMatchObject([
      'proven',
      1,
      { written: expect.any(Number) },
    ])
  })
})

describe('a record from before moments', () => {
  /** As version 4 has signed it. */
  async function asVersion4(tagId: string): Promise<void> {
    const key = createHmac('sha256', stage.key.secret).update('hubdeck record 1').digest()
    const mac = (parts: readonly string[]) =>
      createHmac('sha256', key).update(JSON.stringify(parts)).digest().toString('base64url')
    const texts = readTexts(await annotationsOf(tagId))
    const codes = factNames
      .slice(0, 23)
      .map((name) => mac(['4', texts.record, name, texts[name]]).slice(0, 16))
    const signature = `4.${mac(['name']).slice(0, 8)}.${codes.join('')}`
    const Annotations = {
      'hubdeck.dev/signature': signature,
      'hubdeck.dev/moment': null,
      'hubdeck.dev/moment-signature': null,
    }
    await stage.alice.patchTag(stage.recordSpaceId, tagId, { Annotations })
  }

  it('is as valid as it was, does not know of other changes, and has moments once it is gone on with', async () => {
    const patch = replicas(37)
    const { tagId, rest } = await interrupted(stage, 'eu-w%', { patch })
    await asVersion4(tagId)
    const { proof } = await stage.record(tagId)
    expect([standingOf(proof), proof.unknownChanges]).toEqual(['proven', undefined])

    const again = await stage.preview({ selection: rest, patch, continuedTagId: tagId })
    await stage.commit({ seal: again.seal, tagId })

    const later = await stage.record(tagId)
    expect([standingOf(later.proof), later.proof.unknownChanges, later.notWritten]).toEqual(['proven', 0, 0])
  })

  it('is no proposal that was put back while what it proposes is written', async () => {
    const { tagId, seal, units } = await proposed(trade('eu-l%'), replicas(40))
    await asVersion4(tagId)
    let signed = 0
    const unclosed = stage.aliceOver((request, onward) =>
      request.method === 'PATCH' && signed++ > 0
        ? Promise.resolve(Response.json({ Message: 'not today' }, { status: 403 }))
        : onward(request),
    )
    await stage.commit({ seal, tagId }, unclosed)

    const { proof, written, counts } = await stage.record(tagId)
    expect([proof.differences, written, counts]).toEqual([[], units, undefined])
  })
})

describe('a change that is taken up in two windows of its author', () => {
  it('at the same moment is written from one of them', async () => {
    const patch = replicas(38)
    const { tagId, rest } = await interrupted(stage, 'eu-v%', { patch })
    const again = await stage.preview({ selection: rest, patch, continuedTagId: tagId })
    let other: Promise<{ last: unknown }> | undefined
    const slower = stage.aliceOver(async (request, onward) => {
      if (request.method === 'PATCH' && other === undefined) {
        other = stage.commit({ seal: again.seal, tagId })
        await other
      }
      return onward(request)
    })

    const { last, outcomes } = await stage.commit({ seal: again.seal, tagId }, slower)

    expect(last).toMatchObject({ event: 'error', status: 409, message: expect.stringContaining('window') })
    expect(outcomes).toEqual([])
    expect((await other)?.last).toMatchObject({ event: 'done', written: 1 })
    expect(await stage.record(tagId)).toMatchObject({ notWritten: 0, proof: { unknownChanges: 0 } })
  })

  it('one after the other has the outcomes of both in its record, whichever ends last', async () => {
    const patch = replicas(39)
    const where = trade('jp-%')
    const { seal, rows } = await stage.preview({ selection: query(where), patch })
    const [first = '', second = ''] = rows.map(({ UnitID }) => UnitID)
    let other: Promise<unknown> | undefined
    // The first window writes one unit, and is refused the other one; meanwhile the second window writes all that is left.
    const slower = stage.aliceOver(async (request, onward) => {
      if (request.method !== 'PUT') return onward(request)
      const tagId = request.url.match(/tag=([0-9a-f-]{36})/)?.[1] ?? ''
      if (!request.url.includes(second)) return onward(request)
      other ??= stage.commit({ seal, tagId })
      await other
      return Response.json({ Message: 'not today' }, { status: 403 })
    })

    const { tagId, outcomes } = await stage.commit({ seal }, slower)

    expect(outcomes.find(({ UnitID }) => UnitID === second)?.status).toBe('refused')
    const { counts, units, proof } = await stage.record(tagId)
    expect([standingOf(proof), proof.unknownChanges]).toEqual(['proven', 0])
    expect((counts?.written ?? 0) + (counts?.['already-written'] ?? 0)).toBe(rows.length)
    expect(counts?.refused).toBeUndefined()
    expect(units.filter(({ outcome }) => outcome !== undefined)).toEqual([])
    expect(
      [first, second].every((id) => units.some(({ UnitID, state }) => UnitID === id && state === 'written')),
    ).toBe(true)
  })

  it('keeps what either has changed of metadata, of which no revision tells', async () => {
    const patch: PreviewRequest['patch'] = {
      kind: 'metadata',
      edits: [{ field: 'Labels', key: 'Tier', value: 'critical' }],
    }
    const { seal, rows } = await stage.preview({ selection: query(trade('au-%')), patch })
    const second = rows[1]?.UnitID ?? ''
    let other: Promise<unknown> | undefined
    let opened = ''
    const slower = stage.aliceOver(async (request, onward) => {
      if (request.method !== 'PATCH') return onward(request)
      opened ||= request.url.match(/\/tag\/([0-9a-f-]{36})/)?.[1] ?? ''
      if (!request.url.includes(second)) return onward(request)
      other ??= stage.commit({ seal, tagId: opened })
      await other
      return Response.json({ Message: 'not today' }, { status: 403 })
    })

    const { tagId } = await stage.commit({ seal }, slower)

    const { written, notWritten, proof } = await stage.record(tagId)
    expect([written, notWritten, standingOf(proof)]).toEqual([rows.length, 0, 'signed'])
  })
})
