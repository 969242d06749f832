import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningHub, startHub } from '#hub/start.ts'
import type { ChangesAsked } from '#lib/change/record/list-changes.ts'
import { undoRequest } from '#lib/change/record/undo.ts'
import { interrupted } from '#lib/change/testing/interrupted.ts'
import { query, type Rehearsal, rehearse, replicas } from '#lib/change/testing/rehearsal.ts'

let hub: RunningHub
let stage: Rehearsal
let names: ReadonlyMap<string, string>

/** Alice wrote four changes: one was undone by Bob, one was interrupted, and one is done in part. */
beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  stage = await rehearse(hub)
  const write = async (spaces: string, value: number, ticket: string) => {
    const selection = query(`Slug = 'trade-service' AND Space.Slug LIKE '%prod-${spaces}'`)
    const shown = await stage.preview({ selection, patch: replicas(value) })
    return (await stage.commit({ seal: shown.seal, ticket })).tagId
  }
  const undone = await write('jp%', 7, 'TRD-4502')
  const back = await stage.previewAsBob(undoRequest(await stage.record(undone)))
  const undo = (await stage.commitAsBob({ seal: back.seal, ticket: "it's undone" })).tagId
  const done = await write('au%', 8, 'trd-4502b')
  const cut = await interrupted(stage, 'br%', { patch: replicas(9), isClosed: false })
  const part = await interrupted(stage, 'eu-l%', { patch: replicas(9) })
  names = new Map([
    [undone, 'undone'],
    [undo, 'undo'],
    [done, 'done'],
    [cut.tagId, 'cut'],
    [part.tagId, 'part'],
  ])
})

afterAll(() => hub.stop())

const nameOf = (id: string) => names.get(id) ?? 'of the fleet'
const later = Date.now() + 3_600_000
const found = async (filter: ChangesAsked['filter']) =>
  (await stage.list({ filter: filter ?? {} }, later)).changes.map(({ TagID }) => nameOf(TagID)).sort()
const unitIdsIn = async (spaces: string) => [
  ...(await stage.heads(`Slug = 'trade-service' AND Space.Slug LIKE '%prod-${spaces}'`)).keys(),
]

it('each change has its state', async () => {
  const { changes } = await stage.list({}, later)

  expect(changes.map(({ TagID, state }) => [nameOf(TagID), state])).toEqual([
    ['part', 'partly'],
    ['cut', 'interrupted'],
    ['done', 'done'],
    ['undo', 'done'],
    ['undone', 'undone'],
    ['of the fleet', 'done'],
  ])
})

it('a filter finds the changes of a person, a ticket, a period, a unit and a path, and no others', async () => {
  const { UserID } = stage.bobsKey.author
  const [inJapan = ''] = await unitIdsIn('jp%')
  const { changes } = await stage.list({}, later)
  const since = changes.find(({ TagID }) => names.get(TagID) === 'cut')?.CreatedAt ?? ''

  expect(await found({ person: UserID })).toEqual(['undo'])
  expect(await found({ ticket: 'TRD-4502' })).toEqual(['done', 'undone'])
  expect(await found({ ticket: 'T_D-4502' })).toEqual([])
  expect(await found({ ticket: "it's" })).toEqual(['undo'])
  expect(await found({ since })).toEqual(['cut', 'part'])
  expect(await found({ unitIds: [inJapan] })).toEqual(['undo', 'undone'])
  expect(await found({ path: 'Replicas', ticket: 'trd-4502' })).toEqual(['done', 'undone'])
  expect(await found({ path: 'spec.replicas.deeper', ticket: 'trd-4502' })).toEqual(['done', 'undone'])
  expect(await found({ path: 'image' })).toEqual([])
})

it('what cannot be searched by path is counted, and no page leaves any out', async () => {
  const { withoutPath, read } = await stage.list({ filter: { path: 'image' } }, later)
  expect({ withoutPath, read }).toEqual({ withoutPath: 1, read: 6 })

  const pages: string[] = []
  let after: string | undefined
  do {
    const page = await stage.list({ limit: 2, ...(after === undefined ? {} : { after }) }, later)
    pages.push(...page.changes.map(({ TagID, state }) => `${nameOf(TagID)} ${state}`))
    after = page.older
  } while (after !== undefined)
  expect(pages).toEqual([
    'part partly',
    'cut interrupted',
    'done done',
    'undo done',
    'undone undone',
    'of the fleet done',
  ])
})

it('a record says of each unit why it was not written or was left out, and of one that was written later what failed first', async () => {
  const cut = await interrupted(stage, 'in%', { patch: replicas(9) })
  const outcome = { status: 'refused', why: expect.stringContaining('not today') }
  const { units, proof } = await stage.record(cut.tagId)
  expect(units.find(({ UnitID }) => UnitID === cut.left)).toMatchObject({ state: 'not-written', outcome })

  const rest = await stage.preview({ selection: cut.rest, patch: cut.patch })
  await stage.commit({ seal: rest.seal, tagId: cut.tagId })
  const later = await stage.record(cut.tagId)
  expect(later.units.find(({ UnitID }) => UnitID === cut.left)).toMatchObject({
    state: 'written',
    outcome: { ...outcome, status: 'retried' },
  })
  expect([proof.differences, later.proof.differences]).toEqual([[], []])

  const forged = { Annotations: { 'hubdeck.dev/outcomes': '[["moved","Bob did it","0"]]' } }
  await stage.bob.patchTag(later.SpaceID, cut.tagId, forged)
  const seen = await stage.record(cut.tagId)
  expect(seen.proof.differences).toEqual([{ kind: 'altered', fact: 'outcomes' }])
  expect(seen.units.every((unit) => unit.outcome === undefined)).toBe(true)
})

it('a record names the units that its preview had besides', async () => {
  const selection = query("Slug = 'trade-service' AND Space.Slug LIKE '%prod-us%'")
  const shown = await stage.preview({ selection, patch: replicas(5) })
  const [excluded = ''] = shown.rows.flatMap(({ status, UnitID }) => (status === 'change' ? UnitID : []))
  const unchanged = shown.rows.filter(({ status }) => status === 'unchanged')
  const { tagId } = await stage.commit({ seal: shown.seal, excludedUnitIds: [excluded] })

  const { heldBack, units } = await stage.record(tagId)
  expect(heldBack.find(({ UnitID }) => UnitID === excluded)).toMatchObject({
    unit: { Slug: 'trade-service' },
  })
  expect(heldBack.filter(({ why }) => why === 'unchanged')).toHaveLength(unchanged.length)
  expect(heldBack.length + units.length).toBe(shown.rows.length)
})
