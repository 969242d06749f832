import { sql, type Transaction } from 'kysely'
import type { Tables } from '#hub/store/tables.ts'

/** Locks Units before their Revisions and in one order, as all writers do, so that there are no deadlocks. */
export async function lockUnits(
  db: Transaction<Tables>,
  of: readonly { readonly UnitID: string }[],
): Promise<void> {
  const units = of.map(({ UnitID }) => UnitID)
  await sql`select 1 from "Unit" where "UnitID" = any(${units}::uuid[]) order by "UnitID" for update`.execute(
    db,
  )
}
