import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compareTextSql } from '#hub/query/sql-operators.ts'
import { openStore } from '#hub/store/open.ts'
import type { Store } from '#hub/store/store.ts'
import { runs } from '#hub/testing/runs.ts'
import { textTest } from '#lib/where/compare-text.ts'
import { type Compare, compares, kindOf } from '#lib/where/operators.ts'
import { checkPattern } from '#lib/where/pattern.ts'
import { likePattern, regularExpression } from '#lib/where/testing/arbitrary-pattern.ts'
import { storedText } from '#lib/where/testing/arbitrary-values.ts'

// Every way to compare text, on every pair of a text and a pattern: what SQL says and what the code in memory says.

let store: Store
beforeAll(async () => {
  store = await openStore('memory')
})
afterAll(() => store.close())

type Comparison = { readonly op: Compare; readonly wanted: string }

async function differences(texts: readonly string[], comparisons: readonly Comparison[]): Promise<string[]> {
  const columns = comparisons.map(({ op, wanted }, index) => {
    const condition = compareTextSql(sql.ref('t.text'), op, sql`${wanted}::text`)
    return sql`array_agg(${condition} order by t.at) as ${sql.id(`c${index}`)}`
  })
  const { rows } = await sql<Record<string, boolean[]>>`
    select ${sql.join(columns)} from jsonb_array_elements_text(${JSON.stringify(texts)}::jsonb) with ordinality as t(text, at)`.execute(
    store.db,
  )
  return comparisons.flatMap(({ op, wanted }, index) => {
    const test = textTest(op, wanted)
    return texts.flatMap((text, at) =>
      rows[0]?.[`c${index}`]?.[at] === test(text)
        ? []
        : [`${JSON.stringify(text)} ${op} ${JSON.stringify(wanted)}`],
    )
  })
}

const comparison: fc.Arbitrary<Comparison> = fc.constantFrom(...compares).chain((op) => {
  if (kindOf(op) === 'regex') return fc.record({ op: fc.constant(op), wanted: regularExpression })
  return fc.record({ op: fc.constant(op), wanted: fc.oneof(storedText, likePattern) })
})

describe('compareTextSql', () => {
  it('agrees with the comparison in memory', async () => {
    const texts = [...new Set(fc.sample(storedText, { seed: 7, numRuns: 200 }))]
    const wrong: string[] = []
    for (let seed = 0; seed < runs(8); seed += 1)
      wrong.push(...(await differences(texts, fc.sample(comparison, { seed, numRuns: 300 }))))

    expect(wrong.slice(0, 10)).toEqual([])
  }, 60_000)

  const noise = fc
    .array(fc.constantFrom(...'[[]]^-$(){}|*+?.a1,b', '[^', '{1}', '{1,'), { maxLength: 10 })
    .map((parts) => parts.join(''))
    .filter((pattern) => checkPattern(pattern) === undefined)

  it('accepts every pattern that the checks accept, with the same meaning', async () => {
    const comparisons = fc
      .sample(noise, { seed: 1, numRuns: runs(2000) })
      .map((wanted) => ({ op: '~' as const, wanted }))
    const texts = ['', 'a', 'b', 'ab', '1', ']', '[', '-', '^', '$', '.', '|', 'a1b', '{1}', ',', '(a)']
    const wrong: string[] = []
    for (let at = 0; at < comparisons.length; at += 500)
      wrong.push(...(await differences(texts, comparisons.slice(at, at + 500))))

    expect(wrong.slice(0, 10)).toEqual([])
  })

  it.each(['$*', '^+', 'a$+', '[z-a]', '[a-b-c]', '[]', '[^]', 'a**', '(', ')', 'x{2,1}'])(
    'a pattern that the database refuses is refused before: %s',
    async (pattern) => {
      await expect(sql`select 'a' ~ ${pattern}::text`.execute(store.db)).rejects.toThrow('regular expression')
      expect(checkPattern(pattern)).toBeDefined()
    },
  )
})
