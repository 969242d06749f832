'use client'

import { memo, useImperativeHandle, useLayoutEffect, useState } from 'react'
import type { CellPlace } from '#components/explorer/grid/cell-place.ts'
import { frozenWidth, leftOf } from '#components/explorer/grid/frozen.ts'
import type { UnitsGridProps } from '#components/explorer/grid/grid-props.ts'
import { cellElementId, GridRow, type LineLook, type LineMarks } from '#components/explorer/grid/grid-row.tsx'
import { GroupRow } from '#components/explorer/grid/group-row.tsx'
import { useRowPress } from '#components/explorer/grid/use-row-press.ts'
import { type LineWindow, useWindow } from '#components/explorer/grid/use-window.ts'

/** The lines in view. Scrolling draws them anew, and nothing around them. */
export function GridBody({
  grid,
  look,
  scroller,
  headerHeight,
  onActiveDrawn,
}: {
  grid: UnitsGridProps
  look: LineLook
  scroller: HTMLElement | null
  headerHeight: number
  /** Whether the line with the cursor is among the drawn ones. */
  onActiveDrawn: (isDrawn: boolean) => void
}) {
  const { lines, rowHeight } = grid
  const place = { lineCount: lines.length, lineHeight: rowHeight, headerHeight }
  const shown = useWindow(scroller, place, grid.onRest)
  const [hovered, setHovered] = useState<number>()
  useHandle(grid, look, { scroller, headerHeight, shown })
  const { active } = grid
  const isActiveDrawn = active !== undefined && active.line >= shown.first && active.line < shown.last
  useLayoutEffect(() => onActiveDrawn(isActiveDrawn), [isActiveDrawn, onActiveDrawn])
  const press = useRowPress({
    onCell: grid.onCell,
    onOpen: (line, isElsewhere) => {
      const row = lines.rowAt(line)
      if (row !== undefined) grid.onOpen(row, isElsewhere)
    },
  })
  return (
    <div
      role="presentation"
      style={{ height: lines.length * rowHeight, width: leftOf(look.widths, look.widths.length) }}
      // What sticks has a layer of its own in each row. Nothing needs one while rows only move up and down.
      data-frozen={!shown.isMoving || shown.isSideways || undefined}
      className="group/lines relative min-w-full"
      {...press}
      // Rows that pass under a resting pointer are not pointed at.
      onPointerOver={(event) => {
        if (!shown.isMoving) setHovered(lineAt(event.target))
      }}
      onPointerLeave={() => setHovered(undefined)}
    >
      {shown.lines.map(({ slot, line, isPassing }) => (
        <Line
          key={slot}
          grid={grid}
          look={look}
          line={line}
          isHovered={line === hovered}
          isPassing={isPassing}
        />
      ))}
    </div>
  )
}

const Line = memo(function Line({
  grid,
  look,
  line,
  isHovered,
  isPassing,
}: {
  grid: UnitsGridProps
  look: LineLook
  line: number
  isHovered: boolean
  isPassing: boolean
}) {
  const { lines, isSelected, closedGroups, onToggleGroup } = grid
  const marks = marksOf(grid, line)
  const row = lines.rowAt(line)
  if (row !== undefined) {
    return (
      <GridRow
        look={look}
        line={line}
        row={row}
        isSelected={isSelected(row)}
        isAttended={isHovered || marks.activeColumn !== undefined}
        isPassing={isPassing}
        {...marks}
      />
    )
  }
  const group = lines.groupAt(line)
  if (group === undefined) return null
  return (
    <GroupRow
      look={look}
      line={line}
      group={group}
      isOpen={!closedGroups.has(group.key)}
      activeColumn={marks.activeColumn}
      onToggle={() => onToggleGroup(group.key)}
    />
  )
})

function marksOf({ active, range }: UnitsGridProps, line: number): LineMarks {
  const isIn = range !== undefined && line >= range.firstLine && line <= range.lastLine
  return {
    activeColumn: active?.line === line ? active.column : undefined,
    rangeFrom: isIn ? range.firstColumn : undefined,
    rangeTo: isIn ? range.lastColumn : undefined,
  }
}

function lineAt(target: EventTarget): number | undefined {
  const row = target instanceof Element ? target.closest('[data-row]') : null
  return row === null ? undefined : Number(row.ariaRowIndex) - 2
}

/** Scrolls to cells, and says which rows are on screen. */
function useHandle(
  { ref, lines, rowHeight }: UnitsGridProps,
  { widths, lefts }: LineLook,
  {
    scroller,
    headerHeight,
    shown: { first, last, isMoving },
  }: { scroller: HTMLElement | null; headerHeight: number; shown: LineWindow },
) {
  useImperativeHandle(ref, () => {
    const roomHeight = () => (scroller?.clientHeight ?? 0) - headerHeight
    const scrollTo = ({ line, column }: CellPlace) => {
      if (scroller === null) return
      // The sticky header covers the top of what scrolls, and frozen columns its left.
      scroller.scrollTop = shifted(scroller.scrollTop, line * rowHeight, rowHeight, roomHeight())
      const covered = frozenWidth(widths, lefts)
      const left = leftOf(widths, column - 1) - covered
      if (column > 0 && left >= 0)
        scroller.scrollLeft = shifted(
          scroller.scrollLeft,
          left,
          widths[column - 1] ?? 0,
          scroller.clientWidth - covered,
        )
    }
    return {
      scrollTo,
      focus: () => scroller?.focus({ preventScroll: true }),
      openMenu: (place) => {
        scrollTo(place)
        // It opens as it does for the pointer, and closing it brings the focus back to the grid.
        scroller?.focus({ preventScroll: true })
        askForMenu(cellElementId(place.line, place.column), framesToDraw)
      },
      hasFocus: () => document.activeElement === scroller || document.activeElement === document.body,
      pageSize: () => Math.max(1, Math.floor(roomHeight() / rowHeight) - 1),
      visibleRows: () => (isMoving ? undefined : Array.from(lines.rowsOn(first, last - 1))),
    }
  })
}

/** A cell that was scrolled to is drawn after the next frame. */
const framesToDraw = 5

function askForMenu(cellId: string, frames: number): void {
  const cell = document.getElementById(cellId)
  if (cell !== null) cell.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true }))
  else if (frames > 0) requestAnimationFrame(() => askForMenu(cellId, frames - 1))
}

/** Where to scroll to so that what begins at `start` is seen whole; its beginning when it has no room. */
function shifted(scrolled: number, start: number, size: number, room: number): number {
  if (start < scrolled || size > room) return start
  return Math.max(scrolled, start + size - room)
}
