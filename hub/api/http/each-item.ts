import { failureOf, itemError } from '#hub/access/failure.ts'
import type { Context } from '#hub/api/http/context.ts'
import type { EntityModel } from '#hub/entities/entity-model.ts'
import type { Row } from '#hub/entities/fields.ts'

/** A bulk answer: one item per row, in order; 207 when some failed, each with its `Error` (contract 2.5, 2.6). */
export async function eachItem(
  context: Context,
  model: EntityModel,
  rows: readonly Row[],
  work: (row: Row) => Promise<Record<string, unknown>>,
): Promise<Response> {
  const items: Record<string, unknown>[] = []
  for (const row of rows) items.push(await itemOf(model, work, row))
  if (context.req.method === 'DELETE') {
    const gone = rows.filter((_, index) => items[index]?.Error === undefined)
    context.set(
      'deleted',
      gone.map((row) => String(row[model.id])),
    )
  }
  return context.json(items, items.some((item) => item.Error !== undefined) ? 207 : 200)
}

/** One item of a bulk answer; a refusal becomes its `Error`, a fault of the hub is thrown. */
export async function itemOf(
  model: EntityModel,
  work: (row: Row) => Promise<Record<string, unknown>>,
  row: Row,
) {
  try {
    return await work(row)
  } catch (cause) {
    const failure = failureOf(cause)
    if (failure === undefined) throw cause
    const ErrorMetadata = {
      EntityID: row[model.id],
      ...(row.Slug ? { EntitySlug: row.Slug } : {}),
      EntityType: model.table,
    }
    return { Error: { ...itemError(failure), ErrorMetadata } }
  }
}
