import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import type { ColumnBaseline } from '#components/explorer/compare/baseline-of.ts'
import { type CodedColumn, pending } from '#lib/rows/column.ts'
import { type ComparedRows, verdict } from '#lib/rows/compare/compare-rows.ts'
import { tellApart } from '#lib/rows/compare/tell-apart.ts'
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
  /** Lines have come to rest: other rows may be on screen. */
  readonly onRest: () => void
}

/** A cell and what it would be if it were as in the baseline, in texts that show why they are not equal. */
type Difference = {
  /** Undefined for a cell without a value. */
  readonly own: string | undefined
  readonly expected: string
  /** “differs from most rows: 3” */
  readonly phrase: string
}

/** Undefined where the cell does not differ. */
export function differenceOf(
  comparison: Comparison | undefined,
  id: string,
  row: number,
): Difference | undefined {
  const of = comparison?.baselines.get(id)
  if (of === undefined || comparison?.columns.get(id)?.verdicts[row] !== verdict.differs) return undefined
  const { cells, expected, elsewhere } = of
  const other =
    elsewhere === undefined
      ? { column: cells, code: expected[row] ?? pending }
      : { column: elsewhere, code: elsewhere.codeAt(row) }
  const [own, meant = 'absent'] = tellApart({ column: cells, code: cells.codeAt(row) }, other)
  return { own, expected: meant, phrase: `differs from ${comparison.name}: ${meant}` }
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
