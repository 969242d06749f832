'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type ChosenColumns, chooseColumns } from '#components/explorer/columns/columns.ts'
import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import { type ColumnLayout, laidOut } from '#components/explorer/columns/layout.ts'
import { useValueCells, type ValueCells } from '#components/explorer/use-value-cells.ts'
import { usePeople } from '#components/ui/people.tsx'
import { type UsersById, userName } from '#lib/history/user-name.ts'
import { type RowsAnswer, rowsQuery } from '#lib/queries/rows.ts'
import { absent, isValue, pending } from '#lib/rows/column.ts'
import { countCodes } from '#lib/rows/count-values.ts'
import { RowTable } from '#lib/rows/row-table.ts'
import { askedFields } from '#lib/rows/rows-asked.ts'
import type { FilteredQuestion } from '#lib/rows/rows-wire.ts'
import { allRows } from '#lib/rows/sort-rows.ts'
import type { NameOf } from '#lib/rows/unit-columns.ts'
import type { VisibleRows } from '#lib/rows/visible-rows.ts'

export type ExplorerAnswer = {
  /** Empty while there is no answer. */
  readonly table: RowTable
  /** The rows of the table that this answer is about. */
  readonly count: number
  /** Changes whenever a cell may have. */
  readonly version: string
  readonly columns: readonly GridColumn[]
  /** Those read from documents. */
  readonly valueColumns: ChosenColumns['values']
  readonly users: UsersById | undefined
  readonly nameOf: NameOf
  /** The names of people could not be read. */
  readonly isNameless: boolean
  readonly rows: ReturnType<typeof useRows>
  /** Rows are still to come. */
  readonly isArriving: boolean
  /** Values from inside the documents; the rows are shown without waiting for them. */
  readonly values: ValueCells
}

const noRows = new RowTable([])

function useRows(question: FilteredQuestion, columns: readonly GridColumn[], isRunnable: boolean) {
  const fields = useMemo(() => fieldsFor(columns), [columns])
  return useQuery({ ...rowsQuery(question, fields), enabled: isRunnable })
}

/** In a fixed order, so that equal needs make the same request. Labels are for suggestions in the query bar. */
function fieldsFor(columns: readonly GridColumn[]) {
  const needed = new Set(['labels', ...columns.flatMap(({ needs }) => needs)])
  return askedFields.filter((field) => needed.has(field))
}

/** Asks for the rows of a question that is about to be that of the page: the hub reads while the page is drawn anew. */
export function useRowsAhead(columnIds: readonly string[]): (question: FilteredQuestion) => void {
  const client = useQueryClient()
  return (question) =>
    void client.prefetchQuery(rowsQuery(question, fieldsFor(chooseColumns(columnIds).columns)))
}

/** What stands behind the grid: the rows, values of their documents, names of people. */
export function useExplorerAnswer(
  question: FilteredQuestion,
  isRunnable: boolean,
  columnIds: readonly string[],
  { pin, widths }: ColumnLayout,
  visibleRows: VisibleRows,
): ExplorerAnswer {
  const chosenColumns = useMemo(() => chooseColumns(columnIds), [columnIds])
  const { columns: chosen, values: valueColumns } = chosenColumns
  const rows = useRows(question, chosen, isRunnable)
  // Rows of the previous query may have been loaded without the hashes that identify values.
  const values = useValueCells(rows.isPlaceholderData ? undefined : rows.data, chosenColumns, visibleRows)
  const { byId: users, isError: isNameless } = usePeople()
  const nameOf = useMemo((): NameOf => (userId) => userName(userId, users), [users])
  const { table = noRows, count = 0, version = 0 } = rows.data ?? {}
  const state = `${version} ${values.version}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: the table is filled in place, and `state` says when
  const read = useMemo(() => marked(chosen, table, count), [chosen, table, count, state])
  const columns = useMemo(() => laidOut(read, { pin, widths }), [read, pin, widths])
  return {
    table,
    count,
    version: state,
    columns,
    valueColumns,
    users,
    nameOf,
    isNameless,
    rows,
    isArriving: isArriving(rows.data),
    values,
  }
}

function isArriving(answer: RowsAnswer | undefined): boolean {
  return answer !== undefined && !answer.isComplete
}

function marked(columns: readonly GridColumn[], table: RowTable, count: number): readonly GridColumn[] {
  return columns.map((column) => {
    if (!column.needs.every((field) => table.fields.includes(field))) return { ...column, isUnread: true }
    return column.kind === 'value' && !column.isComputed && isNobodys(table, count, column.id)
      ? { ...column, isNobodys: true }
      : column
  })
}

/** No unit has the path, as far as their documents could be read. Usually that means a typo. */
function isNobodys(table: RowTable, count: number, id: string): boolean {
  const column = table.valueColumn(id)
  if (column.values.some((_, code) => isValue(code))) return false
  const counts = countCodes(column, allRows(count))
  return (counts[absent] ?? 0) > 0 && (counts[pending] ?? 0) === 0
}
