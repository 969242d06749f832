import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import type { ColumnBaseline } from '#components/explorer/compare/baseline-of.ts'
import { type CodedColumn, type ColumnValue, pending } from '#lib/rows/column.ts'
import { type ComparedRows, verdict } from '#lib/rows/compare/compare-rows.ts'
import type { Baseline } from '#lib/url/baseline.ts'

/** The rows as compared with the baseline of the address. */
export type Comparison = ComparedRows & {
  readonly baseline: Baseline
  /** “most rows”, “the upstream unit”: what follows “differs from”. */
  readonly name: string
  readonly baselines: ReadonlyMap<string, ColumnBaseline>
  /** Which document a row is compared with, where each has its own. */
  readonly source: CodedColumn | undefined
  /** What each row needs could not be read. */
  readonly error: Error | null
  readonly retry: () => void
  /** Other rows are on screen. */
  readonly onScroll: () => void
}

/** What a cell differs from, as a phrase; undefined where it does not differ. */
export function differenceOf(
  comparison: Comparison | undefined,
  id: string,
  row: number,
): string | undefined {
  if (comparison?.columns.get(id)?.verdicts[row] !== verdict.differs) return undefined
  const value = expectedValue(comparison, id, row)
  return `differs from ${comparison.name}: ${value === undefined ? 'absent' : value}`
}

/** What the cell would be if it were as in the baseline. */
export function expectedValue({ baselines }: Comparison, id: string, row: number): ColumnValue | undefined {
  const of = baselines.get(id)
  if (of === undefined) return undefined
  const { cells, expected, elsewhere } = of
  return elsewhere === undefined
    ? cells.values[expected[row] ?? pending]
    : elsewhere.values[elsewhere.codes[row] ?? pending]
}

/** The rows that differ, in the order they have. */
export function differingRows({ verdicts }: ComparedRows, order: Uint32Array): Uint32Array {
  return order.filter((row) => verdicts[row] === verdict.differs)
}

/** Columns with the number of rows that differ in them. */
export function withCounts(
  columns: readonly GridColumn[],
  comparison: Comparison | undefined,
): readonly GridColumn[] {
  if (comparison === undefined) return columns
  return columns.map((column) => {
    const compared = comparison.columns.get(column.id)
    return compared === undefined ? column : { ...column, differing: compared.counts[verdict.differs] ?? 0 }
  })
}
