import type { Kysely } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { firstTables } from '#hub/store/migrations/0001-first-tables.ts'
import { contractEntities } from '#hub/store/migrations/0002-contract-entities.ts'
import { StoreProblem } from '#hub/store/problem.ts'
import type { Tables } from '#hub/store/tables.ts'

/** In order; a name never changes once it has been released. */
const migrations: Readonly<Record<string, Migration>> = {
  '0001-first-tables': firstTables,
  '0002-contract-entities': contractEntities,
}

/** Brings the tables up to date. A store written by a newer hub is refused, not guessed at. */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } })
  const { error, results } = await migrator.migrateToLatest()
  if (error === undefined) return
  const failed = results?.find(({ status }) => status === 'Error')
  const reason = error instanceof Error ? error.message : String(error)
  if (failed === undefined && /missing|not found/i.test(reason))
    throw new StoreProblem(
      `This data was written by a newer version of the hub (${reason}). Use that version.`,
    )
  throw new StoreProblem(
    `Cannot bring the data up to date${failed ? ` at ${failed.migrationName}` : ''}: ${reason}`,
  )
}
