// biome-ignore-all lint/a11y/useSemanticElements: a virtualised grid cannot be a table, so ARIA roles say what it is
// biome-ignore-all lint/a11y/useFocusableInteractive: focus stays on the grid; aria-activedescendant names the row
'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useCallback, useImperativeHandle, useLayoutEffect, useMemo, useRef } from 'react'
import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import type { GridItem, Grouping } from '#components/explorer/columns/grouping.ts'
import type { UnitRow } from '#components/explorer/columns/unit-row.ts'
import { GridRow, type RowPress, rowElementId } from '#components/explorer/grid/grid-row.tsx'
import { GroupLine } from '#components/explorer/grid/group-line.tsx'
import { HeaderCell } from '#components/explorer/grid/header-cell.tsx'
import type { UnitsTable } from '#components/explorer/grid/units-table.ts'
import { type GridSelection, isSelected } from '#components/explorer/selection/selection.ts'
import { classNames } from '#components/ui/class-names.ts'
import { CheckboxMark } from '#components/ui/field/checkbox.tsx'
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
  /** The rows answer an older question than the one on screen. */
  isStale: boolean
  onSelectAll: () => void
  onRow: (row: UnitRow, how: RowPress) => void
  onOpen: (row: UnitRow) => void
  onToggleGroup: (key: string) => void
}

const checkboxWidth = 36

export function UnitsGrid(props: UnitsGridProps) {
  const { table, items, columns, rowHeight, activeId } = props
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    // The sticky header covers the top of what scrolls.
    scrollPaddingStart: 32,
    paddingStart: 0,
  })
  useImperativeHandle(props.ref, () => ({
    scrollToItem: (index) => virtualizer.scrollToIndex(index),
    focus: () => scroller.current?.focus(),
    pageSize: () => Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2),
  }))
  // Handlers change with every render of the page; the rows need not know.
  const handlers = useRef(props)
  useLayoutEffect(() => {
    handlers.current = props
  })
  const onRow = useCallback((row: UnitRow, how: RowPress) => handlers.current.onRow(row, how), [])
  const onOpen = useCallback((row: UnitRow) => handlers.current.onOpen(row), [])
  const headers = table.getFlatHeaders()
  const sizes = headers.map((header) => header.getSize()).join()
  // Rows are drawn anew when a width changes, not whenever somebody scrolls.
  const widths = useMemo(() => sizes.split(',').map(Number), [sizes])
  const totalWidth = checkboxWidth + widths.reduce((sum, width) => sum + width, 0)
  const resize = (id: string, width: number) =>
    table.setColumnSizing((sizes) => ({ ...sizes, [id]: Math.min(900, Math.max(56, width)) }))
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
      <div
        role="row"
        aria-rowindex={1}
        className="sticky top-0 z-20 flex w-max min-w-full border-line border-b bg-sunken"
      >
        <div
          role="columnheader"
          aria-colindex={1}
          className="sticky left-0 z-10 grid w-9 shrink-0 place-items-center bg-sunken"
        >
          <SelectAll state={props.selectAll} onPress={props.onSelectAll} />
        </div>
        {headers.map((header, index) => {
          const column = columns[index]
          return column ? (
            <HeaderCell
              key={header.id}
              header={header}
              column={column}
              columnIndex={index + 2}
              sortCount={table.state.sorting.length}
              onResize={(width) => resize(column.id, width)}
            />
          ) : null
        })}
      </div>
      <div
        role="presentation"
        style={{ height: virtualizer.getTotalSize(), width: totalWidth }}
        className="relative min-w-full"
      >
        {virtualizer.getVirtualItems().map((virtual) => {
          const item = items[virtual.index]
          if (!item) return null
          const place = { height: rowHeight, transform: `translateY(${virtual.start}px)` }
          return item.kind === 'group' ? (
            <div
              key={`group ${item.group.key}`}
              role="row"
              aria-rowindex={virtual.index + 2}
              style={place}
              className="absolute top-0 left-0 flex w-full border-line border-b bg-sunken"
            >
              <GroupLine
                group={item.group}
                isOpen={item.isOpen}
                isEnvironment={props.grouping === 'environment'}
                columns={columns}
                widths={widths}
                onToggle={() => props.onToggleGroup(item.group.key)}
              />
            </div>
          ) : (
            <GridRow
              key={item.row.id}
              row={item.row}
              rowIndex={virtual.index + 2}
              top={virtual.start}
              height={rowHeight}
              widths={widths}
              columns={columns}
              users={props.users}
              majority={props.majority}
              isActive={item.row.id === activeId}
              isSelected={isSelected(props.selection, item.row.id)}
              onRow={onRow}
              onOpen={onOpen}
            />
          )
        })}
      </div>
    </div>
  )
}

function SelectAll({ state, onPress }: { state: 'none' | 'some' | 'all'; onPress: () => void }) {
  return (
    <button
      type="button"
      role="checkbox"
      aria-checked={state === 'some' ? 'mixed' : state === 'all'}
      aria-label="Select all units"
      onClick={onPress}
      className="grid size-6 place-items-center rounded-sm"
    >
      <CheckboxMark isSelected={state === 'all'} isIndeterminate={state === 'some'} />
    </button>
  )
}
