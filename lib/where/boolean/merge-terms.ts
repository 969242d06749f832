import type { Literal } from '#lib/where/ast.ts'
import type { CheckedTerm } from '#lib/where/check.ts'
import { asked } from '#lib/where/operators.ts'
import { printLiteral, printRef } from '#lib/where/print.ts'

/** One term that holds exactly where one of the two does; undefined when there is none. */
export function eitherOf(a: CheckedTerm, b: CheckedTerm): CheckedTerm | undefined {
  if (a.truth !== undefined || b.truth !== undefined || printRef(a.left) !== printRef(b.left))
    return undefined
  return oneOf(a, b) ?? unlessFalse(a, b) ?? unlessFalse(b, a)
}

/** `A = 'x' OR A IN ('y')` is `A IN ('x', 'y')`. */
function oneOf(a: CheckedTerm, b: CheckedTerm): CheckedTerm | undefined {
  return valuesOf(a) === undefined || valuesOf(b) === undefined ? undefined : anyValueOf([a, b])
}

/** Terms that name values of one attribute, as one; undefined of none. */
export function anyValueOf(terms: readonly CheckedTerm[]): CheckedTerm | undefined {
  const [first] = terms
  if (first === undefined || terms.length === 1) return first
  const literals = terms.flatMap((term) => valuesOf(term) ?? [])
  const list = [...new Map(literals.map((literal) => [printLiteral(literal), literal])).values()]
  const [only] = list
  if (only !== undefined && list.length === 1)
    return { kind: 'compare', left: first.left, op: '=', right: only, span: first.span }
  return { kind: 'in', left: first.left, not: false, list, span: first.span }
}

/** The values that an attribute has to have one of. */
export function valuesOf(term: CheckedTerm): readonly Literal[] | undefined {
  if (term.truth !== undefined || !asked[term.left.type].includes('in')) return undefined
  if (term.kind === 'in') return term.not ? undefined : term.list
  return term.kind === 'compare' && term.op === '=' && term.right.kind !== 'ref' ? [term.right] : undefined
}

/** `A != 'x' OR A IS NULL` is `A != 'x' IS NOT FALSE`: without a value the comparison is unknown. */
function unlessFalse(isNull: CheckedTerm, other: CheckedTerm): CheckedTerm | undefined {
  if (isNull.kind !== 'null' || isNull.not || other.left.each) return undefined
  const isOfItsValue = other.kind === 'in' || (other.kind === 'compare' && other.right.kind !== 'ref')
  return isOfItsValue ? { ...other, truth: { not: true, value: false } } : undefined
}

/** Whether `b` holds wherever `a` does, by their values; false when that cannot be told. */
export function implies(a: CheckedTerm, b: CheckedTerm): boolean {
  const [few, many] = [valuesOf(a), valuesOf(b)]
  if (few === undefined || many === undefined || printRef(a.left) !== printRef(b.left)) return false
  const wanted = new Set(many.map(printLiteral))
  return few.every((literal) => wanted.has(printLiteral(literal)))
}

/** Whether no entity satisfies both; false when that cannot be told. */
export function excludes(a: CheckedTerm, b: CheckedTerm): boolean {
  if (printRef(a.left) !== printRef(b.left) || a.left.each) return false
  const [left, right] = [valuesOf(a), valuesOf(b)]
  // Ids are the same in any case, numbers with any zeros in front: only text is told apart by its spelling.
  if (left === undefined || right === undefined || a.left.type !== 'string') return false
  const seen = new Set(left.map(printLiteral))
  return right.every((literal) => !seen.has(printLiteral(literal)))
}
