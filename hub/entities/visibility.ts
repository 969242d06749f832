import { type RawBuilder, sql } from 'kysely'
import type { Caller } from '#hub/access/caller.ts'
import { hiddenSpaces, viewing } from '#hub/access/permissions.ts'
import { canHide, type EntityModel } from '#hub/entities/entity-model.ts'

/** The rows that the caller may see: of their organization, not in a Space hidden from them, and not hidden themselves. */
export function visibleSql(caller: Caller, model: EntityModel): RawBuilder<unknown>[] {
  const conditions = [sql`${sql.ref(`${model.table}.OrganizationID`)} = ${caller.OrganizationID}`]
  const hidden = hiddenSpaces(caller)
  if (hidden.length > 0 && Object.hasOwn(model.columns, 'SpaceID'))
    conditions.push(sql`${sql.ref(`${model.table}.SpaceID`)} <> all(${hidden}::uuid[])`)
  if (model.table === 'ServiceAccount' && caller.OrgRole !== 'admin')
    conditions.push(viewableSql(caller, sql.ref(`${model.table}.Permissions`)))
  return conditions
}

/** The rows whose Permissions let the caller see them, by the rule of `mayWith` for View. */
function viewableSql(caller: Caller, permissions: RawBuilder<unknown>): RawBuilder<unknown> {
  const byRole = caller.OrgRole === 'none' ? sql`false` : sql`not jsonb_exists(${permissions}, 'View')`
  return sql`(${byRole} or exists (
    select 1 from jsonb_each(${permissions}) as listed
    where listed.key = any(${viewing}::text[])
      and (listed.value -> 'UserIDs' ->> ${caller.UserID}::text = 'true'
        or exists (select 1 from unnest(${caller.GroupIDs}::text[]) as member
          where listed.value -> 'GroupIDs' ->> member = 'true'))))`
}

/** Rows that nobody has hidden (`HiddenReason`, contract 4.1), or for one of these reasons. */
export function shownSql(model: EntityModel, reasons: readonly string[]): RawBuilder<unknown>[] {
  if (!canHide(model)) return []
  return [sql`${sql.ref(`${model.table}.HiddenReason`)} = any(${['', ...reasons]}::text[])`]
}
