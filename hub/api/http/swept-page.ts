import type { Kysely, RawBuilder } from 'kysely'
import type { Caller } from '#hub/access/caller.ts'
import type { EntityModel } from '#hub/entities/entity-model.ts'
import { listPage, type Page } from '#hub/query/list.ts'
import type { ListParameters } from '#hub/query/list-parameters.ts'
import type { Tables } from '#hub/store/tables.ts'
import { sweep } from '#hub/triggers/sweep.ts'

/**
 * One page of a list. For Units it keeps only those that fail, or pass, the Triggers that the parameters name. The page
 * is cut before it is filtered, so it may be short and still be followed by another (contract 5.1).
 */
export async function sweptPage(
  db: Kysely<Tables>,
  caller: Caller,
  model: EntityModel,
  parameters: ListParameters,
  scope: readonly RawBuilder<unknown>[] = [],
  extra: readonly string[] = [],
): Promise<Page> {
  const page = await listPage(db, caller, model, parameters, scope, extra)
  const { triggers } = parameters
  return triggers === undefined ? page : { ...page, rows: await sweep(db, caller, triggers, page.rows) }
}
