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
