// biome-ignore-all lint/a11y/useSemanticElements: a virtualised grid cannot be a table, so ARIA roles say what it is
// biome-ignore-all lint/a11y/useFocusableInteractive: focus stays on the grid; aria-activedescendant names the cell
'use client'

import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { stickyLefts } from '#components/explorer/columns/layout.ts'
import { GridBody } from '#components/explorer/grid/grid-body.tsx'
import type { UnitsGridProps } from '#components/explorer/grid/grid-props.ts'
import { cellElementId, type LineLook } from '#components/explorer/grid/grid-row.tsx'
import { checkboxWidth, HeaderRow } from '#components/explorer/grid/header-row.tsx'
import { useKeptScroll } from '#components/explorer/grid/kept-scroll.ts'
import { useColumnWidths } from '#components/explorer/grid/use-column-widths.ts'
import { classNames } from '#components/ui/class-names.ts'
import { useSeenUnits } from '#components/ui/state/seen-units.ts'
import { useNow } from '#components/ui/time/now.ts'
import { rowsAreDrawn } from '#lib/queries/around/rows-first.ts'

const headerHeight = 32

export function UnitsGrid(props: UnitsGridProps) {
  const { lines, columns, rowHeight, active, isStale } = props
  // State, for what is inside the element looks for it before a ref would have it.
  const [scroller, setScroller] = useState<HTMLElement | null>(null)
  const [isActiveDrawn, setIsActiveDrawn] = useState(false)
  const { widths, drag } = useColumnWidths(columns)
  const look = useLook(props, widths)
  useTopOf(scroller, props.arrangement)
  useKeptScroll(scroller, lines.length * rowHeight)
  useDrawnRows(isStale)
  return (
    <div
      ref={setScroller}
      role="grid"
      aria-label="Units"
      aria-multiselectable
      aria-rowcount={lines.length + 1}
      aria-colcount={columns.length + 1}
      aria-busy={isStale || props.isArriving}
      aria-activedescendant={active && isActiveDrawn ? cellElementId(active.line, active.column) : undefined}
      tabIndex={0}
      // Keyboards that have a key for it ask here, after our own menu is open.
      onContextMenu={(event) => event.target === event.currentTarget && event.preventDefault()}
      className={classNames(
        'h-full overflow-auto bg-surface outline-none transition-opacity duration-120 focus-visible:shadow-[inset_0_0_0_2px_var(--accent)]',
        isStale && 'opacity-50',
      )}
    >
      <HeaderRow
        columns={columns}
        widths={widths}
        actions={props.columnActions}
        selectAll={props.selectAll}
        onDragWidth={drag}
        onSelectAll={props.onSelectAll}
      />
      <GridBody
        grid={props}
        look={look}
        scroller={scroller}
        headerHeight={headerHeight}
        onActiveDrawn={setIsActiveDrawn}
      />
    </div>
  )
}

/** What all lines are drawn from; the same object until something in it changes. */
function useLook(
  { table, columns, rowHeight, version, users, nameOf, comparison, news }: UnitsGridProps,
  widths: readonly number[],
): LineLook {
  const now = useNow()
  const seenIds = useSeenUnits()
  const seen = useMemo(() => new Set(seenIds), [seenIds])
  const place = useMemo(() => {
    const lefts = stickyLefts(columns, widths, checkboxWidth)
    return { widths, lefts, styles: widths.map((width, index) => ({ width, left: lefts[index] })) }
  }, [columns, widths])
  return useMemo(
    () => ({
      table,
      columns,
      ...place,
      users,
      nameOf,
      comparison,
      news,
      seen,
      now,
      version,
      height: rowHeight,
    }),
    [table, columns, place, users, nameOf, comparison, news, seen, now, version, rowHeight],
  )
}

/** What stands around the rows waits for them, and not for those of the query before. */
function useDrawnRows(isStale: boolean) {
  useEffect(() => {
    if (!isStale) rowsAreDrawn()
  }, [isStale])
}

/** Other lines come first when they are arranged in another way, and these are what one wants to see. */
function useTopOf(scroller: HTMLElement | null, arrangement: string) {
  const shown = useRef(arrangement)
  useLayoutEffect(() => {
    if (shown.current !== arrangement) scroller?.scrollTo({ top: 0 })
    shown.current = arrangement
  }, [scroller, arrangement])
}
