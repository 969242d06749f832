import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { addSpace, addUnit, deployment, type NewUnit, type TestHub, testHub } from '#hub/testing/test-hub.ts'
import { runNext, startTriggerWorker, type TriggerWorker } from '#hub/triggers/worker.ts'

let hub: TestHub
let worker: TriggerWorker | undefined
let space: string
let unit: NewUnit
const entries: Readonly<Record<string, unknown>>[] = []
const log = (entry: Readonly<Record<string, unknown>>) => entries.push(entry)

beforeEach(async () => {
  hub = await testHub()
  space = await addSpace(hub, 'space')
  await hub.must('POST', `/space/${space}/trigger`, {
    body: {
      Slug: 'two',
      Event: 'Mutation',
      ToolchainType: 'Kubernetes/YAML',
      FunctionName: 'vet-cel',
      Arguments: [{ Value: 'r.spec.replicas > 1' }],
    },
  })
  unit = await addUnit(hub, space, 'app', deployment('app', 1))
  entries.length = 0
})
afterEach(async () => {
  await worker?.stop()
  await hub.store.close()
})

async function gates(of = unit): Promise<string[]> {
  const { Unit } = await hub.must<{ Unit: { ValidationErrors?: object } }>('GET', of.path)
  return Object.keys(Unit.ValidationErrors ?? {})
}

const verdict = () => expect.poll(() => gates()).toEqual(['space/two/vet-cel'])

it('finds what was waiting when it starts, and what comes later', async () => {
  expect(await gates()).toEqual(['awaiting/triggers'])
  worker = startTriggerWorker(hub.store.db, { log })
  await verdict()
  await hub.must('PUT', `${unit.path}/data`, { body: deployment('app', 2) })
  worker.wake()
  await expect.poll(() => gates()).toEqual([])
})

it('runs nothing while the disk is full, and everything afterwards', async () => {
  let room = false
  let asked = 0
  const mayWrite = async () => {
    asked += 1
    return room
  }
  worker = startTriggerWorker(hub.store.db, { log, mayWrite })
  await expect.poll(() => asked).toBeGreaterThan(0)
  expect(await gates()).toEqual(['awaiting/triggers'])
  room = true
  worker.wake()
  await verdict()
})

it('does nothing after it was stopped', async () => {
  worker = startTriggerWorker(hub.store.db, { log, mayWrite: async () => false })
  await worker.stop()
  const started = startTriggerWorker(hub.store.db, { log })
  await started.stop()
  const left = await gates()
  await hub.must('PUT', `${unit.path}/data`, { body: deployment('app', 0) })
  started.wake()
  worker.wake()
  await started.stop()
  expect(await gates()).toEqual(['awaiting/triggers'])
  expect(['awaiting/triggers', 'space/two/vet-cel']).toContain(left[0])
})

it('skips a unit with a fault and continues with the others', async () => {
  const other = await addUnit(hub, space, 'other', deployment('other', 1))
  // Corrupt data, as after a disk failure; no function is to blame.
  await sql`alter table "Unit" drop constraint "Unit_DataHash_fkey"`.execute(hub.store.db)
  await hub.store.db.updateTable('Unit').set({ DataHash: 'gone' }).where('UnitID', '=', unit.UnitID).execute()
  const resting = new Map<string, number>()
  const runs: boolean[] = []
  do runs.push(await runNext(hub.store.db, resting, log))
  while (runs.at(-1))

  expect(await gates(other)).toEqual(['space/two/vet-cel'])
  expect([...resting.keys()]).toEqual([unit.UnitID])
  expect(entries).toMatchObject([{ level: 'error', unitId: unit.UnitID }])
  expect(runs).toEqual([true, true, false])
  const waiting = await hub.store.db.selectFrom('TriggerRun').select('UnitID').execute()
  expect(waiting).toEqual([{ UnitID: unit.UnitID }])
})

it('reports once that the database is away', async () => {
  worker = startTriggerWorker(hub.store.db, {
    log,
    mayWrite: async () => {
      throw Object.assign(new Error('nobody listens'), { code: 'ECONNREFUSED' })
    },
  })
  await expect.poll(() => entries).toHaveLength(1)
  worker.wake()
  await worker.stop()
  expect(entries).toMatchObject([{ level: 'warn' }])
})
