import { type CodedColumn, type ColumnValue, pending } from '#lib/rows/column.ts'
import { compareKeys } from '#lib/rows/natural-order.ts'

/** How often each value occurs, most frequent first. */
export type Distribution = readonly {
  readonly code: number
  readonly value: ColumnValue
  readonly count: number
}[]

/** Counts only values that have been read, not those still to come. */
export function distribution(column: CodedColumn, rows: Uint32Array): Distribution {
  const counts = countCodes(column, rows)
  const found: { code: number; value: ColumnValue; count: number }[] = []
  for (const [code, value] of column.values.entries()) {
    const count = counts[code] ?? 0
    if (value !== undefined && count > 0) found.push({ code, value, count })
  }
  return found.sort((a, b) => b.count - a.count || compareKeys(a.value, b.value))
}

/** Rows of each pair of values, as a matrix with the codes of `down` as its lines. @internal For tests and the bench. */
export function pivot(
  down: CodedColumn,
  across: CodedColumn,
  rows: Uint32Array,
): { readonly counts: Uint32Array; readonly width: number } {
  const width = across.values.length
  const counts = new Uint32Array(down.values.length * width)
  for (const row of rows) {
    const cell = (down.codes[row] ?? pending) * width + (across.codes[row] ?? pending)
    counts[cell] = (counts[cell] ?? 0) + 1
  }
  return { counts, width }
}

/** How many rows have each code. */
export function countCodes(column: CodedColumn, rows: Uint32Array): Uint32Array {
  const counts = new Uint32Array(column.values.length)
  for (const row of rows) {
    const code = column.codes[row] ?? pending
    counts[code] = (counts[code] ?? 0) + 1
  }
  return counts
}
