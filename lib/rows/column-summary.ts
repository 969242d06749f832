import { absent, type CodedColumn, type ColumnValue, isValue, pending, unknown } from '#lib/rows/column.ts'
import { countCodes } from '#lib/rows/count-values.ts'
import { compareKeys } from '#lib/rows/natural-order.ts'

export type SummaryValue = {
  readonly code: number
  readonly value: ColumnValue
  readonly count: number
  /** A row that has it. */
  readonly row: number
}

export type ColumnSummary = {
  /** Most frequent first. */
  readonly values: readonly SummaryValue[]
  readonly absent: number
  readonly unknown: number
  readonly pending: number
  /** A row without a value, where there is one. */
  readonly absentRow: number | undefined
  /** Of the cells that are numbers; undefined where none is. */
  readonly numbers:
    | { readonly count: number; readonly least: number; readonly median: number; readonly most: number }
    | undefined
}

/** What a column holds over all of these rows, from one pass over its codes. */
export function summarize(column: CodedColumn, rows: Uint32Array): ColumnSummary {
  const counts = countCodes(column, rows)
  const rowOf = new Map<number, number>()
  for (const row of rows) {
    const code = column.codes[row] ?? pending
    if (!rowOf.has(code)) rowOf.set(code, row)
  }
  const values = column.values.flatMap((value, code): SummaryValue[] => {
    const count = counts[code] ?? 0
    const row = rowOf.get(code)
    return isValue(code) && value !== undefined && row !== undefined ? [{ code, value, count, row }] : []
  })
  values.sort((a, b) => b.count - a.count || compareKeys(a.value, b.value))
  return {
    values,
    absent: counts[absent] ?? 0,
    unknown: counts[unknown] ?? 0,
    pending: counts[pending] ?? 0,
    absentRow: rowOf.get(absent),
    numbers: numbersOf(values),
  }
}

function numbersOf(values: readonly SummaryValue[]): ColumnSummary['numbers'] {
  const numbers = values
    .flatMap(({ value, count }) => (typeof value === 'number' ? [{ value, count }] : []))
    .sort((a, b) => a.value - b.value)
  const [first] = numbers
  const last = numbers.at(-1)
  if (first === undefined || last === undefined) return undefined
  const count = numbers.reduce((sum, each) => sum + each.count, 0)
  const at = (place: number) => {
    let before = 0
    return numbers.find((each) => {
      before += each.count
      return place < before
    })?.value
  }
  const [low = 0, high = 0] = [at(Math.floor((count - 1) / 2)), at(Math.floor(count / 2))]
  return { count, least: first.value, median: (low + high) / 2, most: last.value }
}
