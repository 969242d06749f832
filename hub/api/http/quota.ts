import { sql, type Transaction } from 'kysely'
import type { Caller } from '#hub/access/caller.ts'
import { Failure } from '#hub/access/failure.ts'
import type { Api } from '#hub/api/http/context.ts'
import type { EntityTable } from '#hub/entities/entity-model.ts'
import type { Tables } from '#hub/store/tables.ts'

/**
 * Refuses to create more entities than the organization may have. Concurrent requests wait until this one is stored.
 */
export async function withinQuota(
  api: Api,
  db: Transaction<Tables>,
  caller: Caller,
  table: EntityTable,
): Promise<void> {
  const quota = api.quotas[table]
  if (quota === undefined) return
  await sql`select pg_advisory_xact_lock(hashtext(${`quota ${table} ${caller.OrganizationID}`}))`.execute(db)
  const { rows } = await sql<{ count: string }>`
    select count(*) from ${sql.table(table)} where "OrganizationID" = ${caller.OrganizationID}`.execute(db)
  if (Number(rows[0]?.count) >= quota)
    throw new Failure(403, `exceeded maximum quota for entity type ${table}`)
}
