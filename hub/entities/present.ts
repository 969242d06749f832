import type { EntityModel } from '#hub/entities/entity-model.ts'

/** A row of an entity as the API answers it, without the columns that are the hub's own. */
export function presentEntity(
  model: EntityModel,
  row: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const answer = present(row)
  for (const name of model.internal ?? []) delete answer[name]
  return answer
}

/** A row as the API returns it: empty fields left out, times in RFC 3339 UTC (contract 4). */
export function present(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const answer: Record<string, unknown> = {}
  for (const key in row) {
    const value = row[key]
    if (value === null || value === undefined || value === '' || value === 0 || value === false) continue
    if (value instanceof Date) answer[key] = value.toISOString()
    else if (typeof value !== 'object' || !isEmpty(value)) answer[key] = value
  }
  return answer
}

function isEmpty(value: object): boolean {
  for (const _ in value) return false
  return true
}
