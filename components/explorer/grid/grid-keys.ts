'use client'

import type { RefObject } from 'react'
import type { GridCursor } from '#components/explorer/grid/grid-cursor.ts'
import type { GridHandle } from '#components/explorer/grid/units-grid.tsx'
import type { QueryBarHandle } from '#components/query/use-bar-focus.ts'
import { useKeys } from '#components/ui/keys.ts'

/** The keys of the explorer; every one has a button or a gesture beside it. */
export function useGridKeys({
  cursor,
  grid,
  queryBar,
  hasPeek,
  hasSelection,
  isDirty,
  onPeek,
  onClearSelection,
  onDiscard,
  onOpen,
  onChange,
  onExport,
}: {
  cursor: GridCursor
  grid: RefObject<GridHandle | null>
  queryBar: RefObject<QueryBarHandle | null>
  hasPeek: boolean
  hasSelection: boolean
  /** There are edits in the query bar that were not run. */
  isDirty: boolean
  /** Nothing closes the peek. */
  onPeek: (row?: number) => void
  onClearSelection: () => void
  onDiscard: () => void
  onOpen: (row: number) => void
  onChange: () => void
  onExport: () => void
}): void {
  const { activeRow } = cursor
  const page = () => grid.current?.pageSize() ?? 10
  const hasRow = () => activeRow !== undefined
  const open = () => {
    if (activeRow !== undefined) onOpen(activeRow)
  }
  // Escape undoes one step at a time: the edits first, then the panel, then the selection, then the row.
  const back = () => {
    if (isDirty) onDiscard()
    else if (hasPeek) onPeek()
    else if (hasSelection) onClearSelection()
    else cursor.clear()
  }
  useKeys('Units', [
    { keys: '/', label: 'Edit the query as text', run: () => queryBar.current?.focusText(), isAction: true },
    { keys: 'f', label: 'Add a filter', run: () => queryBar.current?.addFilter(), isAction: true },
    { keys: 'j', label: 'Next unit', run: () => void cursor.move(1) },
    { keys: 'k', label: 'Previous unit', run: () => void cursor.move(-1) },
    { keys: 'ArrowDown', label: 'Next unit', run: () => void cursor.move(1) },
    { keys: 'ArrowUp', label: 'Previous unit', run: () => void cursor.move(-1) },
    { keys: 'PageDown', label: 'Page down', run: () => void cursor.move(page()) },
    { keys: 'PageUp', label: 'Page up', run: () => void cursor.move(-page()) },
    { keys: 'Home', label: 'First unit', run: () => void cursor.goToStart() },
    { keys: 'End', label: 'Last unit', run: () => void cursor.goToEnd() },
    { keys: 'x', label: 'Select the unit', run: cursor.toggleActive, when: hasRow },
    { keys: 'shift+ArrowDown', label: 'Extend the selection', run: () => cursor.extend(1) },
    { keys: 'shift+ArrowUp', label: 'Extend the selection', run: () => cursor.extend(-1) },
    {
      keys: 'Space',
      label: 'Peek at the unit',
      run: () => onPeek(hasPeek ? undefined : activeRow),
      when: () => hasRow() || hasPeek,
    },
    { keys: 'Enter', label: 'Open the unit', run: open, when: hasRow },
    { keys: 'c', label: 'Change these units…', run: onChange, isAction: true },
    { keys: 'e', label: 'Export as CSV', run: onExport, isAction: true },
    {
      keys: 'Escape',
      label: 'Go one step back',
      run: back,
      when: () => isDirty || hasPeek || hasSelection || hasRow(),
    },
  ])
}
