import { type RawBuilder, sql } from 'kysely'
import { unreachable } from '#lib/base/unreachable.ts'
import { type Compare, isOrder, meaningOf, type Order } from '#lib/where/operators.ts'

const orders: Readonly<Record<Order, string>> = {
  '=': '=',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
}

/** Values that are not text have an order, and match no pattern. */
export function compareSql(
  left: RawBuilder<unknown>,
  op: Compare,
  right: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return isOrder(op) ? sql`${left} ${sql.raw(orders[op])} ${right}` : sql`false`
}

/**
 * Text is ordered by code point and its case folded by the database's rules, whatever collation a column has. Patterns
 * have no escapes, not even those that come from stored text.
 */
export function compareTextSql(
  left: RawBuilder<unknown>,
  op: Compare,
  right: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const meaning = meaningOf(op)
  switch (meaning.kind) {
    case 'equality':
      return compareSql(left, op, right)
    case 'order':
      return compareSql(sql`${left} collate "C"`, op, right)
    case 'like': {
      const like = `${meaning.not ? 'not ' : ''}${meaning.ignoresCase ? 'ilike' : 'like'}`
      return sql`${folded(left, meaning)} ${sql.raw(like)} ${right} escape ''`
    }
    case 'regex': {
      const matches = `${meaning.not ? '!' : ''}~${meaning.ignoresCase ? '*' : ''}`
      return sql`${folded(left, meaning)} ${sql.raw(matches)} ${right}`
    }
    default:
      return unreachable(meaning)
  }
}

function folded(
  text: RawBuilder<unknown>,
  { ignoresCase }: { readonly ignoresCase: boolean },
): RawBuilder<unknown> {
  return ignoresCase ? sql`${text} collate "default"` : text
}
