import { type Kysely, type RawBuilder, type Selectable, sql } from 'kysely'
import type { Caller } from '#hub/access/caller.ts'
import { Failure } from '#hub/access/failure.ts'
import { hiddenSpaces } from '#hub/access/permissions.ts'
import type { EntityModel } from '#hub/entities/entity-model.ts'
import { models } from '#hub/entities/models/models.ts'
import { findRow } from '#hub/entities/rows.ts'
import { shownSql, visibleSql } from '#hub/entities/visibility.ts'
import { hiddenReasons, type ListParameters } from '#hub/query/list-parameters.ts'
import { namesHidden, selectionSql } from '#hub/query/selection.ts'
import { findView } from '#hub/query/view-columns.ts'
import type { FilterTable, Tables } from '#hub/store/tables.ts'

type Wanted = Pick<
  ListParameters,
  'where' | 'whereData' | 'resourceType' | 'contains' | 'filter' | 'view' | 'includeHidden'
>

/** All that a row has to satisfy: what the caller may see, and every selection parameter (contract 5.1). */
export async function conditionsOf(
  db: Kysely<Tables>,
  caller: Caller,
  model: EntityModel,
  wanted: Wanted,
): Promise<RawBuilder<unknown>[]> {
  const view = wanted.view === undefined ? undefined : await findView(db, caller, model, wanted.view)
  const ids = [wanted.filter, view?.FilterID ?? undefined].filter((id) => id !== undefined)
  const filters = await Promise.all(ids.map((id) => findFilter(db, caller, model, id)))
  const shown = [wanted.includeHidden, ...filters.map(({ IncludeHidden }) => hiddenReasons(IncludeHidden))]
  const all = shown.includes('*') || namesHidden(model, wanted.where)
  const hidden = hiddenSpaces(caller)
  return [
    ...visibleSql(caller, model),
    ...(all ? [] : shownSql(model, shown.flat())),
    ...selectionSql(model, wanted, hidden),
    ...filters.flatMap((filter) => filterSql(model, filter, hidden)),
  ]
}

/** Refuses a deletion without a selection: no where, no contains, and no Filter with a condition. */
export async function mustSelect(
  db: Kysely<Tables>,
  caller: Caller,
  model: EntityModel,
  wanted: Pick<Wanted, 'where' | 'whereData' | 'resourceType' | 'contains' | 'filter'>,
): Promise<void> {
  const filter = wanted.filter === undefined ? undefined : await findFilter(db, caller, model, wanted.filter)
  const conditions = [
    ...selectionSql(model, wanted),
    ...(filter === undefined ? [] : filterSql(model, filter)),
  ]
  if (conditions.length === 0)
    throw new Failure(
      400,
      `No ${model.table} entities are selected. Give where, contains or a filter with conditions; for all of them, where=${model.always.includes('Slug') ? "Slug != ''" : "CreatedAt > '1970-01-01'"}.`,
    )
}

export type FilterRow = Selectable<FilterTable>

/** A stored Filter that selects this entity. */
export async function findFilter(
  db: Kysely<Tables>,
  caller: Caller,
  model: EntityModel,
  id: string,
): Promise<FilterRow> {
  const filter = (await findRow(db, caller, models.Filter, id)) as FilterRow | undefined
  if (filter === undefined) throw new Failure(404, `filter: there is no Filter ${id}.`)
  if (filter.From !== model.table)
    throw new Failure(400, `filter: ${filter.Slug} selects ${filter.From}, not ${model.table}.`)
  return filter
}

/** The conditions of a stored Filter on a row of its entity (contract 7.2). */
export function filterSql(
  model: EntityModel,
  filter: FilterRow,
  hidden: readonly string[] = [],
): RawBuilder<unknown>[] {
  const space =
    filter.FromSpaceID === null ? [] : [sql`${sql.ref(`${model.table}.SpaceID`)} = ${filter.FromSpaceID}`]
  const { Where, WhereData, ResourceType } = filter
  const selection = { where: Where, whereData: WhereData, resourceType: ResourceType, contains: '' }
  return [...space, ...selectionSql(model, selection, hidden)]
}
