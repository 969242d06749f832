import { type Kysely, sql } from 'kysely'
import type { Caller } from '#hub/access/caller.ts'
import { Failure } from '#hub/access/failure.ts'
import { models } from '#hub/entities/models/models.ts'
import { visibleSql } from '#hub/entities/visibility.ts'
import type { Tables } from '#hub/store/tables.ts'
import type { UnitRow } from '#hub/units/write-request.ts'
import { isUuid } from '#lib/base/uuid.ts'

/** The Unit that a parameter names, if the caller can see it; otherwise 404. */
export async function visibleUnit(
  db: Kysely<Tables>,
  caller: Caller,
  id: string,
  parameter: string,
): Promise<UnitRow> {
  if (!isUuid(id)) throw new Failure(400, `${parameter}: "${id}" is neither the id of a Unit nor Self.`)
  const unit = await db
    .selectFrom('Unit')
    .selectAll()
    .where('UnitID', '=', id.toLowerCase())
    .where(sql<boolean>`${sql.join(visibleSql(caller, models.Unit), sql` and `)}`)
    .executeTakeFirst()
  if (unit === undefined) throw new Failure(404, `${parameter}: there is no Unit ${id}.`)
  return unit
}
