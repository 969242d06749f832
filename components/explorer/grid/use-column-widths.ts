'use client'

import { useMemo, useState } from 'react'
import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import { clampWidth } from '#components/explorer/columns/layout.ts'

type Dragged = { readonly id: string; readonly width: number }

/** How wide each column is; the one whose edge is being dragged follows the pointer, and the others stay. */
export function useColumnWidths(columns: readonly GridColumn[]): {
  readonly widths: readonly number[]
  readonly drag: (dragged: Dragged | undefined) => void
} {
  const [dragged, setDragged] = useState<Dragged>()
  const sizes = columns
    .map(({ id, width }) => (dragged?.id === id ? clampWidth(dragged.width) : width))
    .join()
  // Rows render again when a width changes, and only then.
  const widths = useMemo(() => (sizes === '' ? [] : sizes.split(',').map(Number)), [sizes])
  return { widths, drag: setDragged }
}
