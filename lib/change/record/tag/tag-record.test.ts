import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningHub, startHub } from '#hub/start.ts'
import type { PreviewRequest } from '#lib/change/model.ts'
import type { Annotations } from '#lib/change/record/annotations.ts'
import { endChange } from '#lib/change/record/end-change.ts'
import { standingOf } from '#lib/change/record/proof-schema.ts'
import { query, type Rehearsal, rehearse, replicas } from '#lib/change/testing/rehearsal.ts'

// How a record is written on the real hub when its Tag changes meanwhile, or a write of it arrives twice or late.
let hub: RunningHub
let stage: Rehearsal

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  stage = await rehearse(hub)
})
afterAll(() => hub.stop())

const trade = (spaces: string) => `Slug = 'trade-service' AND Space.Slug LIKE '%prod-${spaces}'`
const isOfTag = ({ method, url }: Request) => method === 'PATCH' && url.includes('/tag/')
const refused = () => Promise.resolve(Response.json({ Message: 'not today' }, { status: 403 }))

const annotationsOf = async (tagId: string): Promise<Annotations> =>
  (await stage.alice.tag(stage.recordSpaceId, tagId)).Tag.Annotations ?? {}

describe('a fact that becomes shorter', () => {
  it('leaves nothing of the longer one behind', async () => {
    const where = trade('eu-%')
    const key = 'team.example/runbook'
    const annotate = async (textOf: (place: number) => string) => {
      const units = (await stage.bob.allUnits({ where })).slice(0, 3)
      for (const [place, { Unit }] of units.entries()) {
        const { SpaceID, UnitID, Version = 0 } = Unit
        await stage.bob.patchUnit(SpaceID, UnitID, { Annotations: { [key]: textOf(place) }, Version })
      }
      return units.map(({ Unit }) => Unit.UnitID)
    }
    const unitIds = await annotate((place) => `${place} ${'step '.repeat(180)}`)
    const selection = { kind: 'units' as const, unitIds }
    const patch: PreviewRequest['patch'] = {
      kind: 'metadata',
      edits: [{ field: 'Annotations', key, value: 'https://wiki/run' }],
    }
    const refusing = stage.aliceOver((request, onward) =>
      request.method === 'PATCH' && !isOfTag(request) ? refused() : onward(request),
    )
    const first = await stage.preview({ selection, patch })
    const { tagId } = await stage.commit({ seal: first.seal }, refusing)
    expect((await annotationsOf(tagId))['hubdeck.dev/metadata.2']).toBeDefined()

    await annotate(() => 'see the wiki')
    const again = await stage.preview({ selection, patch, continuedTagId: tagId })
    const { last } = await stage.commit({ seal: again.seal, tagId })

    expect(last).toMatchObject({ event: 'done', written: unitIds.length })
    const { proof, written } = await stage.record(tagId)
    expect([proof.differences, standingOf(proof), written]).toEqual([[], 'signed', unitIds.length])
  })
})

describe('a write of the Tag', () => {
  it('that a proxy sends twice is not someone else’s', async () => {
    const { seal, rows } = await stage.preview({ selection: query(trade('us-%')), patch: replicas(61) })
    const twice = stage.aliceOver(async (request, onward) => {
      if (isOfTag(request)) await onward(request.clone())
      return onward(request)
    })

    const { tagId, last } = await stage.commit({ seal }, twice)

    expect(last).toMatchObject({ event: 'done', written: rows.length })
    const { proof, counts } = await stage.record(tagId)
    expect([standingOf(proof), proof.unknownChanges, counts]).toEqual(['proven', 0, { written: rows.length }])
  })

  it('that a proxy sends twice ends a change', async () => {
    const { rows, seal } = await stage.preview({ selection: query(trade('jp-%')), patch: replicas(65) })
    const [first = '', ...others] = rows.map(({ UnitID }) => UnitID)
    const waves = [
      { name: 'first', unitIds: [first], hold: true },
      { name: 'rest', unitIds: others, hold: false },
    ]
    const { tagId } = await stage.commit({ seal, waves })
    const twice = stage.aliceOver(async (request, onward) => {
      if (isOfTag(request)) await onward(request.clone())
      return onward(request)
    })

    await expect(endChange(twice, tagId, stage.key, new Date())).resolves.toMatchObject({ state: 'ended' })
    expect((await stage.record(tagId)).proof.unknownChanges).toBe(0)
  })

  it('that arrives after it was looked for is not someone else’s', async () => {
    const { seal, rows } = await stage.preview({ selection: query(trade('ca-%')), patch: replicas(62) })
    let late: Request | undefined
    let sent = 0
    const slow = stage.aliceOver(async (request, onward) => {
      if (!isOfTag(request)) return onward(request)
      if (sent++ === 0) {
        late = request
        throw new TypeError('connection reset')
      }
      if (late !== undefined) await onward(late)
      late = undefined
      return onward(request)
    })

    const { tagId, last } = await stage.commit({ seal }, slow)

    expect(last).toMatchObject({ event: 'done', written: rows.length })
    const { proof } = await stage.record(tagId)
    expect([standingOf(proof), proof.unknownChanges]).toEqual(['proven', 0])
  })
})

describe('a label that someone puts on a Tag before it is a record', () => {
  it('stops no commit, and is no change of the record', async () => {
    const { seal, rows } = await stage.preview({ selection: query(trade('au-%')), patch: replicas(64) })
    let isLabelled = false
    const labelled = stage.aliceOver(async (request, onward) => {
      if (isOfTag(request) && !isLabelled) {
        isLabelled = true
        const tagId = /\/tag\/([0-9a-f-]{36})/.exec(request.url)?.[1] ?? ''
        await stage.bob.patchTag(stage.recordSpaceId, tagId, { Labels: { seen: 'yes' } })
      }
      return onward(request)
    })

    const { tagId, last } = await stage.commit({ seal }, labelled)

    expect(last).toMatchObject({ event: 'done', written: rows.length })
    const { proof } = await stage.record(tagId)
    expect([standingOf(proof), proof.unknownChanges]).toEqual(['proven', 0])
  })
})

describe('the end of a commit that finds the record written by another one', () => {
  it('does not sign what is put back after it was checked', async () => {
    const { rows, seal } = await stage.preview({ selection: query(trade('in-%')), patch: replicas(63) })
    const [first = '', ...others] = rows.map(({ UnitID }) => UnitID)
    const waves = [
      { name: 'first', unitIds: [first], hold: true },
      { name: 'rest', unitIds: others, hold: false },
    ]
    let [tagId, isEnded, isPutBack] = ['', false, false]
    let running: Annotations = {}
    const meddled = stage.aliceOver(async (request, onward) => {
      const response = await onward(request.clone())
      if (request.method === 'PUT') {
        tagId = request.url.match(/tag=([0-9a-f-]{36})/)?.[1] ?? ''
        running = await annotationsOf(tagId)
        await endChange(stage.bob, tagId, stage.bobsKey, new Date())
        isEnded = true
      }
      const isRead = request.method === 'GET' && /\/tag\?.*include=/.test(request.url)
      if (!isEnded || !isRead || isPutBack) return response
      isPutBack = true
      const names = ['hubdeck.dev/state', 'hubdeck.dev/state-signature']
      const Annotations = Object.fromEntries(names.map((name) => [name, running[name] ?? null]))
      await stage.bob.patchTag(stage.recordSpaceId, tagId, { Annotations })
      return onward(request)
    })

    await stage.commit({ seal, waves }, meddled)

    expect(isPutBack).toBe(true)
    expect((await stage.record(tagId)).proof).toMatchObject({ unknownChanges: 2, differences: [] })
  })
})
