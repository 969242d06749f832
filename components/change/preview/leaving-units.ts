import type { ChangedRow } from '#lib/change/classes/classes.ts'
import type { Term } from '#lib/where/ast.ts'
import { callsOf } from '#lib/where/boolean/call-plan.ts'
import { readWhere } from '#lib/where/check.ts'
import { literalTest } from '#lib/where/compare-text.ts'

/** How many units a change takes out of the query that chose them. */
export type Leaving = {
  readonly certain: number
  /** A condition on what changes is not evaluated here, or another alternative of the query may still hold. */
  readonly possible: number
}

/** A query consists of alternatives; a unit leaves it when none holds any more. */
export function leavingUnits(where: string, rows: readonly ChangedRow[]): Leaving {
  const calls = where.trim() === '' ? undefined : callsOf(where, 'Unit')
  if (calls === undefined || !calls.ok) return { certain: 0, possible: 0 }
  const alternatives = calls.value.map((call) => {
    const read = readWhere(call, 'Unit')
    return read.ok ? read.value.terms : []
  })
  let certain = 0
  let possible = 0
  for (const row of rows) {
    const after = new Map(row.changes.map(({ path, to = null }) => [path, to] as const))
    const fates = alternatives.map((terms) => fateOf(terms.map((term) => holdsAfter(term, after))))
    if (fates.every((fate) => fate === 'fails')) certain += 1
    else if (fates.some((fate) => fate !== 'stands')) possible += 1
  }
  return { certain, possible }
}

type Verdict = boolean | 'unknown' | 'untouched'

function fateOf(verdicts: readonly Verdict[]): 'stands' | 'fails' | 'unknown' {
  if (verdicts.includes(false)) return 'fails'
  return verdicts.includes('unknown') ? 'unknown' : 'stands'
}

/** Whether a condition holds on the changed values; it held before, or another alternative did. */
function holdsAfter(term: Term, after: ReadonlyMap<string, unknown>): Verdict {
  const { relation, attribute, key } = term.left
  // Its changes have names in place of ids.
  if (relation === 'Target' || attribute === 'TargetID')
    return after.has('TargetID') ? 'unknown' : 'untouched'
  if (relation !== undefined && relation !== 'Unit') return 'untouched'
  const place = placeOf(attribute, term.kind === 'has' ? term.value.value : key)
  if (place === attribute && attribute !== 'DisplayName')
    return [...after.keys()].some((each) => each.startsWith(`${attribute}.`)) ? 'unknown' : 'untouched'
  if (!after.has(place)) return 'untouched'
  if (term.truth !== undefined) return 'unknown'
  return evaluate(term, after.get(place))
}

function placeOf(attribute: string, key: string | undefined): string {
  return key === undefined ? attribute : `${attribute}.${key}`
}

function evaluate(term: Term, value: unknown): Verdict {
  switch (term.kind) {
    case 'null':
      return (value === null) !== term.not
    case 'has':
      return value !== null
    case 'in':
      return value !== null && term.list.some((literal) => literal.value === value) !== term.not
    case 'compare': {
      // A comparison with what is not there holds for nothing (contract 6.1).
      if (value === null) return false
      const { right } = term
      return right.kind === 'string' && typeof value === 'string'
        ? literalTest(term.op, right)(value)
        : 'unknown'
    }
    case 'len':
      return 'unknown'
    default:
      return term satisfies never
  }
}
