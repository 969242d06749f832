import { unreachable } from '#lib/base/unreachable.ts'
import type { Condition, Conditions } from '#lib/where/boolean/conditions.ts'
import { anyValueOf, eitherOf, excludes, implies, valuesOf } from '#lib/where/boolean/merge-terms.ts'
import { negated } from '#lib/where/boolean/negate.ts'
import type { CheckedTerm } from '#lib/where/check.ts'
import { printRef, printTerm } from '#lib/where/print.ts'

/** Terms that have to hold together, each once, by their text. */
export type Alternative = ReadonlyMap<string, CheckedTerm>

// More than any plan has: beyond these, multiplying out would take long and still be refused.
const maxMultiplied = 512
const maxKept = 64

/**
 * Conditions as alternatives, each of which ConfigHub can be asked: an entity satisfies the conditions when it satisfies
 * one of them. As few as merging finds; none when no entity can satisfy them; undefined when there are too many.
 */
export function alternativesOf({ all }: Conditions): readonly Alternative[] | undefined {
  return allOf(all.map((condition) => () => multiplied(condition, false)))
}

type Alternatives = readonly Alternative[] | undefined

function multiplied(condition: Condition, isNegated: boolean): Alternatives {
  switch (condition.kind) {
    case 'term': {
      const term = isNegated ? negated(condition.term) : condition.term
      return [new Map([[printTerm(term), term]])]
    }
    case 'not':
      return multiplied(condition.of, !isNegated)
    case 'and':
    case 'or': {
      const parts = condition.of.map((part) => () => multiplied(part, isNegated))
      return (condition.kind === 'or') === isNegated ? allOf(parts) : anyOf(parts)
    }
    default:
      return unreachable(condition)
  }
}

function anyOf(parts: readonly (() => Alternatives)[]): Alternatives {
  const found: Alternative[] = []
  for (const part of parts) {
    const alternatives = part()
    if (alternatives === undefined) return undefined
    found.push(...alternatives)
  }
  return merged(gathered(found))
}

/** Values of one attribute are put into one list at once: one by one, a long list would be read for each of them. */
function gathered(alternatives: readonly Alternative[]): readonly Alternative[] {
  const lists = new Map<string, CheckedTerm[]>()
  const placed = alternatives.map((alternative): Alternative | CheckedTerm[] => {
    const [term] = alternative.size === 1 ? alternative.values() : []
    if (term === undefined || valuesOf(term) === undefined) return alternative
    const ref = printRef(term.left)
    const list = lists.get(ref)
    if (list !== undefined) {
      list.push(term)
      return []
    }
    const first = [term]
    lists.set(ref, first)
    return first
  })
  return placed.flatMap((each) => {
    if (!Array.isArray(each)) return [each]
    const one = anyValueOf(each)
    return one === undefined ? [] : [new Map([[printTerm(one), one]])]
  })
}

function allOf(parts: readonly (() => Alternatives)[]): Alternatives {
  let found: readonly Alternative[] = [new Map()]
  for (const part of parts) {
    const alternatives = part()
    if (alternatives === undefined || found.length * alternatives.length > maxMultiplied) return undefined
    const together = found.flatMap((one) => alternatives.map((other) => new Map([...one, ...other])))
    const fewer = merged(together.filter(isPossible))
    if (fewer === undefined) return undefined
    found = fewer
  }
  return found
}

function isPossible(alternative: Alternative): boolean {
  const terms = [...alternative.values()]
  return terms.every(
    (term, at) =>
      !alternative.has(oppositeText(term)) && terms.slice(at + 1).every((other) => !excludes(term, other)),
  )
}

const opposites = new WeakMap<CheckedTerm, string>()

/** Made once, because a term stands in many alternatives. */
function oppositeText(term: CheckedTerm): string {
  const known = opposites.get(term) ?? printTerm(negated(term))
  opposites.set(term, known)
  return known
}

/** As few as can be told: none that another covers, and one for two that differ in a single term that can say both. */
function merged(alternatives: readonly Alternative[]): Alternatives {
  const found: Alternative[] = []
  for (const alternative of alternatives) {
    add(found, alternative)
    if (found.length > maxKept) return undefined
  }
  return found
}

function add(found: Alternative[], added: Alternative): void {
  let [next, place] = [added, found.length]
  while (!found.some((other) => covers(other, next))) {
    for (let at = found.length - 1; at >= 0; at -= 1) {
      const other = found[at]
      if (other !== undefined && covers(next, other)) found.splice(at, 1)
    }
    const at = found.findIndex((other) => oneOf(other, next) !== undefined)
    const partner = found[at]
    const one = partner === undefined ? undefined : oneOf(partner, next)
    if (one === undefined) {
      found.splice(place, 0, next)
      return
    }
    found.splice(at, 1)
    // It may merge again, with another one.
    ;[next, place] = [one, Math.min(place, at)]
  }
}

/** Whether `wide` holds wherever `narrow` does. */
function covers(wide: Alternative, narrow: Alternative): boolean {
  const terms = [...narrow.values()]
  return [...wide].every(([text, term]) => narrow.has(text) || terms.some((other) => implies(other, term)))
}

/** Two alternatives as one, when they differ in one term and one term says both. */
function oneOf(a: Alternative, b: Alternative): Alternative | undefined {
  const [mine, other] = a.size === b.size ? [onlyIn(a, b), onlyIn(b, a)] : []
  if (mine === undefined || other === undefined) return undefined
  const either = eitherOf(mine.term, other.term)
  if (either === undefined) return undefined
  // In the place of the first, so that a call reads like the query.
  return new Map([...a].map((entry) => (entry[0] === mine.text ? [printTerm(either), either] : entry)))
}

/** The one term that `b` has not; undefined when there are more. */
function onlyIn(a: Alternative, b: Alternative): { text: string; term: CheckedTerm } | undefined {
  let only: { text: string; term: CheckedTerm } | undefined
  for (const [text, term] of a) {
    if (b.has(text)) continue
    if (only !== undefined) return undefined
    only = { text, term }
  }
  return only
}
