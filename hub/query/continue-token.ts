import { createHash } from 'node:crypto'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import { Failure } from '#hub/access/failure.ts'
import type { ColumnKind, EntityModel } from '#hub/entities/entity-model.ts'
import type { ListParameters, OrderField } from '#hub/query/list-parameters.ts'
import type { Tables } from '#hub/store/tables.ts'
import { isUuid } from '#lib/base/uuid.ts'

/** Binds a set of order keys to one request. */
export type Seal = (keys: readonly string[]) => string

/**
 * A continue token names the last row of a page by its order keys. It only fits the same list with the same
 * parameters (contract 11.16); its checksum guards against mistakes, not against forgers, who could only skip rows.
 */
export function sealOf(
  db: Kysely<Tables>,
  model: EntityModel,
  parameters: ListParameters,
  scope: readonly RawBuilder<unknown>[],
): Seal {
  const { sql: text, parameters: values } = sql`${sql.join([sql.lit(''), ...scope])}`.compile(db)
  const request = JSON.stringify([model.table, text, values, parameters.fingerprint])
  return (keys) =>
    createHash('sha256').update(request).update(JSON.stringify(keys)).digest('base64url').slice(0, 22)
}

export function writeToken(seal: Seal, keys: readonly string[]): string {
  return Buffer.from(JSON.stringify([seal(keys), ...keys])).toString('base64url')
}

export function readToken(
  token: string,
  seal: Seal,
  model: EntityModel,
  order: readonly OrderField[],
): string[] {
  const [sum, ...keys] = partsOf(token)
  const fits =
    keys.length === order.length &&
    sum === seal(keys) &&
    keys.every((key, at) => shapes[model.columns[order[at]?.column ?? model.id] ?? 'text'].test(key))
  if (fits) return keys
  throw new Failure(
    400,
    'The continue token does not belong to this request. Repeat the first page with the same parameters.',
  )
}

function partsOf(token: string): string[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'))
    return Array.isArray(parts) && parts.every((part) => typeof part === 'string') ? parts : []
  } catch {
    return []
  }
}

/** Whether PostgreSQL can cast the value back. */
const shapes: Readonly<Record<ColumnKind, { readonly test: (key: string) => boolean }>> = {
  uuid: { test: isUuid },
  optionalUuid: { test: isUuid },
  bool: /^(true|false)$/,
  text: /^[^\0]*$/,
  int: /^-?\d{1,18}$/,
  time: /^\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[-+]\d\d(:\d\d){0,2}$/,
  map: /^\{.*\}$/,
  list: /^\[.*\]$/,
  // Nothing is ordered by it.
  json: /^$/,
}
