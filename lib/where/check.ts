import { unreachable } from '#lib/base/unreachable.ts'
import type { Literal, Ref, Term, Where, WhereResult } from '#lib/where/ast.ts'
import { type Entity, isMap } from '#lib/where/attributes.ts'
import { checkIfPattern, checkLiteral, checkRepetitions } from '#lib/where/check-literal.ts'
import { asked, compares, kindOf } from '#lib/where/operators.ts'
import { parseWhere } from '#lib/where/parse.ts'
import {
  article,
  type CheckedRef,
  mustBeScalar,
  nameOf,
  resolve,
  resolveRight,
  type Scope,
} from '#lib/where/resolve.ts'
import { failAt } from '#lib/where/tokens.ts'

type Checked<T> = T extends { right: Literal | Ref }
  ? Omit<T, 'left' | 'right'> & { readonly left: CheckedRef; readonly right: Literal | CheckedRef }
  : T extends { left: Ref }
    ? Omit<T, 'left'> & { readonly left: CheckedRef }
    : T

export type CheckedTerm = Checked<Term>
/** A conjunction that the server will accept for `entity`. */
export type CheckedWhere = { readonly entity: Entity; readonly terms: readonly CheckedTerm[] }

export const maxTerms = 100
const maxListValues = 1000

/** Parses and checks: what the server would answer 400 to, with place and reason. */
export function readWhere(text: string, entity: Entity): WhereResult<CheckedWhere> {
  const where = parseWhere(text)
  return where.ok ? checkWhere(where.value, entity, text) : where
}

/** Checks attributes, types, operators and limits (contract 6.1, 6.2). `text` lets a repair be offered. */
function checkWhere(where: Where, entity: Entity, text = ''): WhereResult<CheckedWhere> {
  const extra = where.terms[maxTerms]
  if (extra) return failAt(extra.span, `At most ${maxTerms} conditions; this is one more.`)
  const terms: CheckedTerm[] = []
  for (const term of where.terms) {
    const checked = checkTerm(term, { entity, text })
    if (!checked.ok) return checked
    terms.push(checked.value)
  }
  const few = checkRepetitions(terms)
  return few.ok ? { ok: true, value: { entity, terms } } : few
}

/** Checks one condition; `scope` lets a repair be offered. */
export function checkTerm(term: Term, scope: Scope): WhereResult<CheckedTerm> {
  const left = resolve(term.left, scope)
  if (!left.ok) return left
  switch (term.kind) {
    case 'compare':
      return checkCompare({ ...term, left: left.value }, term.right, scope)
    case 'in':
      return checkIn({ ...term, left: left.value })
    case 'null':
      return { ok: true, value: { ...term, left: left.value } }
    case 'has':
      return checkHas({ ...term, left: left.value })
    case 'len':
      return checkLength({ ...term, left: left.value }, term.right, scope)
    default:
      return unreachable(term)
  }
}

type CompareTerm = Extract<CheckedTerm, { kind: 'compare' }>

function checkCompare(
  term: Omit<CompareTerm, 'right'>,
  right: Literal | Ref,
  scope: Scope,
): WhereResult<CheckedTerm> {
  const { left, op } = term
  const scalar = mustBeScalar(left)
  if (!scalar.ok) return scalar
  if (!asked[left.type].includes(kindOf(op)))
    return failAt(
      term.span,
      `${nameOf(left)} is ${article(left.type)}: ${op} does not apply. Use ${compares.filter((other) => asked[left.type].includes(kindOf(other))).join(' ')}.`,
    )
  if (right.kind !== 'ref') {
    const fits = checkLiteral(left, right)
    if (!fits.ok) return fits
    const pattern = checkIfPattern(op, right)
    return pattern.ok ? { ok: true, value: { ...term, right } } : pattern
  }
  if (kindOf(op) === 'regex')
    return failAt(right.span, 'A regular expression is written out, in single quotes.')
  const other = resolveRight(right, scope)
  if (!other.ok) return other
  if (other.value.type !== left.type)
    return failAt(
      right.span,
      `${nameOf(left)} is ${article(left.type)}, ${nameOf(other.value)} is ${article(other.value.type)}: they cannot be compared.`,
    )
  return { ok: true, value: { ...term, right: other.value } }
}

function checkIn(term: Extract<CheckedTerm, { kind: 'in' }>): WhereResult<CheckedTerm> {
  const scalar = mustBeScalar(term.left)
  if (!scalar.ok) return scalar
  const { type } = term.left
  if (!asked[type].includes('in'))
    return failAt(term.span, `${nameOf(term.left)} is ${article(type)}: IN does not apply.`)
  const extra = term.list[maxListValues]
  if (extra) return failAt(extra.span, `At most ${maxListValues} values in a list; this is one more.`)
  for (const literal of term.list) {
    const fits = checkLiteral(term.left, literal)
    if (!fits.ok) return fits
  }
  return { ok: true, value: term }
}

function checkHas(term: Extract<CheckedTerm, { kind: 'has' }>): WhereResult<CheckedTerm> {
  const { type } = term.left
  if (term.left.key === undefined && asked[type].includes('has')) return { ok: true, value: term }
  return failAt(
    term.span,
    `${nameOf(term.left)} is ${article(type)}: ? tests a map for a key and a list for an element.`,
  )
}

function checkLength(
  term: Omit<Extract<CheckedTerm, { kind: 'len' }>, 'right'>,
  right: Literal | Ref,
  scope: Scope,
): WhereResult<CheckedTerm> {
  const { left } = term
  const long =
    left.key === undefined && (isMap(left.type) || left.type === 'uuidArray' || left.type === 'objectList')
  if (!long)
    return failAt(
      left.span,
      `LEN counts the entries of a map or a list; ${nameOf(left)} is ${article(left.type)}.`,
    )
  if (right.kind === 'int') return { ok: true, value: { ...term, right } }
  if (right.kind !== 'ref') return failAt(right.span, 'LEN is compared with a number.')
  const other = resolveRight(right, scope)
  if (!other.ok) return other
  if (other.value.type !== 'int') return failAt(right.span, 'LEN is compared with a number.')
  return { ok: true, value: { ...term, right: other.value } }
}

/** The attributes that a term reads: the one it is about, and the one it compares with. */
export function refsOf(term: CheckedTerm): readonly CheckedRef[]
export function refsOf(term: Term): readonly Ref[]
export function refsOf(term: Term | CheckedTerm): readonly (Ref | CheckedRef)[] {
  switch (term.kind) {
    case 'compare':
    case 'len':
      return term.right.kind === 'ref' ? [term.left, term.right] : [term.left]
    case 'in':
    case 'null':
    case 'has':
      return [term.left]
    default:
      return unreachable(term)
  }
}
