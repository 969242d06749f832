import { unreachable } from '#lib/base/unreachable.ts'
import type { Span } from '#lib/where/ast.ts'
import type { Entity } from '#lib/where/attributes.ts'
import type { CheckedTerm } from '#lib/where/check.ts'
import { printTerm } from '#lib/where/print.ts'

// Hubdeck's own layer over `where`: conditions with OR, NOT and parentheses. ConfigHub takes neither (contract 6.1); a
// call plan says the same in calls that it does take.

export type Condition = { readonly span: Span } & (
  | { readonly kind: 'term'; readonly term: CheckedTerm }
  | { readonly kind: 'not'; readonly of: Condition }
  /** At least two; none of them is of the same kind. */
  | { readonly kind: 'and' | 'or'; readonly of: readonly Condition[] }
)

/** What a text asks of `entity`: all of these have to hold. None selects everything. */
export type Conditions = { readonly entity: Entity; readonly all: readonly Condition[] }

/** The one canonical text: reading it gives the same conditions. */
export function printConditions({ all }: Pick<Conditions, 'all'>): string {
  // A single alternative needs no parentheses, because nothing stands beside it.
  return all.map((condition) => printCondition(condition, all.length > 1 ? 'and' : 'or')).join(' AND ')
}

/** How tightly what stands around a condition binds. */
type Around = 'or' | 'and' | 'not'

export function printCondition(condition: Condition, around: Around = 'and'): string {
  switch (condition.kind) {
    case 'term':
      return printTerm(condition.term)
    case 'not':
      return `NOT ${printCondition(condition.of, 'not')}`
    case 'and':
      return inParentheses(
        condition.of.map((each) => printCondition(each, 'and')).join(' AND '),
        around === 'not',
      )
    case 'or':
      return inParentheses(
        condition.of.map((each) => printCondition(each, 'or')).join(' OR '),
        around !== 'or',
      )
    default:
      return unreachable(condition)
  }
}

function inParentheses(text: string, isNeeded: boolean): string {
  return isNeeded ? `(${text})` : text
}

/** The terms, when nothing but AND joins them: what ConfigHub takes as it is. */
export function termsOf({ all }: Pick<Conditions, 'all'>): readonly CheckedTerm[] | undefined {
  const terms = all.flatMap((condition) => (condition.kind === 'term' ? [condition.term] : []))
  return terms.length === all.length ? terms : undefined
}

/** Joined, with those of the same kind taken in: `A AND (B AND C)` is three conditions. */
export function joined(kind: 'and' | 'or', parts: readonly Condition[]): Condition {
  const of = parts.flatMap((part) => (part.kind === kind ? part.of : [part]))
  const [first, last] = [of[0], of.at(-1)]
  if (first === undefined || last === undefined) throw new Error(`${kind} of nothing`)
  return of.length === 1 ? first : { kind, of, span: { start: first.span.start, end: last.span.end } }
}
