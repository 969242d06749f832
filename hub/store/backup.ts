import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { type Kysely, sql, type Transaction } from 'kysely'
import { type BackupHeader, backupFormat } from '#hub/store/backup-format.ts'
import { migrationOf } from '#hub/store/migrate.ts'
import { StoreProblem } from '#hub/store/problem.ts'
import type { Store } from '#hub/store/store.ts'
import type { Tables } from '#hub/store/tables.ts'

/**
 * Writes all rows of a store, as they were at one moment, into a new file that only this user may read. On PostgreSQL
 * writers continue meanwhile; on PGlite, which has one connection, they wait until the file is written.
 */
export async function writeBackup({ patient }: Pick<Store, 'patient'>, file: string): Promise<BackupHeader> {
  return patient.transaction().execute(async (transaction) => {
    await sql`set transaction isolation level repeatable read, read only`.execute(transaction)
    // Rows are printed independently of this server's time zone and byte format, so that any server can read them.
    await sql`set local timezone to 'UTC'`.execute(transaction)
    await sql`set local bytea_output to 'hex'`.execute(transaction)
    const header = await headerOf(transaction)
    await pipeline(
      linesOf(transaction, header),
      createGzip({ level: 3 }),
      createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true }),
    )
    return header
  })
}

/** The hub's own tables, in the order of their names. */
export async function tableNames(db: Kysely<Tables>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class
    where relkind = 'r' and relnamespace = current_schema()::regnamespace and relname not like 'kysely\\_%'
    order by relname`.execute(db)
  return rows.map(({ name }) => name)
}

export async function countRows(db: Kysely<Tables>, table: string): Promise<number> {
  const { rows } = await sql<{ count: string | number }>`
    select count(*) as count from ${sql.table(table)}`.execute(db)
  return Number(rows[0]?.count)
}

async function headerOf(db: Kysely<Tables>): Promise<BackupHeader> {
  const migration = await migrationOf(db)
  if (migration === undefined) throw new StoreProblem('This database holds no data of a hub.')
  const tables: BackupHeader['tables'] = []
  for (const name of await tableNames(db)) tables.push({ name, rows: await countRows(db, name) })
  return { format: backupFormat, migration, createdAt: new Date().toISOString(), tables }
}

async function* linesOf(db: Transaction<Tables>, header: BackupHeader): AsyncGenerator<string> {
  const hash = createHash('sha256')
  const hashed = (text: string) => {
    hash.update(text)
    return text
  }
  yield hashed(`${JSON.stringify(header)}\n`)
  for (const table of header.tables) {
    for await (const rows of rowsOf(db, table)) {
      yield hashed(rows.map((row) => `${row.replaceAll('\n', ' ')}\n`).join(''))
    }
  }
  yield `${JSON.stringify({ sha256: hash.digest('hex') })}\n`
}

const smallRowBytes = 65_536
const smallRowsAtOnce = 250

/** Small rows by the hundred, then large ones (a document may have 64 MiB) one by one, so that memory stays bounded. */
async function* rowsOf(db: Transaction<Tables>, table: BackupHeader['tables'][number]) {
  let read = 0
  for (const [comparison, atOnce] of [['<=', smallRowsAtOnce] as const, ['>', 1] as const]) {
    if (read === table.rows) return
    await sql`declare backup no scroll cursor for
      select json from (select row_to_json(t)::text as json from ${sql.table(table.name)} as t offset 0) as printed
      where octet_length(json) ${sql.raw(comparison)} ${sql.lit(smallRowBytes)}`.execute(db)
    for (;;) {
      const { rows } = await sql<{ json: string }>`fetch ${sql.lit(atOnce)} from backup`.execute(db)
      if (rows.length === 0) break
      read += rows.length
      yield rows.map(({ json }) => json)
    }
    await sql`close backup`.execute(db)
  }
}
