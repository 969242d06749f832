'use client'

import { type MouseEvent, type PointerEvent, type RefObject, useRef, useState } from 'react'
import type { GridColumn } from '#components/explorer/columns/grid-column.ts'

/** A press that moves less is a click. */
const leastDistance = 6

type Drag = { readonly id: string; readonly startX: number; readonly target?: number }

/** Dragging a header to the place of another one. Touch scrolls the grid instead; the menu moves there, too. */
export function useHeaderDrag(
  header: RefObject<HTMLElement | null>,
  columns: readonly GridColumn[],
  onMove: (id: string, place: number) => void,
) {
  const [drag, setDrag] = useState<Drag>()
  const hasDragged = useRef(false)
  const from = columns.findIndex(({ id }) => id === drag?.id)
  const begin = (event: PointerEvent) => {
    hasDragged.current = false
    const id = columnAt(event.target)
    if (event.button !== 0 || event.pointerType === 'touch' || id === undefined || id === 'unit') return
    setDrag({ id, startX: event.clientX })
  }
  const follow = (event: PointerEvent<HTMLElement>) => {
    if (drag === undefined) return
    if (!hasDragged.current && Math.abs(event.clientX - drag.startX) < leastDistance) return
    // From here on the press belongs to the drag, wherever the pointer goes.
    if (!hasDragged.current) event.currentTarget.setPointerCapture(event.pointerId)
    hasDragged.current = true
    setDrag({ ...drag, target: targetAt(header.current, event.clientX, columns.length) })
  }
  const end = () => {
    if (drag?.target !== undefined && drag.target !== from) onMove(drag.id, drag.target)
    setDrag(undefined)
  }
  return {
    target: drag?.target === from ? undefined : drag?.target,
    side: (drag?.target ?? 0) > from ? ('after' as const) : ('before' as const),
    handlers: {
      onPointerDown: begin,
      onPointerMove: follow,
      onPointerUp: end,
      onPointerCancel: () => setDrag(undefined),
      // The press that ends a drag must not sort.
      onClickCapture: (event: MouseEvent) => {
        if (hasDragged.current) event.stopPropagation()
        hasDragged.current = false
      },
    },
  }
}

function columnAt(target: EventTarget): string | undefined {
  return target instanceof Element
    ? target.closest<HTMLElement>('button[data-column]')?.dataset.column
    : undefined
}

/** The number of the column under the pointer; beyond the ends, the first or last. */
function targetAt(header: HTMLElement | null, x: number, count: number): number {
  const cells = [...(header?.querySelectorAll<HTMLElement>('[data-header]') ?? [])]
  const at = cells.findIndex((cell) => {
    const { left, right } = cell.getBoundingClientRect()
    return x >= left && x < right
  })
  if (at >= 0) return at
  return x < (cells[0]?.getBoundingClientRect().left ?? 0) ? 0 : count - 1
}
