import type { Kysely, Transaction } from 'kysely'
import type { Tables } from '#hub/store/tables.ts'

/** Carries the answer of a dry run out of the transaction that is rolled back. */
class RolledBack<T> extends Error {
  readonly answer: T

  constructor(answer: T) {
    super('dry run')
    this.answer = answer
  }
}

/** All or nothing; a dry run does everything and then takes it back, so that it can have no side effect. */
export async function inTransaction<T>(
  db: Kysely<Tables>,
  dryRun: boolean,
  work: (transaction: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  if (!dryRun) return db.transaction().execute(work)
  try {
    return await db.transaction().execute<T>(async (transaction) => {
      throw new RolledBack(await work(transaction))
    })
  } catch (cause) {
    if (cause instanceof RolledBack) return cause.answer as T
    throw cause
  }
}
