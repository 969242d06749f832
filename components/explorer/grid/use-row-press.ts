'use client'

import type { MouseEvent } from 'react'
import type { CellPlace } from '#components/explorer/grid/cell-place.ts'
import type { RowPress } from '#components/explorer/grid/grid-row.tsx'

export type CellPress = RowPress | 'menu'

const middleButton = 1

/**
 * What the pointer does to cells. One listener for all of them: thousands come and go, and none needs its own.
 */
export function useRowPress({
  onCell,
  onOpen,
}: {
  /** Columns count from 0, the checkbox; the element is that of the cell. */
  readonly onCell: (place: CellPlace, how: CellPress, cell: HTMLElement) => void
  readonly onOpen: (line: number, isElsewhere: boolean) => void
}) {
  return {
    // Shift selects rows; without this it would select their text as well.
    onMouseDown: (event: MouseEvent) => {
      if (event.shiftKey && cellOf(event) !== undefined) event.preventDefault()
    },
    onClick: (event: MouseEvent) => {
      const cell = cellOf(event)
      if (cell === undefined) return
      if (!isOn(event, 'a')) onCell(cell.place, pressOf(event), cell.element)
      else if (hasKey(event)) onOpen(cell.place.line, true)
      else {
        event.preventDefault()
        onOpen(cell.place.line, false)
      }
    },
    onAuxClick: (event: MouseEvent) => {
      const cell = cellOf(event)
      if (event.button === middleButton && cell !== undefined && isOn(event, 'a'))
        onOpen(cell.place.line, true)
    },
    onDoubleClick: (event: MouseEvent) => {
      const cell = cellOf(event)
      // Two quick presses of a checkbox or a button are two presses of it.
      if (cell !== undefined && !isOn(event, '[data-part]')) onOpen(cell.place.line, false)
    },
    // A link keeps the browser's menu, which opens it elsewhere.
    onContextMenu: (event: MouseEvent) => {
      const cell = cellOf(event)
      if (cell === undefined || event.shiftKey || isOn(event, 'a')) return
      event.preventDefault()
      onCell(cell.place, 'menu', cell.element)
    },
  }
}

function pressOf(event: MouseEvent): CellPress {
  if (isOn(event, '[data-part=peek]')) return 'peek'
  if (isOn(event, '[data-part=menu]')) return 'menu'
  if (event.shiftKey) return 'range'
  return isOn(event, '[data-part=select]') || event.metaKey || event.ctrlKey ? 'toggle' : 'activate'
}

/** With a key held the browser opens a link in its own way. */
function hasKey({ metaKey, ctrlKey, shiftKey, altKey }: MouseEvent): boolean {
  return metaKey || ctrlKey || shiftKey || altKey
}

function isOn({ target }: MouseEvent, part: string): boolean {
  return target instanceof Element && target.closest(part) !== null
}

function cellOf({
  target,
}: MouseEvent): { readonly place: CellPlace; readonly element: HTMLElement } | undefined {
  const element = target instanceof Element ? target.closest<HTMLElement>('[role=gridcell]') : null
  const row = element?.closest('[role=row]')
  if (element === null || row === null || row === undefined) return undefined
  // Both count from 1, and the header is a row.
  const place = { line: Number(row.ariaRowIndex) - 2, column: Number(element.ariaColIndex) - 1 }
  return { place, element }
}
