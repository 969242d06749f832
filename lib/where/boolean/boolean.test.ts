import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Entity } from '#lib/where/attributes.ts'
import { callPlan, callsOf, maxCalls } from '#lib/where/boolean/call-plan.ts'
import { type Condition, type Conditions, printConditions } from '#lib/where/boolean/conditions.ts'
import { readConditions } from '#lib/where/boolean/read-conditions.ts'
import { readWhere } from '#lib/where/check.ts'
import { printTerm } from '#lib/where/print.ts'
import { conditionsText } from '#lib/where/testing/arbitrary-conditions.ts'
import { placed } from '#lib/where/testing/arbitrary-row.ts'
import { invalidWhere, validWhere } from '#lib/where/testing/corpus.ts'
import { matchConditions, matchWhere } from '#lib/where/testing/match-where.ts'

const read = (text: string, entity: Entity = 'Unit'): Conditions => {
  const result = readConditions(text, entity)
  if (!result.ok) throw new Error(`${text}: ${result.error.message}`)
  return result.value
}
const print = (text: string) => printConditions(read(text))
const plan = (text: string) => {
  const calls = callPlan(read(text))
  return calls.ok ? calls.value : calls.error.message
}
const errorOf = (text: string) => {
  const result = readConditions(text, 'Unit')
  return result.ok ? undefined : result.error
}

describe('conditions with OR, NOT and parentheses', () => {
  it.each([
    ["Slug = 'a' OR Slug = 'b' AND HeadRevisionNum > 1", "Slug = 'a' OR Slug = 'b' AND HeadRevisionNum > 1"],
    [
      "(Slug = 'a' OR Slug = 'b') AND HeadRevisionNum > 1",
      "(Slug = 'a' OR Slug = 'b') AND HeadRevisionNum > 1",
    ],
    ["((Slug = 'a'))", "Slug = 'a'"],
    ["(Slug = 'a' AND (Slug = 'b' AND Slug = 'c'))", "Slug = 'a' AND Slug = 'b' AND Slug = 'c'"],
    ["NOT(Slug = 'a')", "NOT Slug = 'a'"],
    ["NOT Slug = 'a' AND Slug = 'b'", "NOT Slug = 'a' AND Slug = 'b'"],
    ["NOT (Slug = 'a' AND Slug = 'b')", "NOT (Slug = 'a' AND Slug = 'b')"],
    ["NOT NOT (Slug IN ('a')OR LEN(Labels) > 1)", "NOT NOT (Slug IN ('a') OR LEN(Labels) > 1)"],
    ["Slug = 'x OR y' OR Slug = '('", "Slug = 'x OR y' OR Slug = '('"],
  ])('reads %s', (text, printed) => {
    expect(print(text)).toBe(printed)
    expect(print(printed)).toBe(printed)
  })

  it.each([
    ["(Slug = 'a' OR Slug = 'b'", 0, /parenthesis is not closed/, "(Slug = 'a' OR Slug = 'b')"],
    ["Slug = 'a' AND (Slug = 'b' OR Slug = 'c'", 15, /not closed/, undefined],
    ["(Slug = 'a' OR Slug = 'b' AND Slug = 'c'", 0, /not closed/, undefined],
    ["Slug = 'a' OR Slug = 'b')", 24, /closes nothing/, undefined],
    ["(Slug = 'a') OR", 13, /missing after OR/, "(Slug = 'a')"],
    ["OR Slug = 'a'", 0, /missing before it/, undefined],
    ["Slug = 'a' or Slug = 'b'", 11, /upper case/, "Slug = 'a' OR Slug = 'b'"],
    ["Slug = 'a' || Slug = 'b'", 11, /joined by OR/, "Slug = 'a' OR Slug = 'b'"],
    ["not Slug = 'a'", 0, /upper case/, "NOT Slug = 'a'"],
    ['NOT', 0, /missing after NOT/, undefined],
    ["Slug = 'a' OR ()", 15, /missing before this/, undefined],
    ["slug = 'a' OR Slug = 'b'", 0, /written Slug/, "Slug = 'a' OR Slug = 'b'"],
    ["(Slug = 'a' OR Slug = 'b') IS NOT TRUE", 27, /single condition/, undefined],
    ["Slug = OR Slug = 'b'", 7, /needs a value/, undefined],
    ["Slug = 'a' OR spec.replicas > 2", 14, /content filter/, undefined],
    [`${'('.repeat(40)}Slug = 'a'${')'.repeat(40)}`, 32, /at most 32 deep/, undefined],
  ])('refuses %s', (text, at, message, repair) => {
    const error = errorOf(text)

    expect(error?.span.start).toBe(at)
    expect(error?.message).toMatch(message)
    expect(error?.repair?.text).toBe(repair)
  })

  it.each(validWhere)('takes what ConfigHub takes as it is: $id $text', ({ text, entity }) => {
    expect(callsOf(text, entity)).toEqual({ ok: true, value: [text] })
    expect(readConditions(text, entity).ok).toBe(true)
  })

  // X1 to X3 are what this layer adds; ConfigHub gets only what it takes.
  it.each(invalidWhere)(
    'gives the verdict of ConfigHub, or asks what it takes: $id $why',
    ({ id, text, entity }) => {
      const here = readConditions(text, entity)
      const there = readWhere(text, entity)

      if (['X1', 'X2', 'X3'].includes(id)) {
        const calls = callsOf(text, entity)
        expect(calls.ok && calls.value.map((call) => readWhere(call, entity).ok)).toEqual([true])
      } else expect(here).toEqual(there)
    },
  )
})

const strip = ({ all }: Conditions): unknown => all.map(form)
function form(condition: Condition): unknown {
  if (condition.kind === 'term') return printTerm(condition.term)
  return [condition.kind, ...(condition.kind === 'not' ? [condition.of] : condition.of).map(form)]
}

describe('text and tree', () => {
  it.each<readonly [Entity, number]>([
    ['Unit', 17_000],
    ['Revision', 3000],
  ])('of any expression over %ss lose nothing to each other (%i of them)', (entity, numRuns) => {
    let grouped = 0
    fc.assert(
      fc.property(conditionsText(entity), (text) => {
        const first = read(text, entity)
        const printed = printConditions(first)
        const again = read(printed, entity)
        expect(strip(again)).toEqual(strip(first))
        expect(printConditions(again)).toBe(printed)
        if (printed.includes('(')) grouped += 1
      }),
      { seed: 20_261_129, numRuns },
    )
    expect(grouped).toBeGreaterThan(numRuns / 5)
  })
})

describe('a call plan', () => {
  it.each([
    ['', ['']],
    ["Slug = 'a' AND Slug != 'b'", ["Slug = 'a' AND Slug != 'b'"]],
    ["Slug = 'a' OR Slug = 'b' OR Slug IN ('c', 'a')", ["Slug IN ('a', 'b', 'c')"]],
    ["Slug = 'a' OR HeadRevisionNum > 3", ["Slug = 'a'", 'HeadRevisionNum > 3']],
    [
      "(Slug = 'a' OR Slug = 'b') AND (Space.Slug = 'x' OR Space.Slug = 'y')",
      ["Slug IN ('a', 'b') AND Space.Slug IN ('x', 'y')"],
    ],
    ["Slug = 'a' OR Slug = 'a' AND HeadRevisionNum > 3", ["Slug = 'a'"]],
    ["Slug IN ('a', 'b') OR Slug = 'a' AND HeadRevisionNum > 3", ["Slug IN ('a', 'b')"]],
    ["Labels.Tier != 'web' OR Labels.Tier IS NULL", ["Labels.Tier != 'web' IS NOT FALSE"]],
    ["NOT (Slug = 'a' OR Labels.Tier IS NULL)", ["Slug != 'a' AND Labels.Tier IS NOT NULL"]],
    ["NOT (Slug = 'a' AND HeadRevisionNum > 3)", ["Slug != 'a'", 'HeadRevisionNum > 3 IS FALSE']],
    // Some link has another Slug is not the same as no link has this one.
    ["NOT FromLink.*.Slug = 'a'", ["FromLink.*.Slug = 'a' IS FALSE"]],
    ["NOT Slug ILIKE 'a%'", ["Slug ILIKE 'a%' IS FALSE"]],
    ["NOT Slug = 'a' IS NOT TRUE", ["Slug = 'a' IS TRUE"]],
    // Nothing can satisfy both, so nothing is asked.
    ["(Slug = 'a' OR Slug = 'b') AND Slug = 'c'", []],
    ["(Slug = 'a' OR HeadRevisionNum > 3) AND Slug = 'c'", ["HeadRevisionNum > 3 AND Slug = 'c'"]],
    // Ids are equal in any case, so these may meet.
    [
      "(UnitID = '7c61626f-ddbe-41af-93f6-b69f4ab6d308' OR Slug = 'x') AND UnitID = '7C61626F-DDBE-41AF-93F6-B69F4AB6D308'",
      [
        "UnitID = '7c61626f-ddbe-41af-93f6-b69f4ab6d308' AND UnitID = '7C61626F-DDBE-41AF-93F6-B69F4AB6D308'",
        "Slug = 'x' AND UnitID = '7C61626F-DDBE-41AF-93F6-B69F4AB6D308'",
      ],
    ],
  ])('of %s is %j', (text, calls) => {
    expect(plan(text)).toEqual(calls)
  })

  it('of many values of one attribute is one call', () => {
    const values = Array.from({ length: 300 }, (_, at) => `Slug = 'u${at}'`).join(' OR ')

    expect(plan(values)).toHaveLength(1)
  })

  const attributes = ['Slug', 'DisplayName', 'DataHash', 'ProviderType', 'ToolchainType']
  it.each([
    [
      Array.from({ length: maxCalls + 1 }, (_, at) => `Slug LIKE 'a${at}%'`).join(' OR '),
      /would take 17 calls; at most 16/,
    ],
    [
      attributes.map((name) => `(${name} LIKE 'a%' OR ${name} LIKE 'b%')`).join(' AND '),
      /would take 32 calls/,
    ],
    [
      [1, 2, 3, 4]
        .flatMap((n) => attributes.map((name) => `(${name} LIKE '${n}%' OR ${name} ~ '${n}')`))
        .join(' AND '),
      /hundreds of calls/,
    ],
    [
      `Slug = '${'é'.repeat(250)}' AND DisplayName IN (${Array.from({ length: 5 }, (_, at) => `'${'ü'.repeat(250)}${at}'`).join(', ')}) OR HeadRevisionNum > 1`,
      /calls is too long/,
    ],
  ])('is refused when it would be too large (%#)', (text, message) => {
    expect(plan(text)).toMatch(message)
  })

  it('of any conditions selects together exactly what they do, from any fleet', () => {
    const fleet = fc.sample(placed('Unit'), { seed: 5, numRuns: 30 })
    const seen = { several: 0, told: 0, refused: 0 }
    fc.assert(
      fc.property(conditionsText('Unit', 3), (text) => {
        const conditions = read(text)
        const calls = callPlan(conditions)
        if (!calls.ok) {
          seen.refused += 1
          return
        }
        const queries = calls.value.map((call) => {
          const where = readWhere(call, 'Unit')
          if (!where.ok) throw new Error(`${call}: ${where.error.message}`)
          return where.value
        })
        const wanted = fleet.map(({ row, related }) =>
          matchConditions(conditions, row, (name) => related[name]),
        )
        const united = fleet.map(({ row, related }) =>
          queries.some((query) => matchWhere(query, row, (name) => related[name])),
        )
        expect(united).toEqual(wanted)
        if (queries.length > 1) seen.several += 1
        if (new Set(wanted).size === 2) seen.told += 1
      }),
      { seed: 20_261_129, numRuns: 2000 },
    )
    expect(seen.several).toBeGreaterThan(250)
    expect(seen.told).toBeGreaterThan(500)
    expect(seen.refused).toBeLessThan(50)
  })
})
