import { listPage, type Page } from '#hub/query/list.ts'
import { sweep } from '#hub/triggers/sweep.ts'

/**
 * One page of a list. For Units it keeps only those that fail, or pass, the Triggers that the parameters name. The page
 * is cut before it is filtered, so it may be short and still be followed by another (contract 5.1).
 */
export async function sweptPage(...asked: Parameters<typeof listPage>): Promise<Page> {
  const [db, caller, , { triggers }] = asked
  const page = await listPage(...asked)
  return triggers === undefined ? page : { ...page, rows: await sweep(db, caller, triggers, page.rows) }
}
