// biome-ignore-all lint/a11y/useSemanticElements: a virtualised grid cannot be a table, so ARIA roles say what it is
// biome-ignore-all lint/a11y/useFocusableInteractive: focus stays on the grid; aria-activedescendant names the row
'use client'

import { type RefObject, useImperativeHandle, useMemo, useRef } from 'react'
import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import { stickyLefts } from '#components/explorer/columns/layout.ts'
import type { Comparison } from '#components/explorer/compare/comparison.ts'
import type { ColumnActions } from '#components/explorer/grid/column-actions.ts'
import type { GridLines } from '#components/explorer/grid/grid-lines.ts'
import { GridRow, type LineLook, type RowPress, rowElementId } from '#components/explorer/grid/grid-row.tsx'
import { GroupRow } from '#components/explorer/grid/group-row.tsx'
import { checkboxWidth, HeaderRow } from '#components/explorer/grid/header-row.tsx'
import { useColumnWidths } from '#components/explorer/grid/use-column-widths.ts'
import { useRowPress } from '#components/explorer/grid/use-row-press.ts'
import { useWindow } from '#components/explorer/grid/use-window.ts'
import { classNames } from '#components/ui/class-names.ts'
import { useNow } from '#components/ui/time/now.ts'
import type { UsersById } from '#lib/history/user-name.ts'
import type { LiveState } from '#lib/queries/live/live-reader.ts'
import type { RowTable } from '#lib/rows/row-table.ts'
import type { NameOf } from '#lib/rows/unit-columns.ts'

export type GridHandle = {
  readonly scrollToLine: (line: number) => void
  readonly focus: () => void
  /** How many lines fit on the screen, for Page Up and Page Down. */
  readonly pageSize: () => number
  readonly visibleRows: () => readonly number[]
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
  /** Units that changed elsewhere, by UnitID. */
  changed: LiveState['changed']
  rowHeight: number
  activeRow: number | undefined
  isSelected: (row: number) => boolean
  selectAll: 'none' | 'some' | 'all'
  /** The rows belong to an earlier query than the one on screen. */
  isStale: boolean
  /** Rows are still to come. */
  isArriving: boolean
  onSelectAll: () => void
  onRow: (row: number, how: RowPress) => void
  onOpen: (row: number) => void
  onToggleGroup: (key: string) => void
  onScroll: () => void
}

const headerHeight = 32

export function UnitsGrid(props: UnitsGridProps) {
  const { table, lines, columns, rowHeight, activeRow } = props
  const scroller = useRef<HTMLDivElement>(null)
  const place = { lineCount: lines.length, lineHeight: rowHeight, headerHeight }
  const shown = useWindow(scroller, place, props.onScroll)
  useHandle(props, scroller, shown)
  const press = useRowPress(props)
  const { widths, drag } = useColumnWidths(columns)
  const totalWidth = checkboxWidth + widths.reduce((sum, width) => sum + width, 0)
  const now = useNow()
  const { version, users, nameOf, comparison, changed } = props
  const look = useMemo(
    () => ({
      table,
      columns,
      widths,
      lefts: stickyLefts(columns, widths, checkboxWidth),
      users,
      nameOf,
      comparison,
      changed,
      now,
      version,
      height: rowHeight,
    }),
    [table, columns, widths, users, nameOf, comparison, changed, now, version, rowHeight],
  )
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label="Units"
      aria-multiselectable
      aria-rowcount={lines.length + 1}
      aria-colcount={columns.length + 1}
      aria-busy={props.isStale || props.isArriving}
      aria-activedescendant={activeRow === undefined ? undefined : rowElementId(table.ids[activeRow] ?? '')}
      tabIndex={0}
      className={classNames(
        'h-full overflow-auto bg-surface outline-none transition-opacity duration-120 focus-visible:shadow-[inset_0_0_0_2px_var(--accent)]',
        props.isStale && 'opacity-50',
      )}
    >
      <HeaderRow
        columns={columns}
        widths={widths}
        actions={props.columnActions}
        selectAll={props.selectAll}
        onDragWidth={drag}
        onSelectAll={props.onSelectAll}
      />
      <div
        role="presentation"
        style={{ height: lines.length * rowHeight, width: totalWidth }}
        className="relative min-w-full"
        {...press}
      >
        {shown.lines.map(({ slot, line }) => (
          <Line key={slot} grid={props} look={look} line={line} />
        ))}
      </div>
    </div>
  )
}

function Line({ grid, look, line }: { grid: UnitsGridProps; look: LineLook; line: number }) {
  const { lines, activeRow, isSelected, closedGroups, onToggleGroup } = grid
  const row = lines.rowAt(line)
  if (row !== undefined) {
    return (
      <GridRow look={look} line={line} row={row} isActive={row === activeRow} isSelected={isSelected(row)} />
    )
  }
  const group = lines.groupAt(line)
  if (group === undefined) return null
  return (
    <GroupRow
      look={look}
      line={line}
      group={group}
      isOpen={!closedGroups.has(group.key)}
      onToggle={() => onToggleGroup(group.key)}
    />
  )
}

/** Scrolls to lines, and says which are on screen. */
function useHandle(
  { ref, lines, rowHeight }: UnitsGridProps,
  scroller: RefObject<HTMLDivElement | null>,
  { first, last }: { readonly first: number; readonly last: number },
) {
  useImperativeHandle(ref, () => {
    const roomHeight = () => (scroller.current?.clientHeight ?? 0) - headerHeight
    return {
      scrollToLine: (line) => {
        const element = scroller.current
        if (element === null) return
        const top = line * rowHeight
        // The sticky header covers the top of what scrolls.
        if (top < element.scrollTop) element.scrollTop = top
        else if (top + rowHeight > element.scrollTop + roomHeight())
          element.scrollTop = top + rowHeight - roomHeight()
      },
      focus: () => scroller.current?.focus(),
      pageSize: () => Math.max(1, Math.floor(roomHeight() / rowHeight) - 1),
      visibleRows: () =>
        Array.from({ length: last - first }, (_, index) => lines.rowAt(first + index)).filter(
          (row) => row !== undefined,
        ),
    }
  })
}
