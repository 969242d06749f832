import { expect, it } from 'vitest'
import { dataOperators, whereOperators } from '#lib/where/testing/corpus.ts'
import { readRepositoryFile } from '#tests/source-files.ts'

/** The grammar has a rule of its own for these, which begins so. */
type OwnRule = Exclude<keyof typeof whereOperators, keyof typeof dataOperators> | 'IN' | 'NOT IN'
const ownRules: Readonly<Record<OwnRule, string>> = {
  IN: 'left [NOT] IN (',
  'NOT IN': 'left [NOT] IN (',
  'IS NULL': 'left IS [NOT] NULL',
  'IS NOT NULL': 'left IS [NOT] NULL',
  '?': "left ? 'text'",
}
const comparisons = (of: object) =>
  Object.keys(of)
    .filter((op) => !Object.hasOwn(ownRules, op))
    .toSorted()

it('the contract names the comparisons of the table, and no other (contract 6.1, 7.1)', () => {
  const lines = readRepositoryFile('docs/contract.md').match(/(?<=^op +)= = .*$/gm) ?? []
  const [where, data] = lines.map((line) =>
    line
      .slice(2)
      .replaceAll(',', '')
      .match(/NOT \S+|\S+/g)
      ?.toSorted(),
  )

  expect(where).toEqual(comparisons(whereOperators))
  // It has two spellings, of which only `!~~` is documented for where_data.
  expect(data).toEqual(comparisons(dataOperators).filter((op) => op !== 'NOT LIKE'))
})

it.each(Object.entries(ownRules))('the contract has the rule of %s: %s (contract 6.1)', (_, rule) => {
  expect(readRepositoryFile('docs/contract.md')).toContain(`| ${rule}`)
})
