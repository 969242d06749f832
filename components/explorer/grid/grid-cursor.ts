'use client'

import { type RefObject, useRef, useState } from 'react'
import type { GridLines } from '#components/explorer/grid/grid-lines.ts'
import type { RowPress } from '#components/explorer/grid/grid-row.tsx'
import type { GridHandle } from '#components/explorer/grid/units-grid.tsx'
import { type GridSelection, withRange, withToggled } from '#components/explorer/selection/selection.ts'
import type { RowTable } from '#lib/rows/row-table.ts'

export type GridCursor = ReturnType<typeof useGridCursor>

/**
 * The active row of the keyboard, and the selection. A row that is scrolled out of view stays active, and so does its
 * unit when other rows come.
 */
export function useGridCursor({
  table,
  lines,
  grid,
  selection,
  onSelectionChange,
  onActivate,
}: {
  table: RowTable
  lines: GridLines
  grid: RefObject<GridHandle | null>
  selection: GridSelection
  onSelectionChange: (selection: GridSelection) => void
  onActivate: (row: number) => void
}) {
  const [activeId, setActiveId] = useState<string>()
  const anchor = useRef<string>(undefined)
  const lineOf = (id: string | undefined) => {
    const row = id === undefined ? undefined : table.rowOf(id)
    return row === undefined ? -1 : lines.lineOf(row)
  }
  const idOf = (row: number) => table.ids[row] ?? ''
  const activate = (row: number) => {
    setActiveId(idOf(row))
    onActivate(row)
  }
  const goTo = (line: number, direction: 1 | -1) => {
    let next = Math.max(0, Math.min(lines.length - 1, line))
    while (next >= 0 && next < lines.length && lines.rowAt(next) === undefined) next += direction
    const row = lines.rowAt(next)
    if (row === undefined) return undefined
    activate(row)
    grid.current?.scrollToLine(next)
    return row
  }
  const move = (by: number) => {
    const current = lineOf(activeId)
    // The first key lands on the first row, whichever way it points.
    return goTo(current === -1 ? 0 : current + by, by < 0 && current !== -1 ? -1 : 1)
  }
  const selectRange = (to: number) => {
    const from = lineOf(anchor.current ?? activeId)
    const end = lines.lineOf(to)
    const [low, high] = from === -1 ? [end, end] : [Math.min(from, end), Math.max(from, end)]
    const rows = Array.from({ length: high - low + 1 }, (_, index) => lines.rowAt(low + index))
    const ids = rows.flatMap((row) => (row === undefined ? [] : [idOf(row)]))
    onSelectionChange(withRange(selection, ids, table.ids))
  }
  const toggle = (row: number) => {
    anchor.current = idOf(row)
    onSelectionChange(withToggled(selection, idOf(row), table.ids))
  }
  const activeLine = lineOf(activeId)
  const activeRow = lines.rowAt(activeLine)
  return {
    activeRow,
    move,
    goToLine: (line: number) => void goTo(line, 1),
    goToStart: () => goTo(0, 1),
    goToEnd: () => goTo(lines.length - 1, -1),
    clear: () => setActiveId(undefined),
    toggleActive: () => {
      if (activeRow !== undefined) toggle(activeRow)
    },
    extend: (by: number) => {
      anchor.current ??= activeId
      const row = move(by)
      if (row !== undefined) selectRange(row)
    },
    press: (row: number, how: Exclude<RowPress, 'peek'>) => {
      if (how === 'toggle') toggle(row)
      if (how === 'range') selectRange(row)
      if (how === 'activate') anchor.current = idOf(row)
      activate(row)
    },
  }
}
