import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Condition, Conditions } from '#lib/where/boolean/conditions.ts'
import { isFalse, notTrue, partsOf } from '#lib/where/boolean/query-parts.ts'
import { readConditions } from '#lib/where/boolean/read-conditions.ts'
import { conditionsText } from '#lib/where/testing/arbitrary-conditions.ts'
import { type Placed, placed } from '#lib/where/testing/arbitrary-row.ts'
import { matchConditions } from '#lib/where/testing/match-where.ts'

const read = (text: string): Conditions => {
  const result = readConditions(text, 'Unit')
  if (!result.ok) throw new Error(`${text}: ${result.error.message}`)
  return result.value
}
const selects = (conditions: Conditions, { row, related }: Placed) =>
  matchConditions(conditions, row, (relation) => related[relation])
const parts = (where: string, whereData = '', resourceType = '') => {
  const result = partsOf({ where, whereData, resourceType })
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

/** Of the first condition of a text, as three questions tell it. */
function truthOf(text: string, unit: Placed): 'true' | 'false' | 'unknown' {
  const { entity, all } = read(text)
  const [condition] = all
  if (condition === undefined) throw new Error(`${text}: no condition`)
  const holds = (asked: Condition) => selects({ entity, all: [asked] }, unit)
  const isTrue = holds(condition)
  expect(holds(notTrue(condition))).toBe(!isTrue)
  expect(isTrue && holds(isFalse(condition))).toBe(false)
  return isTrue ? 'true' : holds(isFalse(condition)) ? 'false' : 'unknown'
}

describe('the parts of a query', () => {
  it('are its conditions, those on documents, and the type of resource, each with the query without it', () => {
    const found = parts("Slug = 'a' AND (Slug = 'b' OR HeadRevisionNum > 3)", 'spec.x = 1 AND kind = 2', 't')

    expect(
      found.map(({ part, without }) => [part.kind, part.text, Object.values(without).join(' | ')]),
    ).toEqual([
      ['where', "Slug = 'a'", "Slug = 'b' OR HeadRevisionNum > 3 | spec.x = 1 AND kind = 2 | t"],
      ['where', "(Slug = 'b' OR HeadRevisionNum > 3)", "Slug = 'a' | spec.x = 1 AND kind = 2 | t"],
      ['data', 'spec.x = 1', "Slug = 'a' AND (Slug = 'b' OR HeadRevisionNum > 3) | kind = 2 | t"],
      ['data', 'kind = 2', "Slug = 'a' AND (Slug = 'b' OR HeadRevisionNum > 3) | spec.x = 1 | t"],
      ['type', 't', "Slug = 'a' AND (Slug = 'b' OR HeadRevisionNum > 3) | spec.x = 1 AND kind = 2 | "],
    ])
  })

  it('say what each keeps out in what ConfigHub can be asked', () => {
    expect(
      parts("Slug = 'a' AND Labels.Tier IS NULL").map(({ opposite }) => opposite?.keptOut.where),
    ).toEqual([
      "Labels.Tier IS NULL AND Slug = 'a' IS NOT TRUE",
      "Slug = 'a' AND Labels.Tier IS NULL IS NOT TRUE",
    ])
  })

  it('keep out exactly the units that the query without them would add', () => {
    const fleet = fc.sample(placed('Unit'), { seed: 7, numRuns: 40 })
    let kept = 0
    fc.assert(
      fc.property(conditionsText('Unit', 3), conditionsText('Unit', 2), (one, other) => {
        const text = `(${one}) AND (${other})`
        for (const { without, opposite } of parts(text))
          for (const unit of fleet) {
            const isAdded = selects(read(without.where), unit) && !selects(read(text), unit)
            expect(selects(read(opposite?.keptOut.where ?? ''), unit)).toBe(isAdded)
            if (isAdded) kept += 1
          }
      }),
      { seed: 20_261_130, numRuns: 300 },
    )
    expect(kept).toBeGreaterThan(500)
  })

  it('are true, false or unknown, never two of them', () => {
    const fleet = fc.sample(placed('Unit'), { seed: 9, numRuns: 40 })
    const seen = { true: 0, false: 0, unknown: 0 }
    fc.assert(
      fc.property(conditionsText('Unit', 3), (text) => {
        for (const unit of fleet) seen[truthOf(`(${text})`, unit)] += 1
      }),
      { seed: 20_261_130, numRuns: 300 },
    )
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(500)
  })
})
