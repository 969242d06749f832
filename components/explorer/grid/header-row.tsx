// biome-ignore-all lint/a11y/useSemanticElements: a virtualised grid cannot be a table, so ARIA roles say what it is
// biome-ignore-all lint/a11y/useFocusableInteractive: focus stays on the grid; aria-activedescendant names the row
'use client'

import { memo, useEffect, useRef, useState } from 'react'
import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import { stickyLefts } from '#components/explorer/columns/layout.ts'
import type { SortRule } from '#components/explorer/columns/sort.ts'
import type { ColumnActions } from '#components/explorer/grid/column-actions.ts'
import { type ColumnSort, HeaderCell } from '#components/explorer/grid/header-cell.tsx'
import { useHeaderDrag } from '#components/explorer/grid/use-header-drag.ts'
import { CheckboxMark } from '#components/ui/field/checkbox-mark.tsx'
import { lazily } from '#components/ui/lazily.tsx'

const ColumnMenu = lazily('ColumnMenu', () => import('#components/explorer/later.ts'))

type SelectAllState = 'none' | 'some' | 'all'

/** Width of the column with the checkboxes. */
export const checkboxWidth = 36

/** The first line of the grid; it stays at the top. Nothing in it depends on which lines are drawn. */
export const HeaderRow = memo(function HeaderRow({
  columns,
  widths,
  actions,
  selectAll,
  onDragWidth,
  onSelectAll,
}: {
  columns: readonly GridColumn[]
  widths: readonly number[]
  actions: ColumnActions
  selectAll: SelectAllState
  /** A width while it is dragged, and nothing at the end. */
  onDragWidth: (dragged: { readonly id: string; readonly width: number } | undefined) => void
  onSelectAll: () => void
}) {
  const header = useRef<HTMLDivElement>(null)
  const [menuOf, setMenuOf] = useState<string>()
  const [valuesOf, setValuesOf] = useState<string>()
  const { moved, move, hide } = useMoves(header, columns, actions)
  const drag = useHeaderDrag(header, columns, move)
  const lefts = stickyLefts(columns, widths, checkboxWidth)
  const open = columns.find(({ id }) => id === menuOf)
  const counted = columns.find(({ id }) => id === valuesOf)
  return (
    <div
      ref={header}
      role="row"
      aria-rowindex={1}
      className="sticky top-0 z-20 flex w-max min-w-full border-line border-b bg-sunken"
      {...drag.handlers}
    >
      <div
        role="columnheader"
        aria-colindex={1}
        className="sticky left-0 z-10 grid w-9 shrink-0 place-items-center bg-sunken"
      >
        <SelectAll state={selectAll} onPress={onSelectAll} />
        {/* A row may hold cells only. */}
        <span role="status" className="sr-only">
          {moved}
        </span>
      </div>
      {columns.map((column, index) => (
        <HeaderCell
          key={column.id}
          column={column}
          width={widths[index] ?? column.width}
          left={lefts[index]}
          columnIndex={index + 2}
          sort={sortOfColumn(actions.sort, column.id)}
          dropSide={drag.target === index ? drag.side : undefined}
          isMenuOpen={menuOf === column.id}
          onSort={(withOthers) => actions.toggleSort(column, withOthers)}
          onMenu={() => setMenuOf(column.id)}
          onMove={(by) => move(column.id, index + by)}
          onDragWidth={(width) => onDragWidth({ id: column.id, width })}
          onResize={(width) => {
            onDragWidth(undefined)
            actions.resize(column.id, width)
          }}
        />
      ))}
      {open && (
        <ColumnMenu
          column={open}
          place={columns.indexOf(open)}
          anchor={headerButton(header.current, open.id)}
          actions={{ ...actions, move, hide }}
          onValues={() => setValuesOf(open.id)}
          onClose={() => setMenuOf(undefined)}
        />
      )}
      {counted &&
        actions.renderValues(counted, headerButton(header.current, counted.id), () => setValuesOf(undefined))}
    </div>
  )
})

/** Moves and hides columns, says so, and keeps the focus at a header. */
function useMoves(
  header: React.RefObject<HTMLDivElement | null>,
  columns: readonly GridColumn[],
  actions: ColumnActions,
) {
  const [moved, setMoved] = useState('')
  const focusNext = useRef<string>(undefined)
  // The element of a column that moves loses the focus when it is put elsewhere.
  useEffect(() => {
    if (focusNext.current === undefined || !columns.some(({ id }) => id === focusNext.current)) return
    headerButton(header.current, focusNext.current)?.focus()
    focusNext.current = undefined
  }, [columns, header])
  const titleOf = (id: string) => columns.find((column) => column.id === id)?.title ?? id
  const move = (id: string, place: number) => {
    const hasMoved = actions.move(id, place)
    focusNext.current = hasMoved ? id : undefined
    setMoved(hasMoved ? `${titleOf(id)} moved` : `${titleOf(id)} cannot go further`)
    return hasMoved
  }
  const hide = (id: string) => {
    const at = columns.findIndex((column) => column.id === id)
    focusNext.current = (columns[at + 1] ?? columns[at - 1])?.id
    actions.hide(id)
  }
  return { moved, move, hide }
}

function headerButton(header: HTMLElement | null, id: string): HTMLButtonElement | null {
  return header?.querySelector<HTMLButtonElement>(`[data-column="${CSS.escape(id)}"]`) ?? null
}

function sortOfColumn(sort: readonly SortRule[], id: string): ColumnSort | undefined {
  const place = sort.findIndex((rule) => rule.id === id)
  const rule = sort[place]
  if (rule === undefined) return undefined
  return { isDescending: rule.desc, ...(sort.length > 1 && { position: place + 1 }) }
}

function SelectAll({ state, onPress }: { state: SelectAllState; onPress: () => void }) {
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
