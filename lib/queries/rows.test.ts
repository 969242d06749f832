import { expect, it } from 'vitest'
import { isJudged } from '#lib/queries/rows.ts'
import { RowTable } from '#lib/rows/row-table.ts'

const question = { where: '', whereData: '', resourceType: '', computed: '' }

it.each([
  { name: 'rows whose Triggers run are read again', judged: undefined, isAgain: true },
  { name: 'so are those that were computed from a few units', judged: 1000, isAgain: true },
  { name: 'but not those that were computed from many', judged: 1001, isAgain: false },
])('$name', ({ judged, isAgain }) => {
  const table = new RowTable(['checks'])
  table.append({ ids: ['a'], columns: { checks: { values: ['…'], at: [1] } } })
  const computed = judged === undefined ? undefined : { judged, unknown: 0, named: [], isCut: false }
  const answer = { question, table, count: 1, version: 1, isComplete: true, isTruncated: false }
  expect(isJudged({ ...answer, calls: [], computed, asked: [], elapsedMs: 1 })).toBe(isAgain)
})
