/** A cell by the line and the column it stands in; column 0 is that of the checkboxes. */
export type CellPlace = { readonly line: number; readonly column: number }

/** The first and the last of both, inclusive. */
export type CellRange = {
  readonly firstLine: number
  readonly lastLine: number
  readonly firstColumn: number
  readonly lastColumn: number
}

/** Down and to the right. */
export type CellDistance = { readonly lines?: number; readonly columns?: number }

/** How many lines the grid has, and how many columns beside the checkboxes. */
export type GridSize = { readonly lines: number; readonly columns: number }

/** The cell so many lines and columns away, or the last one before the edge; undefined in an empty grid. */
export function movedBy(from: CellPlace, by: CellDistance, size: GridSize): CellPlace | undefined {
  if (size.lines === 0) return undefined
  return {
    line: within(from.line + (by.lines ?? 0), 0, size.lines - 1),
    column: within(from.column + (by.columns ?? 0), 0, size.columns),
  }
}

/** The rectangle with these corners. Checkboxes hold nothing that could be copied. */
export function rangeOf(a: CellPlace, b: CellPlace): CellRange {
  return {
    firstLine: Math.min(a.line, b.line),
    lastLine: Math.max(a.line, b.line),
    firstColumn: Math.max(1, Math.min(a.column, b.column)),
    lastColumn: Math.max(1, a.column, b.column),
  }
}

export function columnCount({ firstColumn, lastColumn }: CellRange): number {
  return lastColumn - firstColumn + 1
}

function within(value: number, lowest: number, highest: number): number {
  return Math.max(lowest, Math.min(highest, value))
}
