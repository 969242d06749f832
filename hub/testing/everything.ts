import { type Kysely, sql } from 'kysely'
import type { Tables } from '#hub/store/tables.ts'

/** Every row of every table, for tests: two equal answers mean that nothing at all was stored in between. */
export async function everythingIn(db: Kysely<Tables>): Promise<string[]> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = current_schema() and table_type = 'BASE TABLE' order by 1`.execute(db)
  const lines: string[] = []
  for (const { name } of tables) {
    const { rows } = await sql<{
      line: string
    }>`select t::text as line from ${sql.table(name)} t order by 1`.execute(db)
    lines.push(...rows.map(({ line }) => `${name} ${line}`))
  }
  return lines
}
