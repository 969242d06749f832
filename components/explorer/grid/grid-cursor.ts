'use client'

import { type RefObject, useRef, useState } from 'react'
import type { GridItem } from '#components/explorer/columns/grouping.ts'
import type { UnitRow } from '#components/explorer/columns/unit-row.ts'
import type { RowPress } from '#components/explorer/grid/grid-row.tsx'
import type { GridHandle } from '#components/explorer/grid/units-grid.tsx'
import { type GridSelection, withRange, withToggled } from '#components/explorer/selection/selection.ts'

export type GridCursor = ReturnType<typeof useGridCursor>

/** The active row of the keyboard, and the selection. A row that is scrolled out of view stays active. */
export function useGridCursor({
  items,
  allIds,
  grid,
  selection,
  onSelectionChange,
  onActivate,
}: {
  items: readonly GridItem[]
  allIds: readonly string[]
  grid: RefObject<GridHandle | null>
  selection: GridSelection
  onSelectionChange: (selection: GridSelection) => void
  onActivate: (row: UnitRow) => void
}) {
  const [activeId, setActiveId] = useState<string>()
  const anchor = useRef<string>(undefined)
  const indexOf = (id: string | undefined) =>
    items.findIndex((item) => item.kind === 'row' && item.row.id === id)
  const rowAt = (index: number) => {
    const item = items[index]
    return item?.kind === 'row' ? item.row : undefined
  }
  const activate = (row: UnitRow) => {
    setActiveId(row.id)
    onActivate(row)
  }
  const goTo = (index: number, direction: 1 | -1) => {
    let next = Math.max(0, Math.min(items.length - 1, index))
    while (next >= 0 && next < items.length && !rowAt(next)) next += direction
    const row = rowAt(next)
    if (!row) return undefined
    activate(row)
    grid.current?.scrollToItem(next)
    return row
  }
  const move = (by: number) => {
    const current = indexOf(activeId)
    // The first key lands on the first row, whichever way it points.
    return goTo(current === -1 ? 0 : current + by, by < 0 && current !== -1 ? -1 : 1)
  }
  const selectRange = (to: UnitRow) => {
    const from = indexOf(anchor.current ?? activeId)
    const end = indexOf(to.id)
    const [low, high] = from === -1 ? [end, end] : [Math.min(from, end), Math.max(from, end)]
    const ids = items.slice(low, high + 1).flatMap((item) => (item.kind === 'row' ? [item.row.id] : []))
    onSelectionChange(withRange(selection, ids, allIds))
  }
  const toggle = (row: UnitRow) => {
    anchor.current = row.id
    onSelectionChange(withToggled(selection, row.id, allIds))
  }
  return {
    activeId,
    activeRow: rowAt(indexOf(activeId)),
    move,
    goToStart: () => goTo(0, 1),
    goToEnd: () => goTo(items.length - 1, -1),
    clear: () => setActiveId(undefined),
    toggleActive: () => {
      const row = rowAt(indexOf(activeId))
      if (row) toggle(row)
    },
    extend: (by: number) => {
      anchor.current ??= activeId
      const row = move(by)
      if (row) selectRange(row)
    },
    press: (row: UnitRow, how: Exclude<RowPress, 'peek'>) => {
      if (how === 'toggle') toggle(row)
      if (how === 'range') selectRange(row)
      if (how === 'activate') anchor.current = row.id
      activate(row)
    },
  }
}
