// biome-ignore-all lint/a11y/useSemanticElements: a virtualised grid cannot be a table, so ARIA roles say what it is
// biome-ignore-all lint/a11y/useFocusableInteractive: focus stays on the grid; aria-activedescendant names the row
'use client'

import { ArrowDown, ArrowUp, ChevronDown, CircleHelp } from 'lucide-react'
import { type KeyboardEvent, type PointerEvent, useId, useState } from 'react'
import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import { narrowest, widest } from '#components/explorer/columns/layout.ts'
import { classNames } from '#components/ui/class-names.ts'

const step = 16

export type ColumnSort = {
  readonly isDescending: boolean
  /** Its position among the sorted columns; absent when it is the only one. */
  readonly position?: number
}

type HeaderCellProps = {
  column: GridColumn
  width: number
  /** Where it sticks, when it is pinned. */
  left: number | undefined
  columnIndex: number
  sort: ColumnSort | undefined
  /** A dragged column would be put there. */
  dropSide: 'before' | 'after' | undefined
  isMenuOpen: boolean
  onSort: (withOthers: boolean) => void
  onMenu: () => void
  onMove: (by: number) => void
  onDragWidth: (width: number) => void
  /** Without a width: the usual one. */
  onResize: (width?: number) => void
}

export function HeaderCell(props: HeaderCellProps) {
  const { width, left, columnIndex, sort, dropSide, isMenuOpen, onMenu } = props
  return (
    <div
      role="columnheader"
      data-header
      aria-colindex={columnIndex}
      aria-sort={sort === undefined ? 'none' : sort.isDescending ? 'descending' : 'ascending'}
      style={{ width, left }}
      className={classNames(
        'group/header relative flex h-8 shrink-0 items-center bg-sunken',
        left !== undefined && 'z-10 sm:sticky',
        columnIndex === 2 && 'sticky',
      )}
    >
      <HeaderButton {...props} />
      <button
        type="button"
        tabIndex={-1}
        aria-label="Column menu"
        aria-haspopup="menu"
        aria-expanded={isMenuOpen}
        onClick={onMenu}
        className="absolute right-1.5 grid size-5 place-items-center bg-sunken rounded-sm text-muted opacity-0 hover:bg-press hover:text-ink aria-expanded:opacity-100 group-focus-within/header:opacity-100 group-hover/header:opacity-100 pointer-coarse:opacity-100"
      >
        <ChevronDown aria-hidden size={13} />
      </button>
      {dropSide && (
        <span
          aria-hidden
          className={classNames(
            'absolute inset-y-0 z-20 w-0.5 bg-accent',
            dropSide === 'before' ? 'left-0' : 'right-0',
          )}
        />
      )}
      <WidthHandle {...props} />
    </div>
  )
}

function HeaderButton({ column, sort, isMenuOpen, onSort, onMenu, onMove }: HeaderCellProps) {
  const buttonId = useId()
  const Arrow = sort?.isDescending ? ArrowDown : ArrowUp
  const takeKey = (event: KeyboardEvent) => {
    const isMove = event.altKey && event.shiftKey
    if (isMove && event.key === 'ArrowLeft') onMove(-1)
    else if (isMove && event.key === 'ArrowRight') onMove(1)
    else if (event.key === 'ArrowDown' || event.key === 'ContextMenu') onMenu()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <button
      type="button"
      id={buttonId}
      data-column={column.id}
      aria-keyshortcuts="ArrowDown Alt+Shift+ArrowLeft Alt+Shift+ArrowRight"
      aria-haspopup="menu"
      aria-expanded={isMenuOpen}
      title={`${column.description ?? column.title}${column.isNobodys ? ': no unit here has this path' : ''}\nEnter sorts, ↓ opens the menu, Alt+Shift+← or → moves the column`}
      onClick={(event) => onSort(event.shiftKey)}
      onContextMenu={(event) => {
        event.preventDefault()
        onMenu()
      }}
      onKeyDown={takeKey}
      className={classNames(
        'flex h-full min-w-0 flex-1 items-center gap-1 pl-2 font-medium text-muted text-xs hover:text-ink focus-visible:-outline-offset-2',
        column.holds === 'number' ? 'flex-row-reverse justify-start pr-2 text-right' : 'pr-0.5 text-left',
        column.kind === 'value' && 'mono',
      )}
    >
      {column.isNobodys && <CircleHelp aria-hidden size={12} className="shrink-0 text-attention" />}
      <span className="truncate">{column.title}</span>
      {column.isNobodys && <span className="sr-only">no unit here has this path</span>}
      {column.differing !== undefined && column.differing > 0 && <Differing count={column.differing} />}
      {sort && (
        <span className="inline-flex shrink-0 items-center text-accent">
          <Arrow aria-hidden size={12} strokeWidth={2.4} />
          {sort.position !== undefined && <span className="text-2xs">{sort.position}</span>}
        </span>
      )}
    </button>
  )
}

/** `● 3`, which reads “3 differ”. */
function Differing({ count }: { count: number }) {
  return (
    <span
      title={`${count} differ`}
      className="figures inline-flex shrink-0 items-center gap-1 font-semibold text-ink"
    >
      <span aria-hidden className="size-1.5 rounded-full bg-changed" />
      {count}
      <span className="sr-only">differ</span>
    </span>
  )
}

function WidthHandle({ column, width, onDragWidth, onResize }: HeaderCellProps) {
  const [drag, setDrag] = useState<{ readonly from: number; readonly width: number }>()
  const resizeByKey = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    event.preventDefault()
    event.stopPropagation()
    onResize(width + (event.key === 'ArrowLeft' ? -step : step))
  }
  const begin = (event: PointerEvent<HTMLElement>) => {
    event.preventDefault()
    event.stopPropagation()
    event.currentTarget.setPointerCapture(event.pointerId)
    setDrag({ from: event.clientX, width })
  }
  const end = () => {
    if (drag !== undefined && width !== drag.width) onResize(width)
    setDrag(undefined)
  }
  return (
    <div
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={`Width of ${column.title}`}
      aria-valuenow={width}
      aria-valuemin={narrowest}
      aria-valuemax={widest}
      onPointerDown={begin}
      onPointerMove={(event) => drag && onDragWidth(drag.width + event.clientX - drag.from)}
      onPointerUp={end}
      onPointerCancel={end}
      onDoubleClick={() => onResize()}
      onKeyDown={resizeByKey}
      className={classNames(
        'absolute top-1.5 right-0 bottom-1.5 w-1.5 cursor-col-resize touch-none rounded-full focus-visible:bg-accent',
        drag ? 'bg-accent' : 'border-line border-r group-hover/header:bg-line',
      )}
    />
  )
}
