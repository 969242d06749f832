import { unreachable } from '#lib/base/unreachable.ts'
import { lowerId } from '#lib/base/uuid.ts'
import type { Literal } from '#lib/where/ast.ts'
import type { AttributeType, Entity } from '#lib/where/attributes.ts'
import type { Condition, Conditions } from '#lib/where/boolean/conditions.ts'
import type { CheckedTerm, CheckedWhere } from '#lib/where/check.ts'
import { isOrdered, literalTest, textTest } from '#lib/where/compare-text.ts'
import type { Compare } from '#lib/where/operators.ts'
import type { CheckedRef } from '#lib/where/resolve.ts'
import { attributeValue, fieldValue, type Row, type Value } from '#lib/where/testing/attribute-value.ts'
import { microseconds } from '#lib/where/testing/time.ts'

/** The entity or entities that a prefix (`Space`, `Tags`) reaches from the row; `undefined` = there is none. */
export type Related = (relation: string) => Row | readonly Row[] | undefined

/** SQL's three values: `undefined` is unknown. */
type Truth = boolean | undefined

/**
 * Whether a checked expression selects an entity, given as the API answers it (contract 6.1). Selects what the
 * hub's SQL selects; a property test holds the two together.
 */
export function matchWhere(where: CheckedWhere, row: Row, related: Related): boolean {
  const { entity } = where
  return where.terms.every((term) => termTruth(term, { entity, row, related }) === true)
}

/** Whether conditions with OR, NOT and parentheses select an entity: those whose truth is known, and true. */
export function matchConditions({ entity, all }: Conditions, row: Row, related: Related): boolean {
  return all.every((condition) => conditionTruth(condition, { entity, row, related }) === true)
}

function conditionTruth(condition: Condition, scope: Scope): Truth {
  switch (condition.kind) {
    case 'term':
      return termTruth(condition.term, scope)
    case 'not': {
      const truth = conditionTruth(condition.of, scope)
      return truth === undefined ? undefined : !truth
    }
    case 'and':
    case 'or': {
      // One that is false decides AND, one that is true decides OR; otherwise one unknown makes the whole unknown.
      const truths = condition.of.map((each) => conditionTruth(each, scope))
      const deciding = condition.kind === 'or'
      if (truths.includes(deciding)) return deciding
      return truths.includes(undefined) ? undefined : !deciding
    }
    default:
      return unreachable(condition)
  }
}

type Scope = { readonly entity: Entity; readonly row: Row; readonly related: Related }

function termTruth(term: CheckedTerm, scope: Scope): Truth {
  const truth = truthOf(term, scope)
  if (term.truth === undefined) return truth
  return (truth === term.truth.value) !== term.truth.not
}

/** Of a list (`Tags.*.Slug`) some element has to satisfy the comparison, so that it is never unknown. */
function truthOf(term: CheckedTerm, scope: Scope): Truth {
  const { left } = term
  if (!left.each) return compare(term, single(left, scope), scope)
  const elements = left.field === undefined ? many(left, scope) : attributeValue(whole(left), scope.row)
  if (!Array.isArray(elements)) return false
  return elements.some((element) => {
    const value = left.field === undefined ? attributeValue(left, element) : fieldValue(left, element)
    return compare(term, value, scope) === true
  })
}

function whole({ field: _, key: __, ...ref }: CheckedRef): CheckedRef {
  return { ...ref, type: ref.attributeType }
}

function many({ relation = '' }: CheckedRef, scope: Scope): readonly Row[] {
  const found = scope.related(relation)
  return found === undefined ? [] : isMany(found) ? found : [found]
}

function single(ref: CheckedRef, { entity, row, related }: Scope): Value {
  const isSelf = ref.relation === entity && ref.of === entity
  if (ref.relation === undefined || isSelf) return attributeValue(ref, row)
  const found = related(ref.relation)
  return attributeValue(ref, found !== undefined && isMany(found) ? found[0] : found)
}

function isMany(found: Row | readonly Row[]): found is readonly Row[] {
  return Array.isArray(found)
}

function compare(term: CheckedTerm, left: Value, scope: Scope): Truth {
  switch (term.kind) {
    case 'null':
      return (left === undefined) !== term.not
    case 'compare':
      if (term.right.kind === 'string' && term.left.type === 'string' && typeof left === 'string')
        return literalTest(term.op, term.right)(left)
      return compareValues(left, term.op, rightOf(term.right, term.left.type, scope))
    case 'in': {
      if (left === undefined) return undefined
      const listed = term.list.some((literal) => literalValue(literal, term.left.type) === left)
      return listed !== term.not
    }
    case 'has':
      return has(left, term.value.value, term.left.type)
    case 'len':
      return compareValues(lengthOf(left), term.op, rightOf(term.right, 'int', scope))
    default:
      return unreachable(term)
  }
}

function rightOf(right: Literal | CheckedRef, type: AttributeType, scope: Scope): Value {
  return right.kind === 'ref' ? single(right, scope) : literalValue(right, type)
}

function literalValue(literal: Literal, type: AttributeType): Value {
  if (literal.kind !== 'string') return literal.value
  if (type === 'uuid') return literal.value.toLowerCase()
  return type === 'time' ? microseconds(literal.value) : literal.value
}

function compareValues(left: Value, op: Compare, right: Value): Truth {
  if (left === undefined || right === undefined) return undefined
  if (typeof left === 'string' && typeof right === 'string') return textTest(op, right)(left)
  if (left === right) return isOrdered(0, op)
  return isOrdered(left < right ? -1 : 1, op)
}

/** A key of a map or an element of a list; ids in any case. */
function has(value: Value, wanted: string, type: AttributeType): Truth {
  if (Array.isArray(value)) return value.includes(wanted.toLowerCase())
  if (typeof value !== 'object') return undefined
  return Object.hasOwn(value, type === 'uuidMap' ? lowerId(wanted) : wanted)
}

function lengthOf(value: Value): number | undefined {
  if (Array.isArray(value)) return value.length
  return typeof value === 'object' ? Object.keys(value).length : undefined
}
