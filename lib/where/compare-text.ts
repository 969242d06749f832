import { compareText } from '#lib/base/code-point-order.ts'
import { unreachable } from '#lib/base/unreachable.ts'
import type { Literal } from '#lib/where/ast.ts'
import { compileLike } from '#lib/where/like.ts'
import { compilePattern, type Matcher } from '#lib/where/matcher.ts'
import { type Compare, isOrder, meaningOf, type Order } from '#lib/where/operators.ts'

/**
 * How text compares with text by any operator.
 * @internal For tests.
 */
export function textTest(op: Compare, wanted: string): (value: string) => boolean {
  const meaning = meaningOf(op)
  switch (meaning.kind) {
    case 'equality':
    case 'order':
      return (value) => isOrdered(compareText(value, wanted), meaning.op)
    case 'like':
      return tests(compileLike(wanted, meaning.ignoresCase), meaning.not)
    case 'regex':
      return tests(compilePattern(wanted, meaning.ignoresCase), meaning.not)
    default:
      return unreachable(meaning)
  }
}

type Text = Literal & { readonly kind: 'string' }
const known = new WeakMap<Text, (value: string) => boolean>()

/** The same for a literal of an expression, which stands in one comparison only: its pattern is read once for all rows. */
export function literalTest(op: Compare, literal: Text): (value: string) => boolean {
  const made = known.get(literal)
  if (made) return made
  const test = textTest(op, literal.value)
  known.set(literal, test)
  return test
}

const signs: Readonly<Record<Order, (sign: number) => boolean>> = {
  '=': (sign) => sign === 0,
  '!=': (sign) => sign !== 0,
  '<': (sign) => sign < 0,
  '<=': (sign) => sign <= 0,
  '>': (sign) => sign > 0,
  '>=': (sign) => sign >= 0,
}

/** What `=`, `<=` … make of a comparison that gave this sign. */
export function isOrdered(sign: number, op: Compare): boolean {
  return isOrder(op) && signs[op](sign)
}

function tests(matcher: Matcher, not: boolean): (value: string) => boolean {
  return (value) => matcher.test(value) !== not
}
