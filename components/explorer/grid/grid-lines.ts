import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import { type Grouped, groupKey, type RowGroup } from '#lib/rows/group-rows.ts'

/** A group as a line: which column it is by, and the rows in it. */
export type GroupOnLine = {
  readonly key: string
  readonly group: RowGroup
  readonly column: GridColumn
  readonly rows: Uint32Array
}

/** What stands on each line of the grid: a row, or a group. */
export class GridLines {
  /** Rows in order, those in closed groups too. */
  readonly order: Uint32Array
  readonly #grouped: Grouped
  readonly #lines: Int32Array
  readonly #by: readonly GridColumn[]
  #lineOf: Int32Array | undefined

  constructor(grouped: Grouped, lines: Int32Array, by: readonly GridColumn[]) {
    this.order = grouped.order
    this.#grouped = grouped
    this.#lines = lines
    this.#by = by
  }

  get length(): number {
    return this.#lines.length
  }

  /** Whether the same stands on every line. */
  isSameAs(other: GridLines): boolean {
    if (this.#lines === other.#lines) return true
    return this.length === other.length && this.#lines.every((place, line) => place === other.#lines[line])
  }

  rowAt(line: number): number | undefined {
    const row = this.#lines[line]
    return row === undefined || row < 0 ? undefined : row
  }

  groupAt(line: number): GroupOnLine | undefined {
    const place = this.#lines[line]
    if (place === undefined || place >= 0) return undefined
    const group = this.#grouped.groups[~place]
    const column = this.#by[group?.level ?? -1]
    if (group === undefined || column === undefined) return undefined
    const rows = this.order.subarray(group.start, group.end)
    return { key: groupKey(this.#grouped, ~place), group, column, rows }
  }

  /** The line of a group; -1 when there is no such group, or it is in a closed one. */
  lineOfGroup(key: string): number {
    return this.#lines.findIndex((place) => place < 0 && groupKey(this.#grouped, ~place) === key)
  }

  /** The rows on these lines, without those in closed groups. */
  rowsOn(first: number, last: number): Uint32Array {
    return Uint32Array.from(this.#lines.subarray(first, last + 1).filter((place) => place >= 0))
  }

  /** -1 for a row in a closed group, and for one that is not shown. */
  lineOf(row: number): number {
    this.#lineOf ??= this.#turned()
    return this.#lineOf[row] ?? -1
  }

  #turned(): Int32Array {
    // Of the rows of a table, only some may be shown.
    const rows = this.order.reduce((most, row) => Math.max(most, row + 1), 0)
    const lineOf = new Int32Array(rows).fill(-1)
    for (const [line, row] of this.#lines.entries()) if (row >= 0) lineOf[row] = line
    return lineOf
  }
}
