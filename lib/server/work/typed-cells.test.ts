import fc from 'fast-check'
import { expect, it } from 'vitest'
import { equalJson, isJsonList, isJsonMap, type Json } from '#lib/base/json.ts'
import { values } from '#lib/config/testing/arbitrary-documents.ts'
import { ValueCell } from '#lib/confighub/values.ts'
import { Column, copyCell } from '#lib/rows/column.ts'
import { compareRows, verdict } from '#lib/rows/compare/compare-rows.ts'
import { expectCells } from '#lib/rows/compare/expected.ts'
import { tellApart } from '#lib/rows/compare/tell-apart.ts'
import { distribution } from '#lib/rows/count-values.ts'
import { groupKey, groupRows } from '#lib/rows/group-rows.ts'
import { allRows } from '#lib/rows/sort-rows.ts'
import { setValueCell, showsCell } from '#lib/rows/value-cells.ts'
import { shownScalar } from '#lib/server/work/value-cells.ts'

/** What a path finds in one document, as it was read. */
type Found = readonly Json[]

/** Values that look like it, one way or another. */
function lookalikes(value: Json): Json[] {
  const long = 'x'.repeat(600)
  const json = JSON.stringify(value)
  const joined = isJsonList(value) ? value.map((each) => JSON.stringify(each)).join(', ') : json
  const texts = [typeof value === 'string' ? value : joined, json, `${long}${json}`]
  const turned = isJsonMap(value) ? [Object.fromEntries(Object.entries(value).reverse())] : []
  return [value, ...texts, ...texts.map((text) => `\0${text}`), [value], [json], ...turned]
}

const odd: fc.Arbitrary<Json> = fc.constantFrom<Json>(
  true,
  null,
  0,
  1.5,
  9_223_372_036_854_775_807n,
  9_223_372_036_854_775_806n,
  '\u202e',
  '⟨U+202E⟩',
  '\ud800',
  '\ufffd',
  [1, 2],
  '1, 2',
)
/** Cells that look like one another. */
const twoColumns = fc.oneof(values, odd).chain((value): fc.Arbitrary<[Found[], Found[]]> => {
  const one = fc.constantFrom(...lookalikes(value))
  const cell = fc.oneof(
    one.map((each) => [each]),
    fc.array(one, { minLength: 2, maxLength: 3 }),
  )
  return fc.tuple(fc.array(cell, { maxLength: 6 }), fc.array(cell, { maxLength: 6 }))
})

function sent(cell: Found): ValueCell {
  return ValueCell.parse(JSON.parse(JSON.stringify(cell.map((value) => shownScalar(value)))))
}

function columnOf(cells: readonly Found[]): Column {
  const column = new Column()
  for (const [row, cell] of cells.entries()) setValueCell(column, row, sent(cell))
  return column
}

it('cells are equal exactly where their values are equal JSON, whatever they look like', () => {
  fc.assert(
    fc.property(twoColumns, ([own, others]) => {
      const all = [...own, ...others]
      const column = columnOf(all)
      const grouped = groupRows(allRows(all.length), [{ column }])
      const groupOf = (row: number) =>
        groupKey(
          grouped,
          grouped.groups.findIndex(({ start, end }) => grouped.order.subarray(start, end).includes(row)),
        )
      for (const [row, cell] of all.entries())
        for (const [otherRow, other] of all.entries()) {
          const isEqual = equalJson(cell, other)
          expect(column.codeAt(row) === column.codeAt(otherRow)).toBe(isEqual)
          expect(groupOf(row) === groupOf(otherRow)).toBe(isEqual)
          expect(showsCell(column, row, sent(other))).toBe(isEqual)
        }
      const counted = distribution(column, allRows(all.length)).map(({ count }) => count)
      const counts = all.map((cell) => all.filter((other) => equalJson(cell, other)).length)
      expect(counted.reduce((sum, count) => sum + count * count, 0)).toBe(counts.reduce((a, b) => a + b, 0))
    }),
    { numRuns: 60 },
  )
})

it('cells read elsewhere differ exactly where their values do, and are told apart', () => {
  fc.assert(
    fc.property(twoColumns, ([own, others]) => {
      const count = Math.min(own.length, others.length)
      const [column, read, copied] = [columnOf(own), columnOf(others), new Column()]
      for (let row = 0; row < count; row += 1) copyCell(read, row, copied, row)
      const source = columnOf(others.map(() => ['r7']))
      const expected = expectCells(column, copied, source, count)
      const { verdicts } = compareRows([{ id: 'c', cells: column, expected }], count)
      for (let row = 0; row < count; row += 1) {
        const isEqual = equalJson(own[row], others[row])
        expect(verdicts[row]).toBe(isEqual ? verdict.same : verdict.differs)
        const [text, other] = tellApart(
          { column, code: column.codeAt(row) },
          { column: copied, code: copied.codeAt(row) },
        )
        if (!isEqual) expect(text).not.toBe(other)
      }
    }),
  )
})

it('a text is in quotes where another value of the column looks the same, and plain where none does', () => {
  const column = columnOf([['true'], [true], ['a'], [['x']], ['["x"]'], [1, 2], ['1, 2']])
  const shown = Array.from({ length: 7 }, (_, row) => column.shownText(column.codeAt(row)))
  expect(shown).toEqual(['"true"', 'true', 'a', '["x"]', '"[\\"x\\"]"', '1, 2', '"1, 2"'])
})
