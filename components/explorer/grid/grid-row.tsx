// biome-ignore-all lint/a11y/useSemanticElements: a virtualised grid cannot be a table, so ARIA roles say what it is
// biome-ignore-all lint/a11y/useFocusableInteractive: focus stays on the grid; aria-activedescendant names the cell
'use client'

import { EllipsisVertical, PanelRight } from 'lucide-react'
import { type CSSProperties, memo } from 'react'
import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import { type CellLook, cellTitle, type DrawnCell, drawCell } from '#components/explorer/grid/cell.tsx'
import { fits } from '#components/explorer/grid/fits.ts'
import { NewsMark } from '#components/explorer/grid/news-mark.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { CheckboxMark } from '#components/ui/field/checkbox-mark.tsx'
import type { NewsOfRows } from '#lib/queries/live/live-reader.ts'

export type RowPress = 'activate' | 'toggle' | 'range' | 'peek'

/** What all lines share; it changes when a cell may have, and not while scrolling. */
export type LineLook = CellLook & {
  readonly columns: readonly GridColumn[]
  readonly widths: readonly number[]
  /** Where pinned columns stick. */
  readonly lefts: readonly (number | undefined)[]
  /** Width and place of the cells in each column, the same objects for all lines. */
  readonly styles: readonly CSSProperties[]
  readonly version: string
  readonly height: number
  /** What is told of units that changed elsewhere. */
  readonly news: NewsOfRows
}

/** Given to the cell with the cursor only. */
export function cellElementId(line: number, column: number): string {
  return `cell-${line}-${column}`
}

/** What is marked in a line beyond its cells. Numbers of columns count the checkbox as 0. */
export type LineMarks = {
  readonly activeColumn: number | undefined
  readonly rangeFrom: number | undefined
  readonly rangeTo: number | undefined
}

/** One unit. It reads its cells by the number of its row; nothing is made for it beforehand. */
export const GridRow = memo(function GridRow({
  look,
  line,
  row,
  isSelected,
  isAttended,
  isPassing,
  ...marks
}: {
  look: LineLook
  line: number
  row: number
  isSelected: boolean
  /** Under the pointer or the cursor: only then it has buttons and titles. */
  isAttended: boolean
  /** Shown for a moment: it has no more of a text than one sees, so that few of its cells need clipping. */
  isPassing: boolean
} & LineMarks) {
  const { columns, widths, lefts, styles, height } = look
  const { activeColumn } = marks
  const isActive = activeColumn !== undefined
  // The line with the cursor is read out as soon as it is there.
  const cutTo = isPassing && !isActive ? widths : uncut
  const ground = groundOf(isSelected, isActive)
  return (
    <div
      role="row"
      data-row={row}
      aria-rowindex={line + 2}
      aria-selected={isSelected}
      style={{ height, lineHeight: `${height - 1}px`, transform: `translateY(${line * height}px)` }}
      className={classNames(
        'group/row absolute top-0 left-0 flex w-full cursor-default border-line border-b text-sm',
        ground,
      )}
    >
      <div
        role="gridcell"
        id={activeColumn === 0 ? cellElementId(line, 0) : undefined}
        data-part="select"
        aria-colindex={1}
        aria-label={isSelected ? 'Selected' : 'Not selected'}
        title={isAttended ? 'Select (x)' : undefined}
        className={classNames(
          'left-0 grid w-9 shrink-0 place-items-center',
          stuck,
          ground,
          activeColumn === 0 && cursor,
          isActive && 'border-accent border-l-2 pr-0.5',
        )}
      >
        <CheckboxMark isSelected={isSelected} />
      </div>
      {columns.map((column, index) => {
        const cell = drawCell(look, row, column, cutTo[index])
        const { content, tone } = cell
        const left = lefts[index]
        const place = index + 1
        const isMarked = isInRange(place, marks)
        return (
          <div
            key={column.id}
            role="gridcell"
            id={activeColumn === place ? cellElementId(line, place) : undefined}
            aria-colindex={place + 1}
            aria-selected={isMarked || undefined}
            title={isAttended ? cellTitle(look, row, column) : undefined}
            style={styles[index]}
            className={classNames(
              'shrink-0 px-2',
              cutOff(cell, roomOf(look, row, index)),
              tone,
              column.holds === 'number' && 'figures text-right',
              left !== undefined && frozen(index, ground),
              isMarked && inRange,
              activeColumn === place && (left === undefined ? `relative ${cursor}` : cursor),
            )}
          >
            {index === 0 && <BesideName look={look} row={row} isAttended={isAttended} />}
            {content}
            {activeColumn === place && <MenuButton column={column} isBesidePeek={index === 0} />}
          </div>
        )
      })}
    </div>
  )
})

const uncut: readonly number[] = []

/** How wide a cell is for its text. Beside the name there may be news, and no room is sure. */
function roomOf({ news, table, widths }: LineLook, row: number, index: number): number | undefined {
  return index === 0 && news.has(table.ids[row] ?? '') ? 0 : widths[index]
}

function cutOff({ content, text, marks, tone = '' }: DrawnCell, width = 0): string {
  const said = typeof content === 'string' ? content : text
  const isRoomy = said !== undefined && fits(said, width, tone.startsWith('mono'), marks)
  return isRoomy ? 'whitespace-nowrap' : 'truncate'
}

/** Nothing sticks while rows only move up and down: see `data-frozen`. */
const stuck = 'group-data-frozen/lines:sticky group-data-frozen/lines:z-10'
const stuckIfWide = 'sm:group-data-frozen/lines:sticky sm:group-data-frozen/lines:z-10'
const frozen = (index: number, ground: string) => `${index === 0 ? stuck : stuckIfWide} ${ground}`
const inRange = 'bg-accent-soft'
/** Drawn inside the cell, so that nothing is covered and nothing moves. */
export const cursor = 'shadow-[inset_0_0_0_2px_var(--accent)]'
// While rows move, frozen cells have no place of their own that a button could stand in.
const button =
  'hidden group-data-frozen/lines:grid absolute inset-y-0 my-auto size-6 place-items-center rounded-sm bg-surface text-muted hover:bg-press hover:text-ink'

function isInRange(place: number, { rangeFrom, rangeTo }: LineMarks): boolean {
  return rangeFrom !== undefined && rangeTo !== undefined && place >= rangeFrom && place <= rangeTo
}

function BesideName({ look, row, isAttended }: { look: LineLook; row: number; isAttended: boolean }) {
  const news = look.news.get(look.table.ids[row] ?? '')
  return (
    <>
      {news && <NewsMark news={news} nameOf={look.nameOf} now={look.now} />}
      {isAttended && <PeekButton look={look} row={row} />}
    </>
  )
}

function PeekButton({ look: { table }, row }: { look: LineLook; row: number }) {
  return (
    <button
      type="button"
      tabIndex={-1}
      data-part="peek"
      title="Peek at the unit (space)"
      aria-label={`Peek at ${table.sent('space').textAt(row) ?? ''}/${table.sent('slug').textAt(row) ?? ''}`}
      className={classNames(button, 'right-1')}
    >
      <PanelRight aria-hidden size={14} />
    </button>
  )
}

function MenuButton({ column, isBesidePeek }: { column: GridColumn; isBesidePeek: boolean }) {
  // Numbers stand at the right, and would be covered.
  const side = column.holds === 'number' ? 'left-1' : 'right-1'
  return (
    <button
      type="button"
      tabIndex={-1}
      data-part="menu"
      title="Menu of the cell (m)"
      aria-label={`Menu of ${column.title}`}
      className={classNames(button, isBesidePeek ? 'right-7' : side)}
    >
      <EllipsisVertical aria-hidden size={14} />
    </button>
  )
}

/** Frozen cells need an opaque background, or the other cells would show through. */
function groundOf(isSelected: boolean, isActive: boolean): string {
  if (isSelected) return 'bg-accent-soft'
  return isActive ? 'bg-hover' : 'bg-surface hover:bg-hover group-hover/row:bg-hover'
}
