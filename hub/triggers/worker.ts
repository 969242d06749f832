import { setImmediate } from 'node:timers/promises'
import type { Kysely, Transaction } from 'kysely'
import { updateNext } from '#hub/links/update-next.ts'
import { databaseFailureOf } from '#hub/store/database-failure.ts'
import type { Tables } from '#hub/store/tables.ts'
import { runTriggers } from '#hub/triggers/run-triggers.ts'
import { withoutHolding } from '#hub/work/run-in-thread.ts'

export type TriggerWorker = {
  /** Tells the worker that something may have been written. */
  wake(): void
  /** Resolves when no run is in progress and none will begin. */
  stop(): Promise<void>
}

type Log = (entry: Readonly<Record<string, unknown>>) => void

type WorkerOptions = {
  readonly log?: Log | undefined
  /** Called before each Unit; nothing runs while it returns false. */
  readonly mayWrite?: () => Promise<boolean>
}

/** Polling finds what other hub processes on the same database left, or what was written while this one was down. */
const pollMs = 1_000
/** After a fault the same Unit is skipped for this long; for less after a collision with another transaction. */
const restMs = 60_000
const shortRestMs = 1_000
const inTheWay = new Set(['40001', '40P01'])

/**
 * Runs the Triggers of waiting Units and resolves automatic Links whose upstream Units have changed, one by one, each
 * in a transaction of its own; several hub processes share the work. The queue is in the database, so that nothing is
 * lost with a process.
 */
export function startTriggerWorker(
  db: Kysely<Tables>,
  { log = () => undefined, mayWrite = async () => true }: WorkerOptions = {},
): TriggerWorker {
  const resting = new Map<string, number>()
  let stopped = false
  let again = false
  let failing = false
  let running: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined

  const drain = async () => {
    do {
      again = false
      for (const [unitId, until] of resting) if (until < Date.now()) resting.delete(unitId)
      while (!stopped && (await mayWrite()) && (await workNext(db, resting, log))) await setImmediate()
    } while (again && !stopped)
  }
  const start = () => {
    if (stopped) return
    if (running !== undefined) {
      again = true
      return
    }
    clearTimeout(timer)
    running = drain()
      .then(() => {
        failing = false
      })
      .catch((cause) => {
        // Logged once for each time the database goes away, not once a second.
        if (!failing) log(entryOf(cause, 'Triggers'))
        failing = true
      })
      .finally(() => {
        running = undefined
        if (stopped) return
        timer = setTimeout(start, pollMs)
        timer.unref()
      })
  }
  start()
  return {
    wake: start,
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}

/** Triggers first, so that Links carry what they write. */
async function workNext(db: Kysely<Tables>, resting: Map<string, number>, log: Log): Promise<boolean> {
  return (await runNext(db, resting, log)) || (await updateNextLink(db, resting, log))
}

/** Resolves the automatic Link that has waited longest; false = there is none. */
async function updateNextLink(db: Kysely<Tables>, resting: Map<string, number>, log: Log): Promise<boolean> {
  let linkId: string | undefined
  try {
    const updated = await updateNext(db, [...resting.keys()], (id) => {
      linkId = id
    })
    if (updated?.refused !== undefined)
      log({ level: 'warn', message: `A Link could not be resolved: ${updated.refused}`, linkId })
    return updated !== undefined
  } catch (cause) {
    rest(cause, linkId, resting, 'Links', (entry) => log({ ...entry, linkId }))
    return true
  }
}

/** Runs the Triggers of the unlocked Unit that has waited longest; false = there is none. @internal For tests. */
export async function runNext(
  db: Kysely<Tables>,
  resting: Map<string, number> = new Map(),
  log: Log = () => undefined,
): Promise<boolean> {
  let unitId: string | undefined
  try {
    const runOne = async (transaction: Transaction<Tables>) => {
      // Locks the Unit first, as every writer does, and not the queued run: the opposite order would deadlock.
      const unit = await transaction
        .selectFrom('Unit')
        .innerJoin('TriggerRun', 'TriggerRun.UnitID', 'Unit.UnitID')
        .selectAll('Unit')
        .$if(resting.size > 0, (query) => query.where('Unit.UnitID', 'not in', [...resting.keys()]))
        .orderBy('TriggerRun.RequestedAt')
        .limit(1)
        .forUpdate('Unit')
        .skipLocked()
        .executeTakeFirst()
      if (unit === undefined) return false
      unitId = unit.UnitID
      // Another process may have run it between the two statements.
      const run = await transaction
        .deleteFrom('TriggerRun')
        .where('UnitID', '=', unitId)
        .returning('Event')
        .executeTakeFirst()
      if (run !== undefined) await runTriggers(transaction, unit, run.Event)
      return true
    }
    return await withoutHolding(() => db.transaction().execute(runOne))
  } catch (cause) {
    rest(cause, unitId, resting, 'Triggers', (entry) => log({ ...entry, unitId }))
    return true
  }
}

/** Skips a Unit for a while after a fault. Without a database nothing else can run either. */
function rest(
  cause: unknown,
  id: string | undefined,
  resting: Map<string, number>,
  what: string,
  log: Log,
): void {
  if (id === undefined || databaseFailureOf(cause) === 'away') throw cause
  const short = cause instanceof Error && 'code' in cause && inTheWay.has(String(cause.code))
  resting.set(id, Date.now() + (short ? shortRestMs : restMs))
  if (!short) log(entryOf(cause, what))
}

function entryOf(cause: unknown, what: string) {
  const trouble = databaseFailureOf(cause)
  const reason = cause instanceof Error ? cause.message : String(cause)
  if (trouble !== undefined) return { level: 'warn', message: `${what} wait for the database: ${reason}` }
  const stack = cause instanceof Error ? cause.stack : undefined
  return { level: 'error', message: `${what} could not be run: ${reason}`, stack }
}
