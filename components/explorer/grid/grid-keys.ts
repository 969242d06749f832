'use client'

import type { RefObject } from 'react'
import type { GridCursor } from '#components/explorer/grid/grid-cursor.ts'
import type { GridHandle } from '#components/explorer/grid/grid-props.ts'
import { type QueryBarHandle, queryBarKeys } from '#components/query/use-bar-focus.ts'
import { type KeyBinding, useKeys } from '#components/ui/keys.ts'

type GridKeys = {
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
  onToggleGroup: (key: string) => void
  onCopyCells: () => void
  onChange: () => void
  onExport: () => void
}

/** The keys of the explorer; every one has a button or a gesture beside it. */
export function useGridKeys(keys: GridKeys): void {
  useKeys('Units', [...actions(keys), ...moves(keys), ...onActive(keys)])
}

function actions({ queryBar, onChange, onExport }: GridKeys): readonly KeyBinding[] {
  return [
    ...queryBarKeys(queryBar),
    { keys: 'c', label: 'Change these units…', run: onChange, isAction: true },
    { keys: 'e', label: 'Export as CSV', run: onExport, isAction: true },
  ]
}

/** As grids have them (WAI-ARIA), and j and k for units. */
function moves({ cursor, grid }: GridKeys): readonly KeyBinding[] {
  const { move, extend, goTo } = cursor
  const page = () => grid.current?.pageSize() ?? 10
  const isHere = () => grid.current?.hasFocus() ?? false
  return [
    { keys: 'j', label: 'Next unit', run: () => cursor.moveUnit(1) },
    { keys: 'k', label: 'Previous unit', run: () => cursor.moveUnit(-1) },
    { keys: 'ArrowDown', label: 'Next line', run: () => move({ lines: 1 }) },
    { keys: 'ArrowUp', label: 'Previous line', run: () => move({ lines: -1 }) },
    { keys: 'ArrowRight', label: 'Next cell', run: () => move({ columns: 1 }), when: isHere },
    { keys: 'ArrowLeft', label: 'Previous cell', run: () => move({ columns: -1 }), when: isHere },
    { keys: 'PageDown', label: 'Page down', run: () => move({ lines: page() }) },
    { keys: 'PageUp', label: 'Page up', run: () => move({ lines: -page() }) },
    { keys: 'Home', label: 'First cell of the line', run: () => goTo({ column: 1 }), when: isHere },
    { keys: 'End', label: 'Last cell of the line', run: () => goTo({ column: Infinity }), when: isHere },
    { keys: 'mod+Home', label: 'First line', run: () => goTo({ line: 0 }), when: isHere },
    { keys: 'mod+End', label: 'Last line', run: () => goTo({ line: Infinity }), when: isHere },
    { keys: 'shift+ArrowDown', label: 'Mark cells below', run: () => extend({ lines: 1 }) },
    { keys: 'shift+ArrowUp', label: 'Mark cells above', run: () => extend({ lines: -1 }) },
    {
      keys: 'shift+ArrowRight',
      label: 'Mark cells to the right',
      run: () => extend({ columns: 1 }),
      when: isHere,
    },
    {
      keys: 'shift+ArrowLeft',
      label: 'Mark cells to the left',
      run: () => extend({ columns: -1 }),
      when: isHere,
    },
  ]
}

function onActive(keys: GridKeys): readonly KeyBinding[] {
  const { cursor, grid, hasPeek, onOpen, onPeek, onToggleGroup, onCopyCells } = keys
  const { active, activeRow, activeGroup } = cursor
  const hasRow = () => activeRow !== undefined
  return [
    {
      keys: 'x',
      label: 'Select the unit, or all units with marked cells',
      run: cursor.toggleActive,
      when: () => hasRow() || cursor.range !== undefined,
    },
    {
      keys: 'Space',
      label: 'Peek at the unit',
      run: () => onPeek(hasPeek ? undefined : activeRow),
      when: () => hasRow() || hasPeek,
    },
    {
      keys: 'Enter',
      label: 'Open the unit, or open and close the group',
      run: () => {
        if (activeRow !== undefined) onOpen(activeRow)
        if (activeGroup !== undefined) onToggleGroup(activeGroup.key)
      },
      when: () => active !== undefined,
    },
    {
      keys: 'mod+c',
      label: 'Copy the cell, or the marked cells as a table',
      run: onCopyCells,
      // Text that somebody marked is what they want to copy.
      when: () => active !== undefined && isTextUnmarked() && (grid.current?.hasFocus() ?? false),
    },
    ...menuKeys.map((key) => ({
      keys: key,
      label: 'Menu of the cell',
      run: () => active && grid.current?.openMenu(active),
      when: hasRow,
    })),
    {
      keys: 'Escape',
      label: 'Go one step back',
      run: () => back(keys),
      when: () => keys.isDirty || hasPeek || keys.hasSelection || active !== undefined,
    },
  ]
}

/** As keyboards have it, and one for those without such a key. */
const menuKeys = ['m', 'ContextMenu', 'shift+F10']

function isTextUnmarked(): boolean {
  return window.getSelection()?.isCollapsed ?? true
}

/** One step at a time: the edits first, then marked cells, the panel, the selection, and the cursor. */
function back({
  cursor,
  isDirty,
  hasPeek,
  hasSelection,
  onPeek,
  onClearSelection,
  onDiscard,
}: GridKeys): void {
  if (isDirty) onDiscard()
  else if (cursor.range !== undefined) cursor.clearRange()
  else if (hasPeek) onPeek()
  else if (hasSelection) onClearSelection()
  else cursor.clear()
}
