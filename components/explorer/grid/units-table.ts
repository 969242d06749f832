'use client'

import {
  columnResizingFeature,
  columnSizingFeature,
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  type SortFn,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useMemo } from 'react'
import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import { compareValues, type SortRule } from '#components/explorer/columns/sort.ts'
import type { UnitRow } from '#components/explorer/columns/unit-row.ts'
import type { UsersById } from '#components/ui/user-name.tsx'

const features = tableFeatures({
  columnResizingFeature,
  columnSizingFeature,
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
})
const helper = createColumnHelper<typeof features, UnitRow>()

const byValue: SortFn<typeof features, UnitRow> = (a, b, columnId) =>
  compareValues(a.getValue(columnId), b.getValue(columnId))

export type UnitsTable = ReturnType<typeof useUnitsTable>

/** Sorting (several columns with shift) and column widths; rows, columns and sort come from outside. */
export function useUnitsTable({
  rows,
  columns,
  users,
  sort,
  onSortChange,
}: {
  rows: readonly UnitRow[]
  columns: readonly GridColumn[]
  users: UsersById | undefined
  sort: readonly SortRule[]
  onSortChange: (rules: readonly SortRule[]) => void
}) {
  const definitions = useMemo(
    () =>
      columns.map((column) =>
        helper.accessor((row): unknown => column.sort(row, users), {
          id: column.id,
          header: column.title,
          size: column.width,
          minSize: 56,
          maxSize: 900,
          sortFn: byValue,
          sortUndefined: 'last',
          sortDescFirst: column.kind === 'time',
        }),
      ),
    [columns, users],
  )
  const data = useMemo(() => [...rows], [rows])
  const sorting = useMemo(() => sort.map(({ id, desc }) => ({ id, desc })), [sort])
  return useTable({
    features,
    columns: definitions,
    data,
    getRowId: (row) => row.id,
    columnResizeMode: 'onChange',
    state: { sorting },
    onSortingChange: (update) => onSortChange(typeof update === 'function' ? update(sorting) : update),
  })
}
