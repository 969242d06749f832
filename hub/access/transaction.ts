import { setTimeout } from 'node:timers/promises'
import type { Kysely, Transaction } from 'kysely'
import type { Tables } from '#hub/store/tables.ts'
import { withoutHolding } from '#hub/work/run-in-thread.ts'

/** Carries the answer of a dry run out of the rolled-back transaction. */
class RolledBack<T> extends Error {
  readonly answer: T

  constructor(answer: T) {
    super('dry run')
    this.answer = answer
  }
}

const attempts = 5

/**
 * All or nothing. The database aborts a transaction that deadlocks or cannot be serialized. Nothing of it was stored,
 * so it is tried again, and `work` has to tolerate that. The same happens when it needs long work, which must not run
 * while the transaction holds locks.
 */
export async function atomically<T>(
  db: Kysely<Tables>,
  work: (transaction: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await withoutHolding(() => db.transaction().execute(work))
    } catch (cause) {
      if (attempt === attempts || !isCollision(cause)) throw cause
      // Without a random delay both would collide again.
      await setTimeout(Math.random() * 20 * attempt)
    }
  }
}

/** deadlock_detected and serialization_failure (PostgreSQL, appendix A). */
function isCollision(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && (cause.code === '40P01' || cause.code === '40001')
}

/** All or nothing. A dry run does everything and rolls it back, so it can have no side effect. */
export async function inTransaction<T>(
  db: Kysely<Tables>,
  dryRun: boolean,
  work: (transaction: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  if (!dryRun) return atomically(db, work)
  try {
    return await atomically<T>(db, async (transaction) => {
      throw new RolledBack(await work(transaction))
    })
  } catch (cause) {
    if (cause instanceof RolledBack) return cause.answer as T
    throw cause
  }
}
