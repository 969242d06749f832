import type { CheckedTerm } from '#lib/where/check.ts'
import { isCompare, isOrder, oppositeOf } from '#lib/where/operators.ts'

/**
 * The term that is true exactly where this one is false. What is unknown stays unknown: NOT of it selects nothing either.
 */
export function negated(term: CheckedTerm): CheckedTerm {
  if (term.truth !== undefined) return { ...term, truth: { ...term.truth, not: !term.truth.not } }
  return opposite(term) ?? { ...term, truth: { not: false, value: false } }
}

/** The opposite operator asks the same only of one value: of a list, some element may satisfy both. */
function opposite(term: CheckedTerm): CheckedTerm | undefined {
  if (term.left.each) return undefined
  if (term.kind === 'in' || term.kind === 'null') return { ...term, not: !term.not }
  if (term.kind === 'has') return undefined
  const op = oppositeOf(term.op)
  if (op === undefined) return undefined
  if (term.kind === 'len') return isOrder(op) ? { ...term, op } : undefined
  return isCompare(op) ? { ...term, op } : undefined
}
