'use client'

import { type RefObject, useRef, useState } from 'react'
import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import {
  type CellDistance,
  type CellPlace,
  type CellRange,
  movedBy,
  rangeOf,
} from '#components/explorer/grid/cell-place.ts'
import type { GridLines } from '#components/explorer/grid/grid-lines.ts'
import type { GridHandle } from '#components/explorer/grid/grid-props.ts'
import type { RowPress } from '#components/explorer/grid/grid-row.tsx'
import { type GridSelection, withRange, withToggled } from '#components/explorer/selection/selection.ts'
import type { RowTable } from '#lib/rows/row-table.ts'

export type GridCursor = ReturnType<typeof useGridCursor>

/** A cell by what stands on its line, a unit or a group, so that it stays the same when lines move; '' is the checkbox. */
type Mark = { readonly unit?: string; readonly group?: string; readonly column: string }

/** What a range was marked on. Where other units or columns come between its ends, it is no longer what was marked. */
type Ground = { readonly table: RowTable; readonly lines: GridLines; readonly columns: string }
type MarkedRange = { readonly from: Mark; readonly ground: Ground }

function isSameGround(marked: Ground, now: Ground): boolean {
  return marked.table === now.table && marked.columns === now.columns && marked.lines.isSameAs(now.lines)
}

type Cells = {
  table: RowTable
  lines: GridLines
  columns: readonly GridColumn[]
  grid: RefObject<GridHandle | null>
  onActivate: (row: number) => void
}

/**
 * The active cell of the keyboard, the range of cells that ends at it, and the selection of units. What is scrolled out
 * of view stays active, and so does a unit when other rows come; a range ends then.
 */
export function useGridCursor({
  selection,
  onSelectionChange,
  ...cells
}: Cells & { selection: GridSelection; onSelectionChange: (selection: GridSelection) => void }) {
  const { table, lines } = cells
  const anchor = useRef<string>(undefined)
  const { active, placeOf, activate, ...cursor } = useCellCursor(cells)
  const { range, activeRow } = cursor
  const idOf = (row: number) => table.ids[row] ?? ''
  const selectUnits = (first: number, last: number) => {
    const ids = Array.from(lines.rowsOn(first, last), idOf)
    onSelectionChange(withRange(selection, ids, table.ids))
  }
  const toggle = (row: number) => {
    anchor.current = idOf(row)
    onSelectionChange(withToggled(selection, idOf(row), table.ids))
  }
  const selectTo = (line: number) => {
    const from = anchor.current === undefined ? active : placeOf({ unit: anchor.current, column: '' })
    const other = from?.line ?? line
    selectUnits(Math.min(other, line), Math.max(other, line))
  }
  return {
    ...cursor,
    active,
    /** The unit with the cursor, or all units of the range. */
    toggleActive: () => {
      if (range !== undefined) selectUnits(range.firstLine, range.lastLine)
      else if (activeRow !== undefined) toggle(activeRow)
    },
    press: (place: CellPlace, how: Exclude<RowPress, 'peek'>) => {
      const row = lines.rowAt(place.line)
      if (how === 'range') selectTo(place.line)
      else if (row !== undefined) {
        if (how === 'toggle') toggle(row)
        else anchor.current = idOf(row)
      }
      activate(place)
    },
  }
}

function useCellCursor({ table, lines, columns, grid, onActivate }: Cells) {
  const [state, setState] = useState<{ readonly active?: Mark; readonly range?: MarkedRange }>({})
  const ground = { table, lines, columns: columns.map(({ id }) => id).join('\n') }
  const size = { lines: lines.length, columns: columns.length }
  const markOf = (place: CellPlace) => markIn(table, lines, columns, place)
  const placeOf = (mark: Mark | undefined) => placeIn(table, lines, columns, mark)
  const active = placeOf(state.active)
  const rangeFrom =
    state.range && isSameGround(state.range.ground, ground) ? placeOf(state.range.from) : undefined
  const activeRow = active && lines.rowAt(active.line)
  const activate = (place: CellPlace, from?: CellPlace) => {
    setState({ active: markOf(place), ...(from && { range: { from: markOf(from), ground } }) })
    const row = lines.rowAt(place.line)
    if (row !== undefined && row !== activeRow) onActivate(row)
  }
  const goTo = (place: CellPlace | undefined, from?: CellPlace) => {
    if (place === undefined) return
    activate(place, from)
    grid.current?.scrollTo(place)
  }
  /** The first key lands on the first cell, whichever way it points. */
  const first = { line: 0, column: 1 }
  const goToLine = (line: number) => goTo({ line, column: active?.column ?? 1 })
  return {
    active,
    activeRow,
    activeGroup: active && lines.groupAt(active.line),
    range: active && rangeFrom && largeRange(rangeFrom, active),
    placeOf,
    activate,
    move: (by: CellDistance) => goTo(active ? movedBy(active, by, size) : movedBy(first, {}, size)),
    /** To the next line with a unit on it; none beyond the last one. */
    moveUnit: (by: 1 | -1) => goTo(nextUnit(lines, active ?? { line: -1, column: 1 }, active ? by : 1)),
    goTo: (place: Partial<CellPlace>) => goTo(movedBy({ ...(active ?? first), ...place }, {}, size)),
    goToLine,
    /** To the line of a unit; a unit in a closed group has none. */
    goToUnit: (row: number) => {
      const line = lines.lineOf(row)
      if (line === -1) onActivate(row)
      else goToLine(line)
    },
    extend: (by: CellDistance) => {
      if (active === undefined) goTo(movedBy(first, {}, size))
      else goTo(movedBy(active, by, size), rangeFrom ?? active)
    },
    clear: () => setState({}),
    clearRange: () => setState((before) => (before.active ? { active: before.active } : {})),
  }
}

function markIn(
  table: RowTable,
  lines: GridLines,
  columns: readonly GridColumn[],
  { line, column }: CellPlace,
): Mark {
  const row = lines.rowAt(line)
  const group = lines.groupAt(line)?.key
  const columnId = columns[column - 1]?.id ?? ''
  return {
    column: columnId,
    ...(row !== undefined && { unit: table.ids[row] ?? '' }),
    ...(group !== undefined && { group }),
  }
}

function placeIn(
  table: RowTable,
  lines: GridLines,
  columns: readonly GridColumn[],
  mark: Mark | undefined,
): CellPlace | undefined {
  if (mark === undefined) return undefined
  const row = mark.unit === undefined ? undefined : table.rowOf(mark.unit)
  const line =
    row === undefined ? (mark.group === undefined ? -1 : lines.lineOfGroup(mark.group)) : lines.lineOf(row)
  if (line === -1) return undefined
  // Of a column that is gone, the cursor goes to the first one.
  const column = mark.column === '' ? 0 : Math.max(1, columns.findIndex(({ id }) => id === mark.column) + 1)
  return { line, column }
}

function nextUnit(lines: GridLines, from: CellPlace, by: 1 | -1): CellPlace | undefined {
  let line = from.line + by
  while (line >= 0 && line < lines.length && lines.rowAt(line) === undefined) line += by
  return lines.rowAt(line) === undefined ? undefined : { ...from, line }
}

/** A single cell is no range. */
function largeRange(from: CellPlace, to: CellPlace): CellRange | undefined {
  const range = rangeOf(from, to)
  const { firstLine, lastLine, firstColumn, lastColumn } = range
  return firstLine < lastLine || firstColumn < lastColumn ? range : undefined
}
