import type { ReactNode } from 'react'
import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import type { SortRule } from '#components/explorer/columns/sort.ts'

/** What can be done with a column at its header. */
export type ColumnActions = {
  readonly sort: readonly SortRule[]
  readonly group: readonly string[]
  /** One way, the other, not at all; with others it is added to the order. */
  readonly toggleSort: (column: GridColumn, withOthers: boolean) => void
  readonly setSort: (rules: readonly SortRule[]) => void
  readonly toggleGroup: (id: string) => void
  readonly togglePin: (id: string) => void
  /** To the place of another column. False where it cannot go further. */
  readonly move: (id: string, place: number) => boolean
  readonly hide: (id: string) => void
  /** The panel with the values of a column over all rows. */
  readonly renderValues: (column: GridColumn, anchor: HTMLElement | null, onClose: () => void) => ReactNode
  /** Without a width: the usual one. */
  readonly resize: (id: string, width?: number) => void
}
