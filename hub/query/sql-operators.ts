import { type RawBuilder, sql } from 'kysely'
import type { Compare } from '#lib/where/ast.ts'

/** SQL spellings; `~~` and its kin are PostgreSQL's own names for LIKE. */
export const sqlOperators: Readonly<Record<Compare, string>> = {
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
  '=': '=',
  '!=': '<>',
  LIKE: '~~',
  'NOT LIKE': '!~~',
  ILIKE: '~~*',
  '~~': '~~',
  '!~~': '!~~',
  '~': '~',
  '~*': '~*',
  '!~': '!~',
  '!~*': '!~*',
}

const likes: Partial<Record<Compare, string>> = {
  LIKE: 'like',
  '~~': 'like',
  'NOT LIKE': 'not like',
  '!~~': 'not like',
  ILIKE: 'ilike',
}

/**
 * Text is ordered by code point, and upper and lower case are the database's own, whatever collation a column has.
 * No pattern has an escape, also where it comes from stored text.
 */
export function compareTextSql(
  left: RawBuilder<unknown>,
  op: Compare,
  right: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const text = sql`${left}${sql.raw(collationOf(op))}`
  const like = likes[op]
  if (like !== undefined) return sql`${text} ${sql.raw(like)} ${right} escape ''`
  return sql`${text} ${sql.raw(sqlOperators[op])} ${right}`
}

function collationOf(op: Compare): string {
  if (op === 'ILIKE' || op === '~*' || op === '!~*') return ' collate "default"'
  return /[<>]/.test(op) ? ' collate "C"' : ''
}
