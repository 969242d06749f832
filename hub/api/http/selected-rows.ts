import { type Api, type Context, queryOf } from '#hub/api/http/context.ts'
import { sweptPage } from '#hub/api/http/swept-page.ts'
import type { EntityModel } from '#hub/entities/entity-model.ts'
import type { Row } from '#hub/entities/fields.ts'
import { mustSelect } from '#hub/query/conditions.ts'
import { listParameters } from '#hub/query/list-parameters.ts'

/**
 * The rows that a bulk operation applies to; the next page follows in `ConfigHub-Continue`. Deleting everything has to
 * be requested explicitly: a missing or empty selection must not mean everything.
 */
export async function selectedRows(api: Api, context: Context, model: EntityModel): Promise<Row[]> {
  const caller = context.get('caller')
  const parameters = listParameters(queryOf(context), model)
  if (context.req.method === 'DELETE') await mustSelect(api.db, caller, model, parameters)
  const page = await sweptPage(api.db, caller, model, parameters)
  if (page.next !== undefined) context.header('ConfigHub-Continue', page.next)
  return page.rows
}
