import { absent, type CodedColumn, isUnread, pending } from '#lib/rows/column.ts'
import { verdict } from '#lib/rows/compare/compare-rows.ts'
import { MostFrequent, rowsThatMayHave } from '#lib/rows/compare/expected.ts'
import { groupRows } from '#lib/rows/group-rows.ts'

export type MatrixCell = {
  /** Its rows are `order[start]` to `order[end - 1]`. */
  readonly start: number
  readonly end: number
  /** Codes of the shown column and how many rows have each, the most frequent first. */
  readonly values: readonly (readonly [code: number, count: number])[]
  readonly differing: number
}

export type MatrixLine = {
  readonly code: number
  readonly differing: number
  /** By code of the column across; where there is no row, there is no cell. */
  readonly cells: ReadonlyMap<number, MatrixCell>
}

export type Matrix = {
  readonly order: Uint32Array
  /** Codes of the column across, in order. */
  readonly across: readonly number[]
  /** Those with the most differing rows first, those without any value last, otherwise in order. */
  readonly lines: readonly MatrixLine[]
}

type MatrixColumns = {
  readonly down: CodedColumn
  readonly across: CodedColumn
  readonly shown: CodedColumn
  /** What came out of comparing the rows; without it, each row is compared with most rows of its line. */
  readonly verdicts?: Uint8Array | undefined
  /** What units are called: one without a value counts only where another of its name has one. */
  readonly name: CodedColumn
}

/** Rows by two columns at once, with what a third one has there. */
export function matrixOf({ down, across, shown, verdicts, name }: MatrixColumns, rows: Uint32Array): Matrix {
  const { order, groups } = groupRows(rows, [{ column: down }, { column: across }])
  const most = new MostFrequent(shown)
  const mayHave = rowsThatMayHave(shown, name, rows.length)
  const lines: { code: number; differing: number; cells: Map<number, MatrixCell> }[] = []
  let expected: number | undefined
  for (const { level, code, start, end } of groups) {
    const own = order.subarray(start, end)
    if (level === 0) {
      expected = most.of(own.filter((row) => mayHave[row] === 1))
      lines.push({ code, differing: 0, cells: new Map() })
      continue
    }
    const line = lines.at(-1)
    if (line === undefined) continue
    const differs = (row: number) =>
      verdicts === undefined
        ? mayHave[row] === 1 && isOther(shown.codes[row] ?? pending, expected)
        : verdicts[row] === verdict.differs
    const differing = own.reduce((sum, row) => sum + (differs(row) ? 1 : 0), 0)
    line.cells.set(code, { start, end, values: valuesOf(shown, own), differing })
    line.differing += differing
  }
  lines.sort((a, b) => b.differing - a.differing || Number(hasValue(b)) - Number(hasValue(a)))
  return { order, across: codesInOrder(across, rows), lines }
}

function hasValue({ cells }: MatrixLine): boolean {
  return [...cells.values()].some(({ values }) => values.some(([code]) => code !== absent))
}

function isOther(code: number, expected: number | undefined): boolean {
  return expected !== undefined && !isUnread(expected) && !isUnread(code) && code !== expected
}

function valuesOf(column: CodedColumn, rows: Uint32Array): [number, number][] {
  const counts = new Map<number, number>()
  for (const row of rows) {
    const code = column.codes[row] ?? pending
    counts.set(code, (counts.get(code) ?? 0) + 1)
  }
  return [...counts].sort((a, b) => b[1] - a[1])
}

function codesInOrder(column: CodedColumn, rows: Uint32Array): number[] {
  return groupRows(rows, [{ column }]).groups.map(({ code }) => code)
}
