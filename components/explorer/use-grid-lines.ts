'use client'

import { useMemo, useState } from 'react'
import { groupColumn } from '#components/explorer/columns/columns.ts'
import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import { type SortRule, sortOf } from '#components/explorer/columns/sort.ts'
import { sortByOf } from '#components/explorer/columns/sort-keys.ts'
import type { ExplorerAnswer } from '#components/explorer/explorer-answer.ts'
import { GridLines } from '#components/explorer/grid/grid-lines.ts'
import type { Explorer } from '#components/explorer/use-explorer.ts'
import { majority } from '#lib/rows/count-values.ts'
import { groupRows, linesOf } from '#lib/rows/group-rows.ts'
import { allRows, type SortBy, sortRows } from '#lib/rows/sort-rows.ts'
import { cellsOf } from '#lib/rows/unit-columns.ts'

const noMajority: ReadonlyMap<string, number> = new Map()

export type ExplorerLines = ReturnType<typeof useGridLines>

/** The rows as lines: sorted, grouped, and compared with the most frequent values. */
export function useGridLines({ search, answer }: Explorer) {
  const { table, count, columns, version } = answer
  const [closedGroups, setClosedGroups] = useState<ReadonlySet<string>>(new Set())
  const sort = useMemo(() => sortOf(search.sort, columns), [search.sort, columns])
  const order = useOrder(answer, sort)
  const groupIds = search.group.join()
  const by = useMemo(
    () => groupIds.split(',').flatMap((id) => groupColumn(id, columns) ?? []),
    [groupIds, columns],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: the table is filled in place, and `version` says when
  const grouped = useMemo(
    () =>
      groupRows(
        order,
        by.map((column) => sortByOf(answer, column)),
      ),
    [order, by, table, version, answer.nameOf],
  )
  const lines = useMemo(
    () => new GridLines(grouped, linesOf(grouped, closedGroups), by),
    [grouped, closedGroups, by],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: the table is filled in place, and `version` says when
  const majorities = useMemo(
    () => (search.compare === 'majority' ? majoritiesOf(answer) : noMajority),
    [search.compare, table, count, columns, version],
  )
  const toggleGroup = (key: string) =>
    setClosedGroups((closed) =>
      closed.has(key) ? new Set([...closed].filter((other) => other !== key)) : new Set([...closed, key]),
    )
  return { lines, closedGroups, majorities, sort, toggleGroup }
}

/** Sorted anew only when rows came, or cells of a column that sorts. */
function useOrder(answer: ExplorerAnswer, sort: readonly SortRule[]): Uint32Array {
  const { table, count, columns, nameOf } = answer
  const rules = sort.flatMap(({ id, desc }): SortBy[] => {
    const column = columns.find((each) => each.id === id)
    return column === undefined ? [] : [{ ...sortByOf(answer, column), isDescending: desc }]
  })
  // Without a rule, and among equal rows: by unit, then by Space. ConfigHub orders by unit only.
  const usual = useMemo(
    () => sortRows(allRows(count), [{ column: table.sent('slug') }, { column: table.sent('space') }]),
    [table, count],
  )
  const state = `${sort.map(({ id, desc }) => `${id} ${desc}`).join()} ${rules.map(({ column }) => versionOf(column)).join()}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: the table is filled in place, and `state` says when
  return useMemo(() => sortRows(usual, rules), [usual, state, nameOf])
}

function versionOf(column: SortBy['column']): number {
  return 'version' in column ? Number(column.version) : 0
}

function majoritiesOf({ table, count, columns }: ExplorerAnswer): ReadonlyMap<string, number> {
  const rows = allRows(count)
  const found = columns.flatMap((column: GridColumn): [string, number][] => {
    const most = column.kind === 'value' ? majority(cellsOf(table, column, column.id), rows) : undefined
    return most === undefined ? [] : [[column.id, most]]
  })
  return new Map(found)
}
