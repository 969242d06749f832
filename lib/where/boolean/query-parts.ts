import { unreachable } from '#lib/base/unreachable.ts'
import type { WhereResult } from '#lib/where/ast.ts'
import { type Condition, joined, printCondition, printConditions } from '#lib/where/boolean/conditions.ts'
import { readConditions } from '#lib/where/boolean/read-conditions.ts'
import { type CheckedTerm, refsOf } from '#lib/where/check.ts'
import { parseWhereData } from '#lib/where/parse-data.ts'
import { printRef, printWhereData } from '#lib/where/print.ts'
import type { CheckedRef } from '#lib/where/resolve.ts'

/** The three texts that together select units, under the names that our own routes take. */
export type QueryTexts = {
  readonly where: string
  readonly whereData: string
  readonly resourceType: string
}

/** One thing that a query demands: a condition on the unit, one on its documents, or the type of their resources. */
export type QueryPart = { readonly kind: 'where' | 'data' | 'type'; readonly text: string }

/** A part, with the queries that tell what it does. */
export type PartQueries = {
  readonly part: QueryPart
  /** The part and nothing else; a condition on documents keeps the type of resource. */
  readonly alone: QueryTexts
  readonly without: QueryTexts
  /** What the part alone keeps out, and where it is false. Absent for content, whose opposite `where_data` cannot say. */
  readonly opposite?: { readonly keptOut: QueryTexts; readonly isFalse: QueryTexts }
  /** The values that the part reads of a unit, by their names. */
  readonly reads: readonly CheckedRef[]
}

/** The parts of a query in the order of its text; all of them have to hold. */
export function partsOf(query: QueryTexts): WhereResult<readonly PartQueries[]> {
  const conditions = readConditions(query.where, 'Unit')
  if (!conditions.ok) return conditions
  const content = parseWhereData(query.whereData)
  if (!content.ok) return content
  const { all } = conditions.value
  const { terms } = content.value
  const ofUnits = all.map((condition, at): PartQueries => {
    const others = all.filter((_, other) => other !== at)
    const keptOut = [...others, ...allOf(notTrue(condition))]
    return {
      part: { kind: 'where', text: printCondition(condition) },
      alone: ofUnitsOnly([condition]),
      without: { ...query, where: printConditions({ all: others }) },
      opposite: {
        keptOut: { ...query, where: printConditions({ all: keptOut }) },
        isFalse: ofUnitsOnly(allOf(isFalse(condition))),
      },
      reads: refsIn(condition),
    }
  })
  const ofDocuments = terms.map((term, at): PartQueries => {
    const text = printWhereData({ terms: [term] })
    const others = printWhereData({ terms: terms.filter((_, other) => other !== at) })
    return {
      part: { kind: 'data', text },
      alone: { ...query, where: '', whereData: text },
      without: { ...query, whereData: others },
      reads: [],
    }
  })
  const { resourceType } = query
  const ofType: PartQueries = {
    part: { kind: 'type', text: resourceType },
    alone: { where: '', whereData: '', resourceType },
    without: { ...query, resourceType: '' },
    reads: [],
  }
  return { ok: true, value: [...ofUnits, ...ofDocuments, ...(resourceType === '' ? [] : [ofType])] }
}

function ofUnitsOnly(all: readonly Condition[]): QueryTexts {
  return { where: printConditions({ all }), whereData: '', resourceType: '' }
}

/** Each value once, in the order of the text. */
function refsIn(condition: Condition): readonly CheckedRef[] {
  const refs = termsIn(condition).flatMap((term) => refsOf(term))
  return [...new Map(refs.map((ref) => [printRef(ref), ref])).values()]
}

function termsIn(condition: Condition): readonly CheckedTerm[] {
  if (condition.kind === 'term') return [condition.term]
  return (condition.kind === 'not' ? [condition.of] : condition.of).flatMap(termsIn)
}

/**
 * True exactly where `condition` is not: where it is false, and where it is unknown.
 * @internal For tests.
 */
export function notTrue(condition: Condition): Condition {
  return is(condition, { not: true, value: true })
}

/**
 * True exactly where `condition` is false.
 * @internal For tests.
 */
export function isFalse(condition: Condition): Condition {
  return is(condition, { not: false, value: false })
}

type Truth = NonNullable<CheckedTerm['truth']>

function is(condition: Condition, truth: Truth): Condition {
  switch (condition.kind) {
    case 'term':
      return { ...condition, term: termIs(condition.term, truth) }
    case 'not':
      // NOT is true where the other is false, and the other way round.
      return is(condition.of, { ...truth, value: !truth.value })
    case 'and':
    case 'or': {
      // AND is true where all are and false where one is; OR is the reverse. "Not" swaps the two once more.
      const needsAll = (condition.kind === 'and') === (truth.value !== truth.not)
      return joined(
        needsAll ? 'and' : 'or',
        condition.of.map((each) => is(each, truth)),
      )
    }
    default:
      return unreachable(condition)
  }
}

/** A term that says itself what unknown means is never unknown, so that it can only be turned round. */
function termIs(term: CheckedTerm, truth: Truth): CheckedTerm {
  if (term.truth === undefined) return { ...term, truth }
  const isTurned = truth.value === truth.not
  return isTurned ? { ...term, truth: { ...term.truth, not: !term.truth.not } } : term
}

function allOf(condition: Condition): readonly Condition[] {
  return condition.kind === 'and' ? condition.of : [condition]
}
