// biome-ignore-all lint/a11y/useSemanticElements: a virtualised grid cannot be a table, so ARIA roles say what it is
// biome-ignore-all lint/a11y/useFocusableInteractive: focus stays on the grid; aria-activedescendant names the row
'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useCallback, useImperativeHandle, useLayoutEffect, useMemo, useRef } from 'react'
import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import type { GridItem, Grouping } from '#components/explorer/columns/grouping.ts'
import type { UnitRow } from '#components/explorer/columns/unit-row.ts'
import { GridRow, type RowPress, rowElementId } from '#components/explorer/grid/grid-row.tsx'
import { GroupRow } from '#components/explorer/grid/group-row.tsx'
import { HeaderRow } from '#components/explorer/grid/header-row.tsx'
import type { UnitsTable } from '#components/explorer/grid/units-table.ts'
import { type GridSelection, isSelected } from '#components/explorer/selection/selection.ts'
import { classNames } from '#components/ui/class-names.ts'
import type { UsersById } from '#components/ui/user-name.tsx'

export type GridHandle = {
  readonly scrollToItem: (index: number) => void
  readonly focus: () => void
  /** How many lines fit on the screen, for Page Up and Page Down. */
  readonly pageSize: () => number
}

export type UnitsGridProps = {
  ref: RefObject<GridHandle | null>
  table: UnitsTable
  items: readonly GridItem[]
  columns: readonly GridColumn[]
  users: UsersById | undefined
  majority: ReadonlyMap<string, string>
  grouping: Grouping
  rowHeight: number
  activeId: string | undefined
  selection: GridSelection
  selectAll: 'none' | 'some' | 'all'
  /** The rows belong to an earlier query than the one on screen. */
  isStale: boolean
  onSelectAll: () => void
  onRow: (row: UnitRow, how: RowPress) => void
  onOpen: (row: UnitRow) => void
  onToggleGroup: (key: string) => void
}

const checkboxWidth = 36

export function UnitsGrid(props: UnitsGridProps) {
  const { table, items, columns, rowHeight, activeId } = props
  const { scroller, virtualizer } = useScroller(props.ref, items.length, rowHeight)
  const handlers = useSteadyHandlers(props)
  const widths = useWidths(table)
  const totalWidth = checkboxWidth + widths.reduce((sum, width) => sum + width, 0)
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label="Units"
      aria-multiselectable
      aria-rowcount={items.length + 1}
      aria-colcount={columns.length + 1}
      aria-busy={props.isStale}
      aria-activedescendant={activeId ? rowElementId(activeId) : undefined}
      tabIndex={0}
      className={classNames(
        'h-full overflow-auto bg-surface outline-none transition-opacity duration-120 focus-visible:shadow-[inset_0_0_0_2px_var(--accent)]',
        props.isStale && 'opacity-50',
      )}
    >
      <HeaderRow
        table={table}
        columns={columns}
        selectAll={props.selectAll}
        onSelectAll={props.onSelectAll}
      />
      <div
        role="presentation"
        style={{ height: virtualizer.getTotalSize(), width: totalWidth }}
        className="relative min-w-full"
      >
        {virtualizer.getVirtualItems().map((virtual) => {
          const item = items[virtual.index]
          if (!item) return null
          const place = {
            rowIndex: virtual.index + 2,
            top: virtual.start,
            height: rowHeight,
            widths,
            columns,
          }
          return item.kind === 'group' ? (
            <GroupRow
              key={`group ${item.group.key}`}
              {...place}
              group={item.group}
              isOpen={item.isOpen}
              isEnvironment={props.grouping === 'environment'}
              onToggle={() => props.onToggleGroup(item.group.key)}
            />
          ) : (
            <GridRow
              key={item.row.id}
              {...place}
              row={item.row}
              users={props.users}
              majority={props.majority}
              isActive={item.row.id === activeId}
              isSelected={isSelected(props.selection, item.row.id)}
              {...handlers}
            />
          )
        })}
      </div>
    </div>
  )
}

/** The visible part of the lines, and a handle that scrolls to others. */
function useScroller(ref: RefObject<GridHandle | null>, lineCount: number, rowHeight: number) {
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: lineCount,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    // The sticky header covers the top of what scrolls.
    scrollPaddingStart: 32,
    paddingStart: 0,
  })
  useImperativeHandle(ref, () => ({
    scrollToItem: (index) => virtualizer.scrollToIndex(index),
    focus: () => scroller.current?.focus(),
    pageSize: () => Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2),
  }))
  return { scroller, virtualizer }
}

/** The page creates new handlers on every render. Stable wrappers keep the rows from rendering again. */
function useSteadyHandlers(props: Pick<UnitsGridProps, 'onRow' | 'onOpen'>) {
  const latest = useRef(props)
  useLayoutEffect(() => {
    latest.current = props
  })
  const onRow = useCallback((row: UnitRow, how: RowPress) => latest.current.onRow(row, how), [])
  const onOpen = useCallback((row: UnitRow) => latest.current.onOpen(row), [])
  return { onRow, onOpen }
}

/** Rows render again when a column width changes, but not while scrolling. */
function useWidths(table: UnitsTable): readonly number[] {
  const sizes = table
    .getFlatHeaders()
    .map((header) => header.getSize())
    .join()
  return useMemo(() => sizes.split(',').map(Number), [sizes])
}
