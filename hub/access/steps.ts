import { type Kysely, sql, type Transaction } from 'kysely'
import { atomically, inTransaction } from '#hub/access/transaction.ts'
import type { Tables } from '#hub/store/tables.ts'

/** Runs one step of a call, which is stored as a whole or not at all. */
export type Step = <T>(work: (db: Transaction<Tables>) => Promise<T>) => Promise<T>

/**
 * A call of many steps, each of which may fail without affecting the others. A dry run puts all of them in one
 * transaction, so that later steps see what earlier ones would have stored, and rolls it back at the end. Nothing else
 * may query the database meanwhile: on PGlite it would wait for that transaction.
 */
export async function inSteps<T>(
  db: Kysely<Tables>,
  dryRun: boolean,
  work: (step: Step) => Promise<T>,
): Promise<T> {
  if (!dryRun) return work((part) => atomically(db, part))
  return inTransaction(db, true, (transaction) => work(savepoints(transaction)))
}

function savepoints(db: Transaction<Tables>): Step {
  return async (part) => {
    await sql`savepoint step`.execute(db)
    try {
      const answer = await part(db)
      await sql`release savepoint step`.execute(db)
      return answer
    } catch (cause) {
      await sql`rollback to savepoint step`.execute(db)
      throw cause
    }
  }
}
