import { type Kysely, sql, type Transaction } from 'kysely'
import { countRows, tableNames } from '#hub/store/backup.ts'
import { type BackupHeader, checkBackup, rowsOf } from '#hub/store/backup-format.ts'
import { fillLock } from '#hub/store/fill-lock.ts'
import { isKnownMigration, migrate, migrationOf } from '#hub/store/migrate.ts'
import { connectStore } from '#hub/store/open.ts'
import { StoreProblem } from '#hub/store/problem.ts'
import type { Tables } from '#hub/store/tables.ts'

/**
 * Loads a backup into an empty store, all of it or nothing, and migrates it. `force` also accepts a store in which a
 * hub has been started but nothing was created; its organization and users are replaced.
 */
export async function restoreBackup(data: string, file: string, force: boolean): Promise<BackupHeader> {
  const header = await checkBackup(file)
  if (!isKnownMigration(header.migration))
    throw new StoreProblem(
      `${file} was written by a newer version of the hub (${header.migration}). Restore it with that version.`,
    )
  const store = await connectStore(data)
  try {
    const found = await migrationOf(store.patient)
    if (found !== undefined && found > header.migration)
      throw new StoreProblem(
        `The tables of ${store.place} are newer (${found}) than the backup (${header.migration}). Restore it into a new directory or database; it is brought up to date there.`,
      )
    await migrate(store.patient, header.migration)
    await store.patient.transaction().execute(async (transaction) => {
      // Keeps other hubs that start meanwhile from filling the database.
      await sql`select pg_advisory_xact_lock(${sql.lit(fillLock)})`.execute(transaction)
      await mustBeEmpty(transaction, store.place, force)
      await withoutReferences(transaction, () => insertRows(transaction, file))
    })
    await migrate(store.patient)
    await sql`analyze`.execute(store.patient)
    return header
  } finally {
    await store.close()
  }
}

/** What a hub writes when it starts on an empty store with `--fleet none`. */
const madeAtStart = ['Organization', 'User', 'Meta']

async function mustBeEmpty(db: Transaction<Tables>, place: string, force: boolean): Promise<void> {
  const filled: string[] = []
  for (const table of await tableNames(db)) if ((await countRows(db, table)) > 0) filled.push(table)
  if (filled.length === 0) return
  const untouched = filled.every((table) => madeAtStart.includes(table))
  if (!untouched || !force)
    throw new StoreProblem(
      `${place} is not empty (it has rows in ${filled.join(', ')}). Restore into a new directory or database.${
        untouched ? ' Nothing has been made in it yet: --force replaces its users.' : ''
      }`,
    )
  for (const table of filled) await sql`delete from ${sql.table(table)}`.execute(db)
}

/** Rows come in any order, so references are checked only once all are stored. */
async function withoutReferences(db: Transaction<Tables>, load: () => Promise<void>): Promise<void> {
  const { rows: references } = await sql<{ table: string; name: string; definition: string }>`
    select relname as "table", conname as name, pg_get_constraintdef(pg_constraint.oid) as definition
    from pg_constraint join pg_class on pg_class.oid = conrelid
    where contype = 'f' and relnamespace = current_schema()::regnamespace order by conname`.execute(db)
  for (const { table, name } of references)
    await sql`alter table ${sql.table(table)} drop constraint ${sql.ref(name)}`.execute(db)
  await load()
  for (const { table, name, definition } of references)
    await sql`alter table ${sql.table(table)} add constraint ${sql.ref(name)} ${sql.raw(definition)}`.execute(
      db,
    )
}

const batchBytes = 4_194_304
const batchRows = 1_000

async function insertRows(db: Transaction<Tables>, file: string): Promise<void> {
  let table = ''
  let batch: string[] = []
  let bytes = 0
  const flush = async () => {
    if (batch.length > 0) await insertBatch(db, table, batch)
    batch = []
    bytes = 0
  }
  for await (const row of rowsOf(file)) {
    if (row.table !== table || batch.length >= batchRows || bytes + row.json.length > batchBytes)
      await flush()
    table = row.table
    batch.push(row.json.toString('utf8'))
    bytes += row.json.length
  }
  await flush()
}

async function insertBatch(db: Kysely<Tables>, table: string, rows: readonly string[]): Promise<void> {
  const records = sql`json_populate_recordset(null::${sql.table(table)}, ${`[${rows.join(',')}]`}::json)`
  await sql`insert into ${sql.table(table)} select * from ${records}`.execute(db)
}
