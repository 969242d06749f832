import { isUuid } from '#lib/base/uuid.ts'
import type { Literal, Ref, Span, WhereResult } from '#lib/where/ast.ts'
import { type Compare, isOrder, kindOf } from '#lib/where/operators.ts'
import { addedByRepetition, checkPattern } from '#lib/where/pattern.ts'
import { article, type CheckedRef, nameOf } from '#lib/where/resolve.ts'
import { fail, failAt } from '#lib/where/tokens.ts'

const maxPatternLength = 1024

// There is no year 0 in PostgreSQL's calendar.
const timePattern = /^(?!0000)\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d{1,9})?Z?)?$/

/** Whether a value is of the kind that the attribute has. */
export function checkLiteral(left: CheckedRef, literal: Literal): WhereResult<undefined> {
  const { start, end } = literal.span
  const wrong = (expected: string) =>
    fail(start, end, `${nameOf(left)} is ${article(left.type)}: compare it with ${expected}.`)
  switch (left.type) {
    case 'int':
      return literal.kind === 'int' ? fine : wrong('a number without quotes')
    case 'bool':
      return literal.kind === 'bool' ? fine : wrong('true or false')
    case 'uuid':
      return literal.kind === 'string' && isUuid(literal.value) ? fine : wrong('an id in single quotes')
    case 'time':
      return literal.kind === 'string' && isTime(literal.value)
        ? fine
        : wrong("a time in single quotes, such as '2026-01-31' or '2026-01-31T08:00:00Z'")
    default:
      return literal.kind === 'string' ? fine : wrong('text in single quotes')
  }
}

const fine: WhereResult<undefined> = { ok: true, value: undefined }

function isTime(text: string): boolean {
  if (!timePattern.test(text)) return false
  const date = new Date(`${text.slice(0, 10)}T00:00:00Z`)
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text.slice(0, 10)) return false
  return text.length === 10 || !Number.isNaN(new Date(text.endsWith('Z') ? text : `${text}Z`).getTime())
}

/** Limits of LIKE patterns and regular expressions. */
export function checkIfPattern(op: Compare, literal: Literal): WhereResult<undefined> {
  if (literal.kind !== 'string' || isOrder(op)) return fine
  const { start, end } = literal.span
  if (literal.value.length > maxPatternLength)
    return fail(start, end, `A pattern has at most ${maxPatternLength} characters.`)
  if (kindOf(op) !== 'regex') return fine
  const wrong = checkPattern(literal.value)
  return wrong === undefined ? fine : fail(start + 1 + wrong.at, start + 2 + wrong.at, wrong.message)
}

const maxAdded = 600

type PatternTerm = {
  readonly span: Span
  readonly kind: string
  readonly op?: Compare
  readonly right?: Literal | Ref
}

/** Limit of all regular expressions of a query together: each costs a database as much as the others. */
export function checkRepetitions(terms: readonly PatternTerm[]): WhereResult<undefined> {
  let added = 0
  for (const { span, op, right } of terms) {
    if (op === undefined || kindOf(op) !== 'regex' || right?.kind !== 'string') continue
    added += addedByRepetition(right.value)
    if (added > maxAdded)
      return failAt(
        span,
        `The repetitions of all patterns together, written out, have at most ${maxAdded} characters.`,
      )
  }
  return fine
}
