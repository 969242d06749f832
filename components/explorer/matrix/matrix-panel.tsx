'use client'

import { X } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import type { Comparison } from '#components/explorer/compare/comparison.ts'
import { restText } from '#components/explorer/compare/rest-text.ts'
import { dimensionOf, dimensionsOf, shownColumn } from '#components/explorer/matrix/matrix-columns.ts'
import { MatrixTable } from '#components/explorer/matrix/matrix-table.tsx'
import { narrowedWhere } from '#components/explorer/matrix/narrowed-where.ts'
import { Button } from '#components/ui/button.tsx'
import { Select } from '#components/ui/field/select.tsx'
import { notify } from '#components/ui/overlay/toast.tsx'
import { count as counted } from '#lib/base/plural.ts'
import { pending, unknown } from '#lib/rows/column.ts'
import { type Matrix, matrixOf } from '#lib/rows/compare/matrix.ts'
import type { RowTable } from '#lib/rows/row-table.ts'
import { allRows } from '#lib/rows/sort-rows.ts'
import { cellsOf, type NameOf } from '#lib/rows/unit-columns.ts'

export type MatrixView = { readonly value: string; readonly down: string; readonly across: string }

/** Lines that are drawn at first; a matrix of thousands of names would take seconds. */
const linesAtOnce = 100

/** Services by regions, or by whatever is chosen, with the value of a column in each cell: outliers first. */
export function MatrixPanel({
  answer: { table, count, columns, version, nameOf },
  comparison,
  view,
  where,
  onView,
  onNarrow,
  onClose,
}: {
  answer: {
    readonly table: RowTable
    readonly count: number
    readonly columns: readonly GridColumn[]
    readonly version: string
    readonly nameOf: NameOf
  }
  comparison: Comparison | undefined
  view: MatrixView
  where: string
  onView: (view: Partial<MatrixView>) => void
  onNarrow: (where: string) => void
  onClose: () => void
}) {
  const [limit, setLimit] = useState(linesAtOnce)
  const down = dimensionOf(view.down, 'unit')
  const across = dimensionOf(view.across, 'region')
  const shown = shownColumn(view.value, columns)
  const verdicts = verdictsOf(comparison, shown)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the table is filled in place, and `version` says when
  const matrix = useMemo(() => {
    if (down === undefined || across === undefined || shown === undefined) return undefined
    const [rows, cols, cells] = [down, across, shown].map((column) => cellsOf(table, column, column.id))
    return rows && cols && cells
      ? matrixOf(
          { down: rows, across: cols, shown: cells, verdicts, name: table.sent('slug') },
          allRows(count),
        )
      : undefined
  }, [table, count, version, down, across, shown, verdicts])
  const narrow = (rows: Uint32Array) => {
    const next = down && across && narrowedWhere(where, table, [down, across], rows)
    if (next !== undefined) onNarrow(next)
    else notify({ tone: 'attention', title: 'Not possible', description: 'A query cannot name these units.' })
  }
  return (
    <section
      aria-label="Matrix"
      className="flex min-h-0 min-w-0 flex-1 flex-col border-line bg-surface not-first:border-l"
    >
      <MatrixHead {...{ table, columns, view, down, across, shown, onView, onClose }} />
      {matrix === undefined || down === undefined || across === undefined || shown === undefined ? (
        <p className="p-3 text-muted text-sm">
          The address names a row or a column of the matrix that there is not. Choose others above.
        </p>
      ) : (
        <>
          <Marked
            matrix={matrix}
            than={verdicts === undefined ? 'most of its line' : (comparison?.name ?? '')}
          />
          <MatrixTable
            matrix={matrix}
            limit={limit}
            columns={{ down, across, shown }}
            table={table}
            nameOf={nameOf}
            onPress={narrow}
          />
          {matrix.lines.length > limit && (
            <Button className="m-2 self-start" size="sm" onPress={() => setLimit(limit + linesAtOnce)}>
              Show {Math.min(linesAtOnce, matrix.lines.length - limit)} more of {matrix.lines.length}
            </Button>
          )}
        </>
      )}
    </section>
  )
}

function Marked({ matrix, than }: { matrix: Matrix; than: string }) {
  const marked = matrix.lines.reduce((sum, { differing }) => sum + differing, 0)
  return (
    <p aria-live="polite" className="px-3 py-1.5 text-muted text-xs">
      {counted(marked, 'unit')} marked: each differs from {than}
      {restText([
        [unitsWith(matrix, pending), 'not read yet'],
        [unitsWith(matrix, unknown), 'unknown'],
      ])}
      . Lines with most of them come first.
    </p>
  )
}

function unitsWith({ lines }: Matrix, code: number): number {
  let units = 0
  for (const { cells } of lines)
    for (const { values } of cells.values())
      for (const [own, count] of values) if (own === code) units += count
  return units
}

/** Most rows of all mean nothing for a line of one service, so a line has its own majority. */
function verdictsOf(comparison: Comparison | undefined, shown: GridColumn | undefined) {
  const kind = comparison?.baseline.kind
  if (comparison === undefined || kind === 'majority' || kind === 'group') return undefined
  return shown && comparison.columns.get(shown.id)?.verdicts
}

function MatrixHead({
  table,
  columns,
  view,
  down,
  across,
  shown,
  onView,
  onClose,
}: {
  table: RowTable
  columns: readonly GridColumn[]
  view: MatrixView
  down: GridColumn | undefined
  across: GridColumn | undefined
  shown: GridColumn | undefined
  onView: (view: Partial<MatrixView>) => void
  onClose: () => void
}) {
  const dimensions = dimensionsOf(table).map(optionOf)
  return (
    <header className="flex flex-wrap items-end gap-2 border-line border-b px-3 py-2">
      <Select
        label="Cells"
        options={columns.filter(({ id }) => id !== 'unit').map(optionOf)}
        value={shown?.id ?? null}
        onChange={(value) => onView({ value })}
      />
      <Select
        label="Lines"
        options={dimensions}
        value={down?.id ?? view.down}
        onChange={(id) => onView({ down: id })}
      />
      <Select
        label="Columns"
        options={dimensions}
        value={across?.id ?? view.across}
        onChange={(id) => onView({ across: id })}
      />
      <Button
        variant="quiet"
        size="icon-sm"
        aria-label="Close the matrix"
        className="ml-auto"
        onPress={onClose}
      >
        <X aria-hidden size={15} />
      </Button>
    </header>
  )
}

function optionOf({ id, title, description }: GridColumn) {
  return { value: id, label: title, ...(description === undefined ? {} : { description }) }
}
