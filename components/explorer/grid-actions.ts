'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import type { ExplorerAnswer } from '#components/explorer/explorer-answer.ts'
import { rangeOf } from '#components/explorer/grid/cell-place.ts'
import type { GridCursor } from '#components/explorer/grid/grid-cursor.ts'
import type { GridLines } from '#components/explorer/grid/grid-lines.ts'
import { changeAddress } from '#components/explorer/selection/change-address.ts'
import { isSelected } from '#components/explorer/selection/selection.ts'
import type { Reach } from '#components/explorer/shown-reach.ts'
import type { Blocked } from '#components/query/blocked.ts'
import { notify } from '#components/ui/overlay/toast.tsx'
import { lateCode } from '#components/ui/state/late-code.ts'
import { count } from '#lib/base/plural.ts'
import { pending } from '#lib/rows/column.ts'
import type { ExportFormat } from '#lib/rows/rows-asked.ts'
import { cellsOf } from '#lib/rows/unit-columns.ts'
import type { UnitsSearch } from '#lib/url/search-params.ts'

const withTaking = lateCode(() => import('#components/explorer/later.ts'))

/** The actions on the selected rows, or on all rows when none is selected. */
export function useGridActions({
  answer,
  lines,
  cursor,
  reach: {
    selection: { selection, count: chosen, outside, isAny },
    isWholeQuery = false,
    blocked,
  },
  search,
}: {
  answer: ExplorerAnswer
  lines: GridLines
  cursor: Pick<GridCursor, 'active' | 'range'>
  reach: Reach
  search: UnitsSearch
}) {
  const router = useRouter()
  const [isExporting, setIsExporting] = useState(false)
  const { table, columns } = answer
  const chosenRows = () =>
    chosen === 0 ? lines.order : lines.order.filter((row) => isSelected(selection, table.ids[row] ?? ''))
  // When none of the selected rows match, the action is refused; it never falls back to all rows.
  const noneLeft =
    isAny && chosen === 0 ? `None of the ${outside} selected units matches the query.` : undefined
  const unclear = answer.isArriving && outside > 0 ? unclearReach(answer, outside) : noneLeft
  const unread = answer.isArriving
    ? arrivalText(answer)
    : isReading(answer, columns, chosenRows())
      ? reading
      : undefined
  const running = isExporting ? 'An export is being made.' : undefined
  /** Keys and the palette call this too, so the reason is shown as a toast. */
  const unless = (reason: Blocked, run: () => void) => {
    if (reason === undefined) run()
    else notify({ tone: 'attention', title: 'Not possible', description: reason })
  }
  return {
    /** What they reach. */
    selection,
    /** Why changing is disabled, and why copying and exporting are. */
    blocked: {
      change: blocked ?? unclear,
      copy: blocked ?? unclear ?? unread,
      export: blocked ?? unclear ?? running,
    },
    change: () => unless(blocked ?? unclear, () => router.push(changeAddress(selection, search))),
    copyRows: () =>
      unless(blocked ?? unclear ?? unread, () =>
        withTaking(({ copyRows }) => {
          const rows = chosenRows()
          return copyRows(answer, columns, rows, count(rows.length, 'row'))
        }),
      ),
    /** The marked cells, or the one with the cursor. They are on screen, so it does not matter what is still to come. */
    copyCells: () => {
      const cells = cellsOn(lines, columns, cursor)
      const told = count(cells.rows.length * cells.columns.length, 'cell')
      unless(blocked ?? (isReading(answer, cells.columns, cells.rows) ? reading : undefined), () =>
        withTaking(({ copyRows }) =>
          copyRows(answer, cells.columns, cells.rows, told, cursor.range !== undefined),
        ),
      )
    },
    /**
     * The server reads everything anew, so that the file holds the whole query and not only what has arrived, and names
     * the units of which it is unknown whether they belong to it.
     */
    exportRows: (format: ExportFormat) =>
      unless(blocked ?? unclear ?? running, () =>
        withTaking(async ({ exportRows }) => {
          setIsExporting(true)
          const isPicked = chosen > 0 && selection.kind === 'picked' && !isWholeQuery
          const picked = isPicked ? [...selection.ids] : undefined
          await exportRows(format, search, answer, picked)
          setIsExporting(false)
        }),
      ),
  }
}

const reading = 'Values from the documents are still loading.'

/** The columns and rows of the marked cells. */
function cellsOn(
  lines: GridLines,
  columns: readonly GridColumn[],
  { active, range }: Pick<GridCursor, 'active' | 'range'>,
) {
  const cells = range ?? (active && rangeOf(active, active))
  if (cells === undefined) return { columns: [], rows: new Uint32Array() }
  return {
    columns: columns.slice(cells.firstColumn - 1, cells.lastColumn),
    rows: lines.rowsOn(cells.firstLine, cells.lastLine),
  }
}

/** A selected unit that is not there yet may still come, so it is neither left out nor called outside the query. */
function unclearReach(answer: ExplorerAnswer, outside: number): string {
  return answer.rows.isError
    ? `Whether ${count(outside, 'selected unit')} match the query is unknown, because the rest of the rows did not come. Try again first.`
    : `${count(outside, 'selected unit')} may be among the rows that are still to come.`
}

function arrivalText({ rows }: ExplorerAnswer): string {
  return rows.isError ? 'The rest of the rows did not come. Try again first.' : 'Rows are still arriving.'
}

function isReading({ table }: ExplorerAnswer, columns: readonly GridColumn[], rows: Uint32Array): boolean {
  return columns
    .filter(({ kind, isComputed }) => kind === 'value' && !isComputed)
    .some((column) => {
      const cells = cellsOf(table, column, column.id)
      return rows.some((row) => cells.codeAt(row) === pending)
    })
}
