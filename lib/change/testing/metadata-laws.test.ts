import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningHub, startHub } from '#hub/start.ts'
import { runs } from '#hub/testing/runs.ts'
import { editsProblem } from '#lib/change/metadata/problems.ts'
import type { MetadataEdit, Patch } from '#lib/change/model.ts'
import { keepProposal } from '#lib/change/proposal/keep.ts'
import { isOpenProposal } from '#lib/change/proposal/proposal-state.ts'
import type { ChangeRecord } from '#lib/change/record/change-record.ts'
import { undoRequest } from '#lib/change/record/undo.ts'
import { faults, underFault } from '#lib/change/testing/faults.ts'
import { randomOf } from '#lib/change/testing/random.ts'
import { type Rehearsal, rehearse, statuses } from '#lib/change/testing/rehearsal.ts'
import type { Unit } from '#lib/confighub/schema/entities.ts'

// What holds for every change of metadata, on the real hub.
let hub: RunningHub
let stage: Rehearsal
let unitIds: readonly string[]

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  stage = await rehearse(hub)
  unitIds = [...(await stage.heads("Slug = 'trade-service' AND Space.Slug LIKE '%-prod-%'")).keys()].slice(
    0,
    6,
  )
})

afterAll(() => hub.stop())

const unitsOf = (ids: readonly string[]) => ({ kind: 'units' as const, unitIds: ids })

/** By place, as the preview names them. */
async function metadataOf(ids: readonly string[]): Promise<Map<string, Map<string, string>>> {
  const found = await stage.alice.unitsById(ids, {})
  return new Map(found.map(({ Unit }) => [Unit.UnitID, placesOf(Unit)]))
}

function placesOf({ Labels = {}, Annotations = {}, DeleteGates = {}, DisplayName = '' }: Unit) {
  const maps = Object.entries({ Labels, Annotations, DeleteGates }).flatMap(([field, map]) =>
    Object.entries(map).map(([key, value]): [string, string] => [`${field}.${key}`, String(value)]),
  )
  return new Map([...maps, ...(DisplayName === '' ? [] : [['DisplayName', DisplayName] as const])])
}

const key = fc.constantFrom('Tier', 'a', 'team.example/owner', 'x--y', 'app')
const labelValue = fc.stringMatching(/^[-_@/#$%&~+=!?.,:;(){}[\]<>|A-Za-z0-9]{1,12}$/)
const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
const edit: fc.Arbitrary<MetadataEdit> = fc.oneof(
  fc.record({ field: fc.constant('Labels' as const), key, value: fc.option(labelValue) }),
  fc.record({ field: fc.constant('Annotations' as const), key, value: fc.option(text) }),
  fc.record({ field: fc.constant('DeleteGates' as const), key, value: fc.constantFrom(true as const, null) }),
  fc.record({
    field: fc.constant('DisplayName' as const),
    value: fc.option(fc.constantFrom('Orders', 'Trades')),
  }),
)
const edits = fc.array(edit, { minLength: 1, maxLength: 5 }).filter((all) => editsProblem(all) === undefined)

it('what is previewed is what the hub holds afterwards, and undo puts back what it held', async () => {
  const some = fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 1 })
  const law = fc.asyncProperty(edits, some, async (all, places) => {
    const ids = places.flatMap((at) => unitIds[at] ?? [])
    const before = await metadataOf(ids)
    const patch: Patch = { kind: 'metadata', edits: all }
    const shown = await stage.preview({ selection: unitsOf(ids), patch })
    const expected = new Map([...before].map(([id, values]) => [id, new Map(values)]))
    for (const row of shown.rows) {
      expect(['change', 'unchanged']).toContain(row.status)
      for (const { path, to } of row.status === 'change' ? row.changes : []) {
        if (to === undefined) expected.get(row.UnitID)?.delete(path)
        else expected.get(row.UnitID)?.set(path, String(to))
      }
    }
    const changing = shown.rows.filter(({ status }) => status === 'change').length
    if (changing === 0) return
    const done = await stage.commit({ seal: shown.seal })
    expect(done.last).toEqual({ event: 'done', written: changing, notWritten: 0 })
    expect(await metadataOf(ids)).toEqual(expected)

    const back = await stage.preview(undoRequest(await stage.record(done.tagId)))
    expect((await stage.commit({ seal: back.seal })).last).toMatchObject({ written: changing, notWritten: 0 })
    expect(await metadataOf(ids)).toEqual(before)
  })
  await fc.assert(law, { numRuns: runs(12) })
}, 120_000)

it.each(Array.from({ length: runs(12) }, (_, index) => index + 1))(
  'a change that is interrupted again and again reaches every unit, and can be undone (seed %i)',
  async (seed) => {
    const before = await metadataOf(unitIds)
    const tagId = await writeInterrupted(seed)
    for (const values of (await metadataOf(unitIds)).values())
      expect(values.get('Labels.Round')).toBe(`s${seed}`)

    const record = await stage.record(tagId)
    expect(record).toMatchObject({ written: unitIds.length, notWritten: 0 })
    const back = await stage.preview(undoRequest(record))
    await stage.commit({ seal: back.seal })
    expect(await metadataOf(unitIds)).toEqual(before)
  },
  60_000,
)

/** Goes on until the record says that nothing is left. */
async function writeInterrupted(seed: number): Promise<string> {
  const random = randomOf(seed)
  const reason = `Seed ${seed}`
  const patch: Patch = {
    kind: 'metadata',
    edits: [{ field: 'Labels', key: 'Round', value: `s${seed}` }],
  }
  let left = unitIds
  let tagId: string | undefined
  for (let attempt = 0; left.length > 0; attempt++) {
    if (attempt > mostAttempts) throw new Error(`not finished after ${mostAttempts} attempts`)
    stage.clock.aheadMs += 60_000
    const { seal } = await stage.preview({ selection: unitsOf(left), patch })
    const fault = attempt < faultyAttempts ? random.one(faults) : 'none'
    const connection = underFault(fault, random)
    const under = tagId === undefined ? {} : { tagId }
    const run = stage.commit({ seal, reason, ...under }, stage.aliceOver(connection.tamper))
    await Promise.race([run, connection.killed])
    const found: string | undefined = (await stage.changes()).find(
      (change) => change.reason === reason,
    )?.TagID
    tagId ??= found
    left = tagId === undefined ? left : leftOf(await stage.record(tagId))
  }
  return tagId ?? ''
}

const faultyAttempts = 5
const mostAttempts = 15

function leftOf({ units }: Pick<ChangeRecord, 'units'>): string[] {
  return units.flatMap(({ UnitID, state }) => (state === 'not-written' ? UnitID : []))
}

it('is proposed, written in waves with a hold between, and told from a proposal that others overtook', async () => {
  const patch: Patch = { kind: 'metadata', edits: [{ field: 'Labels', key: 'Wave', value: 'yes' }] }
  const { seal } = await stage.preview({ selection: unitsOf(unitIds), patch })
  const waves = [
    { name: 'first', hold: true, unitIds: unitIds.slice(0, 1) },
    { name: 'rest', hold: false, unitIds: unitIds.slice(1) },
  ]
  const { recordSpaceId } = stage
  const admission = await stage.admit({ seal, reason: 'Waves', excludedUnitIds: [], recordSpaceId, waves })
  if (!admission.ok) throw new Error(admission.message)
  const terms = { secret: stage.key.secret, now: new Date() }
  const { tagId } = await keepProposal(stage.alice, admission.plan, terms)
  const proposed = await stage.record(tagId)
  expect(isOpenProposal(proposed)).toBe(true)
  expect(proposed.units.map(({ metadata }) => metadata)).toEqual(
    unitIds.map(() => [{ place: 'Labels.Wave', before: null, after: 'yes' }]),
  )

  const again = await stage.preview({ selection: unitsOf(unitIds), patch, continuedTagId: tagId })
  const first = await stage.commit({ seal: again.seal, reason: 'Waves', tagId })
  expect(first.last).toMatchObject({ event: 'held', after: 1 })
  const held = await stage.record(tagId)
  expect([held.written, held.notWritten]).toEqual([1, unitIds.length - 1])

  const second = await stage.commit({ seal: again.seal, reason: 'Waves', tagId })
  expect(second.last).toMatchObject({ event: 'done' })
  expect(statuses((await stage.record(tagId)).units.map(({ state: status }) => ({ status })))).toEqual([
    'written',
  ])
})
