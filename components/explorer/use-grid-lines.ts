'use client'

import { useMemo, useState } from 'react'
import { gridItems, majorities } from '#components/explorer/columns/grouping.ts'
import { printSort, sortOf } from '#components/explorer/columns/sort.ts'
import { useUnitsTable } from '#components/explorer/grid/units-table.ts'
import type { Explorer } from '#components/explorer/use-explorer.ts'

export type GridLines = ReturnType<typeof useGridLines>

const noMajority: ReadonlyMap<string, string> = new Map()

/** The rows as lines: sorted, grouped, and compared with the most frequent values. */
export function useGridLines({ search, setSearch, answer: { rows, columns, users } }: Explorer) {
  const [closedGroups, setClosedGroups] = useState<ReadonlySet<string>>(new Set())
  const sort = useMemo(() => sortOf(search.sort, columns), [search.sort, columns])
  const table = useUnitsTable({
    rows,
    columns,
    users,
    sort,
    onSortChange: (rules) => void setSearch({ sort: printSort(rules) }),
  })
  const sorted = table.getRowModel().rows
  const items = useMemo(
    () =>
      gridItems(
        sorted.map((row) => row.original),
        search.group,
        closedGroups,
      ),
    [sorted, search.group, closedGroups],
  )
  const majority = useMemo(
    () => (search.compare === 'majority' ? majorities(rows, columns) : noMajority),
    [search.compare, rows, columns],
  )
  const toggleGroup = (key: string) =>
    setClosedGroups((closed) =>
      closed.has(key) ? new Set([...closed].filter((other) => other !== key)) : new Set([...closed, key]),
    )
  return { table, items, majority, toggleGroup }
}
