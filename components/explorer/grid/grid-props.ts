import type { RefObject } from 'react'
import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import type { Comparison } from '#components/explorer/compare/comparison.ts'
import type { CellPlace, CellRange } from '#components/explorer/grid/cell-place.ts'
import type { ColumnActions } from '#components/explorer/grid/column-actions.ts'
import type { GridLines } from '#components/explorer/grid/grid-lines.ts'
import type { CellPress } from '#components/explorer/grid/use-row-press.ts'
import type { UsersById } from '#lib/history/user-name.ts'
import type { NewsOfRows } from '#lib/queries/live/live-reader.ts'
import type { RowTable } from '#lib/rows/row-table.ts'
import type { NameOf } from '#lib/rows/unit-columns.ts'
import type { VisibleRows } from '#lib/rows/visible-rows.ts'

export type GridHandle = {
  readonly scrollTo: (place: CellPlace) => void
  readonly focus: () => void
  readonly openMenu: (place: CellPlace) => void
  /** Arrows sideways are its own only then: elsewhere they scroll, or move something else. */
  readonly hasFocus: () => boolean
  /** How many lines fit on the screen, for Page Up and Page Down. */
  readonly pageSize: () => number
  readonly visibleRows: VisibleRows
}

export type UnitsGridProps = {
  ref: RefObject<GridHandle | null>
  table: RowTable
  /** Changes whenever a cell may have. */
  version: string
  lines: GridLines
  closedGroups: ReadonlySet<string>
  columns: readonly GridColumn[]
  users: UsersById | undefined
  nameOf: NameOf
  comparison: Comparison | undefined
  columnActions: ColumnActions
  /** How the lines are arranged. When it changes, the first line is shown. */
  arrangement: string
  /** What is told of units that changed elsewhere. */
  news: NewsOfRows
  rowHeight: number
  active: CellPlace | undefined
  range: CellRange | undefined
  isSelected: (row: number) => boolean
  selectAll: 'none' | 'some' | 'all'
  /** The rows belong to an earlier query than the one on screen. */
  isStale: boolean
  /** Rows are still to come. */
  isArriving: boolean
  onSelectAll: () => void
  onCell: (place: CellPlace, how: CellPress, cell: HTMLElement) => void
  /** Elsewhere is a window of the browser's own. */
  onOpen: (row: number, isElsewhere: boolean) => void
  onToggleGroup: (key: string) => void
  /** Lines have come to rest. */
  onRest: () => void
}
