'use client'

import type { MouseEvent } from 'react'
import type { RowPress } from '#components/explorer/grid/grid-row.tsx'

/**
 * What the pointer does to rows. One listener for all of them: thousands of rows come and go, and none needs its own.
 */
export function useRowPress({
  onRow,
  onOpen,
}: {
  readonly onRow: (row: number, how: RowPress) => void
  readonly onOpen: (row: number) => void
}) {
  return {
    // Shift selects rows; without this it would select their text as well.
    onMouseDown: (event: MouseEvent) => {
      if (event.shiftKey && rowOf(event) !== undefined) event.preventDefault()
    },
    onClick: (event: MouseEvent) => {
      const row = rowOf(event)
      if (row === undefined) return
      if (!isOn(event, 'a')) onRow(row, pressOf(event))
      else if (!hasKey(event)) {
        event.preventDefault()
        onOpen(row)
      }
    },
    onDoubleClick: (event: MouseEvent) => {
      const row = rowOf(event)
      if (row !== undefined) onOpen(row)
    },
  }
}

function pressOf(event: MouseEvent): RowPress {
  if (isOn(event, '[data-part=peek]')) return 'peek'
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

function rowOf({ target }: MouseEvent): number | undefined {
  const element = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null
  return element === null ? undefined : Number(element.dataset.row)
}
