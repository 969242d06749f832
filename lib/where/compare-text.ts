import { compareText } from '#lib/base/code-point-order.ts'
import type { Compare, Literal } from '#lib/where/ast.ts'
import { compileLike } from '#lib/where/like.ts'
import { compilePattern, type Matcher } from '#lib/where/matcher.ts'

/**
 * How text compares with text by any operator.
 * @internal For tests.
 */
export function textTest(op: Compare, wanted: string): (value: string) => boolean {
  switch (op) {
    case 'LIKE':
    case '~~':
      return passes(compileLike(wanted, false))
    case 'NOT LIKE':
    case '!~~':
      return fails(compileLike(wanted, false))
    case 'ILIKE':
      return passes(compileLike(wanted, true))
    case '~':
      return passes(compilePattern(wanted, false))
    case '~*':
      return passes(compilePattern(wanted, true))
    case '!~':
      return fails(compilePattern(wanted, false))
    case '!~*':
      return fails(compilePattern(wanted, true))
    default:
      return (value) => isOrdered(compareText(value, wanted), op)
  }
}

type Text = Literal & { readonly kind: 'string' }
const tests = new WeakMap<Text, (value: string) => boolean>()

/** The same for a literal of an expression, which stands in one comparison only: its pattern is read once for all rows. */
export function literalTest(op: Compare, literal: Text): (value: string) => boolean {
  const known = tests.get(literal)
  if (known) return known
  const test = textTest(op, literal.value)
  tests.set(literal, test)
  return test
}

/** What `=`, `<=` … make of a comparison that gave this sign. */
export function isOrdered(sign: number, op: Compare): boolean {
  switch (op) {
    case '=':
      return sign === 0
    case '!=':
      return sign !== 0
    case '<':
      return sign < 0
    case '<=':
      return sign <= 0
    case '>':
      return sign > 0
    case '>=':
      return sign >= 0
    default:
      return false
  }
}

function passes(matcher: Matcher): (value: string) => boolean {
  return (value) => matcher.test(value)
}

function fails(matcher: Matcher): (value: string) => boolean {
  return (value) => !matcher.test(value)
}
