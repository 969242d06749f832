import type { WhereResult } from '#lib/where/ast.ts'
import type { Entity } from '#lib/where/attributes.ts'
import { type Alternative, alternativesOf } from '#lib/where/boolean/alternatives.ts'
import { type Conditions, termsOf } from '#lib/where/boolean/conditions.ts'
import { isBeyondConfigHub, readConditions } from '#lib/where/boolean/read-conditions.ts'
import { type CheckedTerm, maxTerms } from '#lib/where/check.ts'
import { checkRepetitions } from '#lib/where/check-literal.ts'
import { maxEncodedWhere } from '#lib/where/longest-where.ts'
import { printWhere } from '#lib/where/print.ts'
import { fail, failAt } from '#lib/where/tokens.ts'

/**
 * How many calls one query may become: each is a query of its own to ConfigHub.
 * @internal For tests.
 */
export const maxCalls = 16

/**
 * The `where` texts that together select what the conditions do: an entity belongs to the query when one of them returns
 * it. None when no entity can satisfy the conditions. More calls than `maxCalls` are refused, never shortened.
 */
export function callPlan(conditions: Conditions): WhereResult<readonly string[]> {
  const terms = termsOf(conditions)
  if (terms !== undefined) return asked([terms], conditions)
  const alternatives = alternativesOf(conditions)
  if (alternatives === undefined || alternatives.length > maxCalls) return tooMany(alternatives, conditions)
  return asked(
    alternatives.map((alternative) => [...alternative.values()]),
    conditions,
  )
}

/** The same for a text. What ConfigHub has to refuse goes to it as it is, for its own words. */
export function callsOf(text: string, entity: Entity): WhereResult<readonly string[]> {
  if (!isBeyondConfigHub(text)) return { ok: true, value: [text] }
  const read = readConditions(text, entity)
  return read.ok ? callPlan(read.value) : read
}

function asked(
  calls: readonly (readonly CheckedTerm[])[],
  conditions: Conditions,
): WhereResult<readonly string[]> {
  for (const terms of calls) {
    const extra = terms[maxTerms]
    if (extra) return failAt(extra.span, `At most ${maxTerms} conditions in one call; this is one more.`)
    const few = checkRepetitions(terms)
    if (!few.ok) return few
  }
  const texts = calls.map((terms) => printWhere({ terms }))
  const long = Math.max(0, ...texts.map((text) => encodeURIComponent(text).length))
  if (calls.length > 1 && long > maxEncodedWhere)
    return refused(
      conditions,
      `One of the calls is too long: ${count(long)} characters when encoded, at most ${count(maxEncodedWhere)} are allowed. Shorten it with LIKE or a regular expression, or split the query.`,
    )
  return { ok: true, value: texts }
}

function tooMany(
  alternatives: readonly Alternative[] | undefined,
  conditions: Conditions,
): WhereResult<never> {
  const needed = alternatives === undefined ? 'hundreds of calls' : `${alternatives.length} calls`
  return refused(
    conditions,
    `ConfigHub has no OR, so this would take ${needed}; at most ${maxCalls} are made. Name the values of one attribute with IN, or split the query.`,
  )
}

/** From the first alternative to the last: that is what is too much. */
function refused({ all }: Conditions, message: string): WhereResult<never> {
  const joined = all.filter(({ kind }) => kind !== 'term')
  const start = Math.min(...joined.map(({ span }) => span.start))
  const end = Math.max(...joined.map(({ span }) => span.end))
  return fail(start, end, message)
}

function count(number: number): string {
  return number.toLocaleString('en-GB')
}
