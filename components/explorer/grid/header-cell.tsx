// biome-ignore-all lint/a11y/useSemanticElements: a virtualised grid cannot be a table, so ARIA roles say what it is
// biome-ignore-all lint/a11y/useFocusableInteractive: focus stays on the grid; aria-activedescendant names the row
'use client'

import { ArrowDown, ArrowUp, CircleHelp } from 'lucide-react'
import { type KeyboardEvent, type PointerEvent, useState } from 'react'
import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import { narrowest, widest } from '#components/explorer/grid/use-column-widths.ts'
import { classNames } from '#components/ui/class-names.ts'

const step = 16

export type ColumnSort = {
  readonly isDescending: boolean
  /** Its position among the sorted columns; absent when it is the only one. */
  readonly position?: number
}

export function HeaderCell({
  column,
  width,
  columnIndex,
  sort,
  onSort,
  onResize,
}: {
  column: GridColumn
  width: number
  columnIndex: number
  sort: ColumnSort | undefined
  onSort: (withOthers: boolean) => void
  onResize: (width: number) => void
}) {
  const Arrow = sort?.isDescending ? ArrowDown : ArrowUp
  return (
    <div
      role="columnheader"
      aria-colindex={columnIndex}
      aria-sort={sort === undefined ? 'none' : sort.isDescending ? 'descending' : 'ascending'}
      style={{ width }}
      className={classNames(
        'group/header relative flex h-8 shrink-0 items-center bg-sunken',
        columnIndex === 2 && 'sticky left-9 z-10',
      )}
    >
      <button
        type="button"
        title={`${column.description ?? column.title}${column.isNobodys ? ': no unit here has this path' : ''}`}
        onClick={(event) => onSort(event.shiftKey)}
        className={classNames(
          'flex h-full min-w-0 flex-1 items-center gap-1 px-2 text-left font-medium text-muted text-xs hover:text-ink focus-visible:-outline-offset-2',
          column.holds === 'number' && 'flex-row-reverse justify-start text-right',
          column.kind === 'value' && 'mono',
        )}
      >
        {column.isNobodys && <CircleHelp aria-hidden size={12} className="shrink-0 text-attention" />}
        <span className="truncate">{column.title}</span>
        {column.isNobodys && <span className="sr-only">no unit here has this path</span>}
        {sort && (
          <span className="inline-flex shrink-0 items-center text-accent">
            <Arrow aria-hidden size={12} strokeWidth={2.4} />
            {sort.position !== undefined && <span className="text-2xs">{sort.position}</span>}
          </span>
        )}
      </button>
      <WidthHandle column={column} width={width} onResize={onResize} />
    </div>
  )
}

function WidthHandle({
  column,
  width,
  onResize,
}: {
  column: GridColumn
  width: number
  onResize: (width: number) => void
}) {
  const [drag, setDrag] = useState<{ readonly from: number; readonly width: number }>()
  const resizeByKey = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    event.preventDefault()
    event.stopPropagation()
    onResize(width + (event.key === 'ArrowLeft' ? -step : step))
  }
  const begin = (event: PointerEvent<HTMLElement>) => {
    event.preventDefault()
    event.currentTarget.setPointerCapture(event.pointerId)
    setDrag({ from: event.clientX, width })
  }
  const end = () => setDrag(undefined)
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
      onPointerMove={(event) => drag && onResize(drag.width + event.clientX - drag.from)}
      onPointerUp={end}
      onPointerCancel={end}
      onDoubleClick={() => onResize(column.width)}
      onKeyDown={resizeByKey}
      className={classNames(
        'absolute top-1.5 right-0 bottom-1.5 w-1.5 cursor-col-resize touch-none rounded-full focus-visible:bg-accent',
        drag ? 'bg-accent' : 'border-line border-r group-hover/header:bg-line',
      )}
    />
  )
}
