// biome-ignore-all lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose cells are gone through by keys is a grid
'use client'

import { type KeyboardEvent, useRef, useState } from 'react'
import { type GridColumn, titleInside } from '#components/explorer/columns/grid-column.ts'
import { CellText, valuesText } from '#components/explorer/matrix/matrix-cell.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { count as counted } from '#lib/base/plural.ts'
import { absent, type Column, isValue, pending } from '#lib/rows/column.ts'
import type { Matrix, MatrixLine } from '#lib/rows/compare/matrix.ts'
import type { RowTable } from '#lib/rows/row-table.ts'
import { cellsOf, type NameOf, shownCell } from '#lib/rows/unit-columns.ts'

type Place = { readonly line: number; readonly column: number }

/** The matrix as a grid: arrows go from cell to cell, and Enter shows the units of one. */
export function MatrixTable({
  matrix,
  limit,
  columns: { down, across, shown },
  table,
  nameOf,
  onPress,
}: {
  matrix: Matrix
  limit: number
  columns: { readonly down: GridColumn; readonly across: GridColumn; readonly shown: GridColumn }
  table: RowTable
  nameOf: NameOf
  onPress: (rows: Uint32Array) => void
}) {
  const body = useRef<HTMLTableSectionElement>(null)
  const [chosen, setActive] = useState<Place>({ line: 0, column: 0 })
  const lines = matrix.lines.slice(0, limit)
  // Lines and columns may be fewer by now, and one cell always takes the focus.
  const active = {
    line: within(chosen.line, lines.length),
    column: within(chosen.column, matrix.across.length),
  }
  const nameIn = (column: GridColumn, code: number) =>
    nameOfCode(cellsOf(table, column, column.id), column, code, nameOf)
  const go = (event: KeyboardEvent) => {
    const next = moved(active, event.key, lines.length, matrix.across.length)
    if (next === undefined) return
    event.preventDefault()
    event.stopPropagation()
    setActive(next)
    const cell = body.current?.rows[next.line]?.cells[next.column + 1]
    cell?.querySelector('button')?.focus()
  }
  return (
    <div className="min-h-0 overflow-auto">
      <table
        role="grid"
        aria-label={`${shown.title} by ${down.title} and ${across.title}`}
        className="border-separate border-spacing-0 text-xs"
        onKeyDown={go}
      >
        <thead className="bg-sunken">
          <tr>
            <th
              scope="col"
              className="sticky top-0 left-0 z-20 border-line border-b bg-sunken px-2 py-1 text-left"
            >
              {down.title}
            </th>
            {matrix.across.map((code) => (
              <th
                key={code}
                scope="col"
                className="sticky top-0 z-10 whitespace-nowrap border-line border-b bg-sunken px-2 py-1 text-left font-medium text-muted"
              >
                {nameIn(across, code)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {lines.map((line, lineIndex) => (
            <Line
              key={line.code}
              line={line}
              title={nameIn(down, line.code)}
              across={matrix.across}
              cells={cellsOf(table, shown, shown.id)}
              columnName={(code) => nameIn(across, code)}
              active={active.line === lineIndex ? active.column : undefined}
              onActive={(column) => setActive({ line: lineIndex, column })}
              onPress={({ start, end }) => onPress(matrix.order.subarray(start, end))}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Line({
  line,
  title,
  across,
  cells,
  columnName,
  active,
  onActive,
  onPress,
}: {
  line: MatrixLine
  title: string
  across: readonly number[]
  cells: Column
  columnName: (code: number) => string
  active: number | undefined
  onActive: (column: number) => void
  onPress: (rows: { readonly start: number; readonly end: number }) => void
}) {
  return (
    <tr>
      <th
        scope="row"
        className="mono sticky left-0 z-10 whitespace-nowrap border-line border-b bg-surface px-2 text-left font-medium"
      >
        {title}
        {line.differing > 0 && (
          <span className="figures ml-1.5 font-semibold" title={`${line.differing} differ`}>
            <span aria-hidden className="mr-1 inline-block size-1.5 rounded-full bg-changed" />
            {line.differing}
            <span className="sr-only"> differ</span>
          </span>
        )}
      </th>
      {across.map((code, column) => {
        const cell = line.cells.get(code)
        const said = cell === undefined ? 'no unit' : valuesText(cell, cells)
        const size = cell === undefined ? '' : `, ${counted(cell.end - cell.start, 'unit')}`
        return (
          <td key={code} className="border-line border-b p-0">
            <button
              type="button"
              tabIndex={active === column ? 0 : -1}
              aria-disabled={cell === undefined}
              aria-label={`${title}, ${columnName(code)}: ${said}${size}${cell && cell.differing > 0 ? `, ${cell.differing} differ` : ''}`}
              title={said}
              onFocus={() => onActive(column)}
              onClick={() => cell && onPress(cell)}
              className={classNames(
                'mono flex h-7 w-full min-w-10 items-center gap-1.5 px-2 text-left focus-visible:-outline-offset-2',
                cell === undefined ? 'cursor-default' : 'hover:bg-hover',
                cell && cell.differing > 0 && 'font-bold',
              )}
            >
              {cell && <CellText cell={cell} cells={cells} />}
            </button>
          </td>
        )
      })}
    </tr>
  )
}

function nameOfCode(cells: Column, column: GridColumn, code: number, nameOf: NameOf): string {
  if (isValue(code)) return shownCell(cells, code, column, nameOf)
  const title = titleInside(column)
  if (code === absent) return `no ${title}`
  return code === pending ? `${title} not read yet` : `${title} unknown`
}

function within(place: number, count: number): number {
  return Math.min(Math.max(0, place), Math.max(0, count - 1))
}

function moved({ line, column }: Place, key: string, lines: number, columns: number): Place | undefined {
  switch (key) {
    case 'ArrowLeft':
      return { line, column: within(column - 1, columns) }
    case 'ArrowRight':
      return { line, column: within(column + 1, columns) }
    case 'ArrowUp':
      return { line: within(line - 1, lines), column }
    case 'ArrowDown':
      return { line: within(line + 1, lines), column }
    case 'Home':
      return { line, column: 0 }
    case 'End':
      return { line, column: within(columns - 1, columns) }
    default:
      return undefined
  }
}
