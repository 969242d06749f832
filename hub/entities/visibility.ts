import { type RawBuilder, sql } from 'kysely'
import type { Caller } from '#hub/access/caller.ts'
import { hiddenSpaces } from '#hub/access/permissions.ts'
import { canHide, type EntityModel } from '#hub/entities/entity-model.ts'

/** The rows that the caller may see: of their organization, and in no Space that is hidden from them. */
export function visibleSql(caller: Caller, model: EntityModel): RawBuilder<unknown>[] {
  const conditions = [sql`${sql.ref(`${model.table}.OrganizationID`)} = ${caller.OrganizationID}`]
  const hidden = hiddenSpaces(caller)
  if (hidden.length > 0 && Object.hasOwn(model.columns, 'SpaceID'))
    conditions.push(sql`${sql.ref(`${model.table}.SpaceID`)} <> all(${hidden}::uuid[])`)
  return conditions
}

/** Rows that nobody has hidden (`HiddenReason`, contract 4.1), or for one of these reasons. */
export function shownSql(model: EntityModel, reasons: readonly string[]): RawBuilder<unknown>[] {
  if (!canHide(model)) return []
  return [sql`${sql.ref(`${model.table}.HiddenReason`)} = any(${['', ...reasons]}::text[])`]
}
