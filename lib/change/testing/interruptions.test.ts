import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningHub, startHub } from '#hub/start.ts'
import { runs } from '#hub/testing/runs.ts'
import type { PreviewRequest } from '#lib/change/model.ts'
import type { ChangeRecord } from '#lib/change/record/change-record.ts'
import { standingOf } from '#lib/change/record/proof-schema.ts'
import { type Fault, faults, Killed, underFault } from '#lib/change/testing/faults.ts'
import { randomOf } from '#lib/change/testing/random.ts'
import { type Rehearsal, rehearse } from '#lib/change/testing/rehearsal.ts'

// A change in waves is interrupted at random, by everything that can happen to a commit, and taken up again by one of
// two people until it is whole. Each test is named after its seed; `HUBDECK_RUNS=5` tries 200.
const seeds = Array.from({ length: runs(40) }, (_, index) => index + 1)

let hub: RunningHub
let stage: Rehearsal
let unitIds: readonly string[]

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  stage = await rehearse(hub)
  unitIds = [...(await stage.heads(`Slug = 'trade-service' AND Space.Slug LIKE '%prod-%'`)).keys()]
})

afterAll(() => hub.stop())

/** Written twice, it would show. */
const addTwo: PreviewRequest['patch'] = {
  kind: 'set-fields',
  resourceType: 'apps/v1/Deployment',
  fields: [{ path: 'spec.replicas', how: 'add', value: 2 }],
}
const faultyAttempts = 6
const mostAttempts = 20

const unitsOf = (ids: readonly string[]) => ({ kind: 'units' as const, unitIds: ids })
const isWritten = ({ state }: ChangeRecord['units'][number]) => state === 'written' || state === 'moved-on'

async function replicasOf(ids: readonly string[]): Promise<Map<string, number>> {
  const heads = await stage.heads(`UnitID IN (${ids.map((id) => `'${id}'`).join(', ')})`)
  return new Map([...heads].map(([id, { text }]) => [id, Number(/replicas: (\d+)/.exec(text ?? '')?.[1])]))
}

/** The records of one change, oldest first: its reason is its own. */
async function recordsOf(reason: string): Promise<ChangeRecord[]> {
  const found = (await stage.changes()).filter((change) => change.reason === reason)
  return Promise.all(found.reverse().map(({ TagID }) => stage.record(TagID)))
}

function wavesOf(ids: readonly string[], random: ReturnType<typeof randomOf>) {
  const cuts = new Set([0, ...ids.keys().filter((at) => at > 0 && random.chance(0.4))])
  const starts = [...cuts]
  return starts.map((start, index) => ({
    name: `Wave ${index + 1}`,
    hold: random.chance(0.5),
    unitIds: ids.slice(start, starts[index + 1]),
  }))
}

it.each(seeds)(
  'seed %i: nothing is written twice or unreported, and the change is finished',
  async (seed) => {
    const random = randomOf(seed)
    const ids = random.shuffled(unitIds).slice(0, 2 + random.below(4))
    const reason = `Interrupted, seed ${seed}`
    const before = await replicasOf(ids)
    const waves = wavesOf(ids, random)

    for (let attempt = 0; ; attempt++) {
      if (attempt > mostAttempts) throw new Error(`seed ${seed}: not finished after ${mostAttempts} attempts`)
      const records = await recordsOf(reason)
      const left = leftOf(records, ids)
      if (left.length === 0) break
      const isBob = random.chance(0.3)
      const fault = attempt < faultyAttempts ? random.one(faults) : 'none'
      await writeSome({ isBob, fault, records, left, reason, waves, random })
      mustKeepHolds(records, await recordsOf(reason))
      // The next one comes when nothing has happened for a while.
      stage.clock.aheadMs += 60_000
    }

    expect([...(await replicasOf(ids))].sort()).toEqual([...before].map(([id, was]) => [id, was + 2]).sort())
    const records = await recordsOf(reason)
    const written = records.flatMap(({ units }) => units.filter(isWritten).map(({ UnitID }) => UnitID))
    expect(written.sort()).toEqual(ids.toSorted())
    expect(records.map(({ proof }) => standingOf(proof))).toEqual(records.map(() => 'proven'))
  },
)

function leftOf(records: readonly ChangeRecord[], ids: readonly string[]): string[] {
  const written = new Set(records.flatMap(({ units }) => units.filter(isWritten).map(({ UnitID }) => UnitID)))
  return ids.filter((id) => !written.has(id))
}

/** One person writes what is left, as far as the fault lets them; every unit of what was begun has an outcome. */
async function writeSome({
  isBob,
  fault,
  records,
  left,
  reason,
  waves,
  random,
}: {
  isBob: boolean
  fault: Fault
  records: readonly ChangeRecord[]
  left: readonly string[]
  reason: string
  waves: ReturnType<typeof wavesOf>
  random: ReturnType<typeof randomOf>
}): Promise<void> {
  const me = (isBob ? stage.bobsKey : stage.key).author.UserID
  const own = records.findLast(({ author }) => author === me)
  const other = records.at(-1)
  const shown = await (isBob ? stage.previewAsBob : stage.preview)({
    selection: unitsOf(left),
    patch: addTwo,
  })
  const place =
    own !== undefined
      ? { tagId: own.TagID }
      : other !== undefined
        ? { continues: other.TagID }
        : {
            waves: waves.map((wave) => ({
              ...wave,
              unitIds: wave.unitIds.filter((id) => left.includes(id)),
            })),
          }
  const faulty = underFault(fault, random)
  const over = (isBob ? stage.bobOver : stage.aliceOver)(faulty.tamper)
  const request = { seal: shown.seal, reason, ...place }
  const committed = await Promise.race([
    isBob ? stage.commitAsBob(request, over) : stage.commit(request, over),
    faulty.killed,
  ])
  if (committed instanceof Killed) return
  const { last, outcomes, begun } = committed
  expect(last?.event).toMatch(/^(?:done|held|stopped|error)$/)
  const told = new Set(outcomes.map(({ UnitID }) => UnitID))
  expect(told.size).toBe(outcomes.length)
  if (last?.event !== 'error') expect(begun.filter((unitId) => !told.has(unitId))).toEqual([])
}

/** What one attempt wrote is never on both sides of a hold. */
function mustKeepHolds(before: readonly ChangeRecord[], after: readonly ChangeRecord[]): void {
  const had = new Set(before.flatMap(({ units }) => units.filter(isWritten).map(({ UnitID }) => UnitID)))
  for (const { units, waves = [] } of after) {
    const fresh = units.filter((unit) => isWritten(unit) && !had.has(unit.UnitID)).map(({ wave = 0 }) => wave)
    const [first, last] = [Math.min(...fresh), Math.max(...fresh)]
    const passed = waves.findIndex(({ hold }, index) => hold && index + 1 >= first && index + 1 < last)
    expect(passed).toBe(-1)
  }
}
