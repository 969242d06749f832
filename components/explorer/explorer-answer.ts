'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { chooseColumns } from '#components/explorer/columns/columns.ts'
import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import { isNobodys } from '#components/explorer/columns/grouping.ts'
import { type UnitRow, unitRows } from '#components/explorer/columns/unit-row.ts'
import { usePeople } from '#components/ui/people.tsx'
import type { UsersById } from '#components/ui/user-name.tsx'
import { covers, nameFields, type UnitFields, unionOf } from '#lib/queries/unit-fields.ts'
import { type UnitsQuestion, unitsQuery } from '#lib/queries/units.ts'
import { valuesQuery } from '#lib/queries/values.ts'

export type ExplorerAnswer = {
  readonly rows: readonly UnitRow[]
  readonly columns: readonly GridColumn[]
  readonly users: UsersById | undefined
  readonly units: ReturnType<typeof useUnits>
  /** Values from inside the documents; the rows are shown without waiting for them. */
  readonly valuesError: Error | null
  readonly retryValues: () => void
}

/** For grouping, and for suggestions in the query bar. */
const screenNeeds = unionOf([nameFields, { select: ['Labels'], include: [] }])

function useUnits(question: UnitsQuestion, columns: readonly GridColumn[], isRunnable: boolean) {
  const fields = useMemo(() => unionOf([screenNeeds, ...columns.map(({ needs }) => needs)]), [columns])
  return useQuery({ ...unitsQuery(question, fields), enabled: isRunnable })
}

/** The three requests behind the grid: units, values of their documents, names of people. */
export function useExplorerAnswer(
  question: UnitsQuestion,
  isRunnable: boolean,
  columnIds: readonly string[],
): ExplorerAnswer {
  const { columns: chosen, values: valueColumns } = useMemo(() => chooseColumns(columnIds), [columnIds])
  const units = useUnits(question, chosen, isRunnable)
  const listed = units.data?.units
  const asked = useMemo(
    () => (listed ?? []).map(({ Unit }) => ({ UnitID: Unit.UnitID, DataHash: Unit.DataHash })),
    [listed],
  )
  // Units of the previous query may have been loaded without the hashes that identify values.
  const values = useQuery({
    ...valuesQuery(asked, valueColumns),
    enabled: asked.length > 0 && valueColumns.length > 0 && !units.isPlaceholderData,
  })
  // Cells are in the order of the columns, so an answer for other columns cannot be shown.
  const answered = values.isPlaceholderData ? undefined : values.data
  const { byId: users } = usePeople()
  const rows = useMemo(
    () => unitRows(listed ?? [], answered, valueColumns.length),
    [listed, answered, valueColumns.length],
  )
  const fields = units.data?.fields
  const columns = useMemo(() => marked(chosen, rows, fields), [chosen, rows, fields])
  return {
    rows,
    columns,
    users,
    units,
    valuesError: values.error,
    retryValues: () => void values.refetch(),
  }
}

function marked(
  columns: readonly GridColumn[],
  rows: readonly UnitRow[],
  asked: UnitFields | undefined,
): readonly GridColumn[] {
  return columns.map((column) => {
    if (asked !== undefined && !covers(asked, column.needs)) return { ...column, isUnread: true }
    return column.valueIndex !== undefined && isNobodys(rows, column.valueIndex)
      ? { ...column, isNobodys: true }
      : column
  })
}
