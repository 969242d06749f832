import type { RawBuilder } from 'kysely'
import { sql } from 'kysely'
import { type Api, type Context, queryOf } from '#hub/api/context.ts'
import type { EntityModel } from '#hub/api/entity-model.ts'
import { expand, neededBy } from '#hub/api/expand.ts'
import { Failure } from '#hub/api/failure.ts'
import { fieldsOf, listPage, type Row } from '#hub/api/list.ts'
import { type ListParameters, listParameters } from '#hub/api/list-parameters.ts'
import { visibleSql } from '#hub/api/permissions.ts'
import { addViewColumns } from '#hub/api/view-columns.ts'

/** A page of `Extended<Entity>`, with `ConfigHub-Continue` when more follow. */
export async function answerList(
  api: Api,
  context: Context,
  model: EntityModel,
  scope: readonly RawBuilder<unknown>[] = [],
  parameters: ListParameters = listParameters(queryOf(context), model),
): Promise<Record<string, unknown>[]> {
  const needed = parameters.select === undefined ? [] : neededBy(model, parameters.include)
  const page = await listPage(api.db, context.get('caller'), model, parameters, scope, needed)
  if (page.next !== undefined) context.header('ConfigHub-Continue', page.next)
  const caller = context.get('caller')
  const items = await expand(api.db, caller, model, page.rows, parameters.include, parameters.select)
  if (parameters.view !== undefined) await addViewColumns(api.db, caller, model, parameters.view, items)
  return items
}

/** One `Extended<Entity>`, or 404. */
export async function answerOne(
  api: Api,
  context: Context,
  model: EntityModel,
  scope: readonly RawBuilder<unknown>[],
): Promise<Record<string, unknown>> {
  const query = queryOf(context)
  const { select, include } = listParameters(query, model)
  const needed = select === undefined ? [] : neededBy(model, include)
  const caller = context.get('caller')
  const { rows } = await sql<Row>`
    select ${sql.join(fieldsOf(model, select, needed))} from ${sql.table(model.table)}
    where ${sql.join([...visibleSql(caller, model), ...scope], sql` and `)} limit 1`.execute(api.db)
  if (rows.length === 0) throw new Failure(404, `${model.table} not found.`)
  const [item] = await expand(api.db, caller, model, rows, include, select)
  return item ?? {}
}
