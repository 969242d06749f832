// biome-ignore-all lint/a11y/useSemanticElements: a virtualised grid cannot be a table, so ARIA roles say what it is
// biome-ignore-all lint/a11y/useFocusableInteractive: focus stays on the grid; aria-activedescendant names the row
'use client'

import { ArrowDown, ArrowUp, CircleHelp } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import type { UnitsTable } from '#components/explorer/grid/units-table.ts'
import { classNames } from '#components/ui/class-names.ts'

type Header = ReturnType<UnitsTable['getFlatHeaders']>[number]

const step = 16

export function HeaderCell({
  header,
  column,
  columnIndex,
  sortCount,
  onResize,
}: {
  header: Header
  column: GridColumn
  columnIndex: number
  /** How many columns are sorted. With one, its position is not shown. */
  sortCount: number
  onResize: (width: number) => void
}) {
  const sorted = header.column.getIsSorted()
  const Arrow = sorted === 'desc' ? ArrowDown : ArrowUp
  const width = header.getSize()
  const resizeByKey = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    event.preventDefault()
    event.stopPropagation()
    onResize(width + (event.key === 'ArrowLeft' ? -step : step))
  }
  return (
    <div
      role="columnheader"
      aria-colindex={columnIndex}
      aria-sort={sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : 'none'}
      style={{ width }}
      className={classNames(
        'group/header relative flex h-8 shrink-0 items-center bg-sunken',
        columnIndex === 2 && 'sticky left-9 z-10',
      )}
    >
      <button
        type="button"
        title={`${column.description ?? column.title}${column.isNobodys ? ': no unit here has this path' : ''}`}
        onClick={header.column.getToggleSortingHandler()}
        className={classNames(
          'flex h-full min-w-0 flex-1 items-center gap-1 px-2 text-left font-medium text-muted text-xs hover:text-ink focus-visible:-outline-offset-2',
          column.isNumeric && 'flex-row-reverse justify-start text-right',
          column.kind === 'value' && 'mono',
        )}
      >
        {column.isNobodys && <CircleHelp aria-hidden size={12} className="shrink-0 text-attention" />}
        <span className="truncate">{column.title}</span>
        {column.isNobodys && <span className="sr-only">no unit here has this path</span>}
        {sorted && (
          <span className="inline-flex shrink-0 items-center text-accent">
            <Arrow aria-hidden size={12} strokeWidth={2.4} />
            {sortCount > 1 && <span className="text-2xs">{header.column.getSortIndex() + 1}</span>}
          </span>
        )}
      </button>
      <div
        role="separator"
        tabIndex={0}
        aria-orientation="vertical"
        aria-label={`Width of ${column.title}`}
        aria-valuenow={width}
        aria-valuemin={56}
        aria-valuemax={900}
        onMouseDown={header.getResizeHandler()}
        onTouchStart={header.getResizeHandler()}
        onDoubleClick={() => onResize(column.width)}
        onKeyDown={resizeByKey}
        className={classNames(
          'absolute top-1.5 right-0 bottom-1.5 w-1.5 cursor-col-resize touch-none rounded-full focus-visible:bg-accent',
          header.column.getIsResizing() ? 'bg-accent' : 'border-line border-r group-hover/header:bg-line',
        )}
      />
    </div>
  )
}
