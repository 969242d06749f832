import type { RawBuilder } from 'kysely'
import { sql } from 'kysely'
import { Failure } from '#hub/access/failure.ts'
import { type Api, type Context, queryOf } from '#hub/api/http/context.ts'
import { sweptPage } from '#hub/api/http/swept-page.ts'
import type { EntityModel } from '#hub/entities/entity-model.ts'
import { fieldsOf, type Row } from '#hub/entities/fields.ts'
import { visibleSql } from '#hub/entities/visibility.ts'
import { expand, neededBy } from '#hub/query/expand.ts'
import { type ListParameters, listParameters } from '#hub/query/list-parameters.ts'
import { addViewColumns } from '#hub/query/view-columns.ts'

/** A page of `Extended<Entity>`, with `ConfigHub-Continue` when more follow. */
export async function answerList(
  api: Api,
  context: Context,
  model: EntityModel,
  scope: readonly RawBuilder<unknown>[] = [],
  parameters: ListParameters = listParameters(queryOf(context), model),
): Promise<Record<string, unknown>[]> {
  const needed = parameters.select === undefined ? [] : neededBy(model, parameters.include)
  const page = await sweptPage(api.db, context.get('caller'), model, parameters, scope, needed)
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
    select ${sql.join(fieldsOf(model, select, needed))} from ${model.from ?? sql.table(model.table)}
    where ${sql.join([...visibleSql(caller, model), ...scope], sql` and `)} limit 1`.execute(api.db)
  if (rows.length === 0) throw new Failure(404, `${model.table} not found.`)
  const [item] = await expand(api.db, caller, model, rows, include, select)
  return item ?? {}
}
