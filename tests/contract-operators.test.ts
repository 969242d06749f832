import { expect, it } from 'vitest'
import { dataOperators, whereOperators } from '#lib/where/testing/corpus.ts'
import { readRepositoryFile } from '#tests/source-files.ts'

/** The grammar has separate rules for these. */
const ownRules = ['IN', 'NOT IN', 'IS NULL', 'IS NOT NULL', '?']
const comparisons = (of: object) =>
  Object.keys(of)
    .filter((op) => !ownRules.includes(op))
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
