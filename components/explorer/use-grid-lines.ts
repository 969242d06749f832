'use client'

import { useMemo, useState } from 'react'
import { groupColumn } from '#components/explorer/columns/columns.ts'
import { type SortRule, sortOf } from '#components/explorer/columns/sort.ts'
import { differingRows, withCounts } from '#components/explorer/compare/comparison.ts'
import { useComparison } from '#components/explorer/compare/use-comparison.ts'
import type { ExplorerAnswer } from '#components/explorer/explorer-answer.ts'
import { GridLines } from '#components/explorer/grid/grid-lines.ts'
import type { Explorer } from '#components/explorer/use-explorer.ts'
import { groupRows, linesOf } from '#lib/rows/group-rows.ts'
import { sortByOf } from '#lib/rows/sort-keys.ts'
import { allRows, type SortBy, sortRows } from '#lib/rows/sort-rows.ts'
import type { VisibleRows } from '#lib/rows/visible-rows.ts'

export type ExplorerLines = ReturnType<typeof useGridLines>

/** The rows as lines: sorted, grouped, and compared with what the address says. */
export function useGridLines({ search, answer, live }: Explorer, visibleRows: VisibleRows) {
  const { table, columns, version } = answer
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
  const comparison = useComparison(search.compare, answer, grouped, live.latest, visibleRows)
  const isOnly = comparison !== undefined && search.only === 'differing'
  const shown = useMemo(
    () =>
      comparison === undefined || !isOnly
        ? grouped
        : groupRows(
            differingRows(comparison, grouped.order),
            by.map((column) => sortByOf(answer, column)),
          ),
    [grouped, comparison, isOnly, by, answer],
  )
  const lines = useMemo(
    () => new GridLines(shown, linesOf(shown, closedGroups), by),
    [shown, closedGroups, by],
  )
  const toggleGroup = (key: string) =>
    setClosedGroups((closed) =>
      closed.has(key) ? new Set([...closed].filter((other) => other !== key)) : new Set([...closed, key]),
    )
  return {
    lines,
    closedGroups,
    comparison,
    /** Only differing rows are shown. */
    isOnly,
    /** With the number of rows that differ in each. */
    columns: useMemo(() => withCounts(columns, comparison), [columns, comparison]),
    sort,
    toggleGroup,
  }
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
