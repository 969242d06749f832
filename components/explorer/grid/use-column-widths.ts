'use client'

import { useCallback, useMemo, useState } from 'react'
import type { GridColumn } from '#components/explorer/columns/grid-column.ts'

export const narrowest = 56
export const widest = 900

/** How wide each column is: as its kind usually is, or as somebody made it. */
export function useColumnWidths(columns: readonly GridColumn[]): {
  readonly widths: readonly number[]
  readonly resize: (id: string, width: number) => void
} {
  const [chosen, setChosen] = useState<ReadonlyMap<string, number>>(new Map())
  const resize = useCallback((id: string, width: number) => {
    const possible = Math.min(widest, Math.max(narrowest, Math.round(width)))
    setChosen((before) => new Map(before).set(id, possible))
  }, [])
  const sizes = columns.map(({ id, width }) => chosen.get(id) ?? width).join()
  // Rows render again when a width changes, and only then.
  const widths = useMemo(() => (sizes === '' ? [] : sizes.split(',').map(Number)), [sizes])
  return { widths, resize }
}
