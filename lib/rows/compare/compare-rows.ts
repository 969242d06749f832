import { type CodedColumn, pending, unknown } from '#lib/rows/column.ts'
import { type Expected, nothing } from '#lib/rows/compare/expected.ts'

/** What came out of comparing a cell with the baseline. Nothing is called equal before both were read. */
export const verdict = {
  /** It, or what it is compared with, is still to come. */
  pending: 0,
  /** It, or what it is compared with, cannot be read. */
  unknown: 1,
  /** There is nothing to compare it with. */
  nothing: 2,
  same: 3,
  differs: 4,
} as const

type ComparedColumn = {
  /** By row. */
  readonly verdicts: Uint8Array
  /** How many rows have each verdict. */
  readonly counts: Uint32Array
}

export type ComparedRows = {
  readonly columns: ReadonlyMap<string, ComparedColumn>
  /** By row: what is said of the whole row is the strongest of what is said of its cells. */
  readonly verdicts: Uint8Array
  readonly counts: Uint32Array
}

/** Compares each column cell by cell, and rows by their cells. */
export function compareRows(
  columns: readonly { readonly id: string; readonly cells: CodedColumn; readonly expected: Expected }[],
  count: number,
): ComparedRows {
  const compared = columns.map(
    ({ id, cells, expected }) => [id, compareColumn(cells, expected, count)] as const,
  )
  const verdicts = new Uint8Array(count).fill(verdict.nothing)
  for (const [, column] of compared)
    for (let row = 0; row < count; row += 1) {
      const own = column.verdicts[row] ?? verdict.pending
      if (strength(own) > strength(verdicts[row] ?? verdict.nothing)) verdicts[row] = own
    }
  return { columns: new Map(compared), verdicts, counts: countVerdicts(verdicts) }
}

function compareColumn(cells: CodedColumn, expected: Expected, count: number): ComparedColumn {
  const verdicts = new Uint8Array(count)
  for (let row = 0; row < count; row += 1) {
    verdicts[row] = verdictOf(cells.codes[row] ?? pending, expected[row] ?? pending)
  }
  return { verdicts, counts: countVerdicts(verdicts) }
}

function verdictOf(code: number, expected: number): number {
  if (expected === nothing) return verdict.nothing
  if (code === pending || expected === pending) return verdict.pending
  if (code === unknown || expected === unknown) return verdict.unknown
  return code === expected ? verdict.same : verdict.differs
}

/** A cell that differs makes the row differ, whatever is still to come; a row is the same only as a whole. */
function strength(of: number): number {
  if (of === verdict.differs) return 4
  if (of === verdict.pending) return 3
  if (of === verdict.unknown) return 2
  return of === verdict.same ? 1 : 0
}

function countVerdicts(verdicts: Uint8Array): Uint32Array {
  const counts = new Uint32Array(5)
  for (const own of verdicts) counts[own] = (counts[own] ?? 0) + 1
  return counts
}
