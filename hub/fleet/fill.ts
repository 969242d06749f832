import { type Kysely, sql } from 'kysely'
import { loadFleet } from '#hub/fleet/load.ts'
import { fillLock } from '#hub/store/fill-lock.ts'
import { addFirstAdministrator } from '#hub/store/first-administrator.ts'
import type { Tables } from '#hub/store/tables.ts'

/** Loads the fleet, or at least an administrator, into an empty store; a store with content is left as it is. */
export async function fillOnce(
  db: Kysely<Tables>,
  fleet: string,
  adminToken: string,
  tell: (line: string) => void,
): Promise<void> {
  await db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${sql.lit(fillLock)})`.execute(connection)
    try {
      await fill(connection, fleet, adminToken, tell)
    } finally {
      await sql`select pg_advisory_unlock(${sql.lit(fillLock)})`.execute(connection)
    }
  })
}

async function fill(
  db: Kysely<Tables>,
  fleet: string,
  adminToken: string,
  tell: (line: string) => void,
): Promise<void> {
  const existing = await db.selectFrom('Organization').select('OrganizationID').limit(1).execute()
  if (existing.length > 0) {
    const held = await db.selectFrom('Meta').select('Value').where('Key', '=', 'fleet').executeTakeFirst()
    if (fleet !== 'none' && held?.Value !== fleet)
      tell(
        `The data already holds ${held ? `the fleet ${held.Value}` : 'content'}; --fleet ${fleet} was not loaded.`,
      )
    return
  }
  const now = new Date()
  if (fleet === 'none') return addFirstAdministrator(db, now)
  await loadFleet(db, fleet, { now, adminToken, log: tell })
  await db.insertInto('Meta').values({ Key: 'fleet', Value: fleet }).execute()
}
