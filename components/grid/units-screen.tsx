'use client'

import { useRouter } from 'next/navigation'
import { useQueryStates } from 'nuqs'
import { useMemo, useRef, useState } from 'react'
import { rowHeights } from '#components/grid/density.ts'
import { useExplorerAnswer } from '#components/grid/explorer-query.ts'
import { useGridActions } from '#components/grid/grid-actions.ts'
import { useGridCursor } from '#components/grid/grid-cursor.ts'
import { useGridKeys } from '#components/grid/grid-keys.ts'
import { GridStage } from '#components/grid/grid-stage.tsx'
import { gridItems, majorities } from '#components/grid/grouping.ts'
import { GridNotices } from '#components/grid/notices.tsx'
import { Peek } from '#components/grid/peek.tsx'
import { type GridSelection, noSelection, selectedCount, withinRows } from '#components/grid/selection.ts'
import { ExportMenu, SelectionBar } from '#components/grid/selection-bar.tsx'
import { printSort, sortOf } from '#components/grid/sort.ts'
import { Toolbar } from '#components/grid/toolbar.tsx'
import { type GridHandle, UnitsGrid } from '#components/grid/units-grid.tsx'
import { useUnitsTable } from '#components/grid/units-table.ts'
import { knownValues } from '#components/query/known-values.ts'
import { QueryBar, type QueryBarHandle } from '#components/query/query-bar.tsx'
import { useQueryDraft } from '#components/query/query-draft.ts'
import { readQuery } from '#components/query/read-query.ts'
import { ResultLine } from '#components/query/result-line.tsx'
import { withValue } from '#components/query/with-value.ts'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { routes } from '#lib/url/routes.ts'
import { unitsSearch } from '#lib/url/search-params.ts'

const noMajority: ReadonlyMap<string, string> = new Map()

/** The explorer: the query on top, what it matches below, and what can be done with it. */
export function UnitsScreen() {
  const router = useRouter()
  const [search, setSearch] = useQueryStates(unitsSearch)
  const reading = useMemo(() => readQuery(search), [search])
  const draft = useQueryDraft(search, (fields) => void setSearch(fields, { history: 'push' }))
  const question = { where: search.where, whereData: search.data, resourceType: search.type }
  const answer = useExplorerAnswer(question, reading.isRunnable, search.cols)
  const { rows, columns, users, units } = answer

  const grid = useRef<GridHandle>(null)
  const queryBar = useRef<QueryBarHandle>(null)
  const [closedGroups, setClosedGroups] = useState<ReadonlySet<string>>(new Set())
  const [picked, setPicked] = useState<GridSelection>(noSelection)

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
  const allIds = useMemo(() => rows.map((row) => row.id), [rows])
  const selection = useMemo(() => withinRows(picked, new Set(allIds)), [picked, allIds])
  const majority = useMemo(
    () => (search.compare === 'majority' ? majorities(rows, columns) : noMajority),
    [search.compare, rows, columns],
  )
  const count = selectedCount(selection, rows.length)
  const peeked = search.peek ? rows.find((row) => row.id === search.peek) : undefined

  const known = useMemo(() => knownValues(rows), [rows])
  const peek = (id: string) => void setSearch({ peek: id }, { history: 'replace' })
  const cursor = useGridCursor({
    items,
    allIds,
    grid,
    selection,
    onSelectionChange: setPicked,
    onActivate: (row) => {
      if (search.peek) peek(row.id)
    },
  })
  const actions = useGridActions({ answer, table, selection, search })
  useGridKeys({
    cursor,
    grid,
    queryBar,
    hasPeek: peeked !== undefined,
    hasSelection: count > 0,
    onPeek: peek,
    onClearSelection: () => setPicked(noSelection),
    onOpen: (row) => router.push(routes.unit(row.spaceSlug, row.slug)),
    onChange: actions.change,
    onExport: () => actions.exportRows('csv'),
  })

  // A text that cannot be read leaves the last good rows standing, and says by their look that they are.
  const isStale = !draft.reading.isRunnable || units.isPlaceholderData
  const toggleGroup = (key: string) =>
    setClosedGroups((closed) =>
      closed.has(key) ? new Set([...closed].filter((other) => other !== key)) : new Set([...closed, key]),
    )

  return (
    <div className="flex h-full min-h-0 flex-col">
      <h1 className="sr-only">Units</h1>
      <QueryBar ref={queryBar} draft={draft} applied={search} known={known}>
        {units.isPending && reading.isRunnable && <Skeleton className="h-3.5 w-80 max-w-full" />}
        {units.data && (
          <ResultLine
            rows={rows}
            columns={columns}
            elapsedMs={isStale ? undefined : units.data.elapsedMs}
            isTruncated={units.data.truncated}
          />
        )}
      </QueryBar>
      <Toolbar
        view={{ columns: search.cols, group: search.group, compare: search.compare, density: search.density }}
        updatedAt={units.dataUpdatedAt}
        isFetching={units.isFetching}
        onRefresh={() => void units.refetch()}
        onChange={({ columns: cols, ...view }) =>
          void setSearch({ ...view, ...(cols ? { cols: [...cols] } : {}) }, { history: 'replace' })
        }
      >
        {rows.length > 0 && <ExportMenu variant="quiet" onExport={actions.exportRows} />}
      </Toolbar>
      <GridNotices answer={answer} />
      <div className="relative flex min-h-0 flex-1">
        <div className="min-w-0 flex-1">
          <GridStage
            answer={answer}
            isReadable={reading.isRunnable}
            search={search}
            onRelax={(fields) => void setSearch(fields, { history: 'push' })}
          >
            <UnitsGrid
              // Another question starts at its first row; another density has rows of another height.
              key={`${search.where} ${search.data} ${search.type} ${search.density}`}
              ref={grid}
              table={table}
              items={items}
              columns={columns}
              users={users}
              majority={majority}
              grouping={search.group}
              rowHeight={rowHeights[search.density]}
              activeId={cursor.activeRow?.id}
              selection={selection}
              selectAll={count === 0 ? 'none' : count === rows.length ? 'all' : 'some'}
              isStale={isStale}
              onSelectAll={() => setPicked(count === rows.length ? noSelection : { kind: 'all' })}
              onRow={(row, how) => {
                cursor.press(row, how === 'peek' ? 'activate' : how)
                if (how === 'peek') peek(row.id)
              }}
              onOpen={(row) => router.push(routes.unit(row.spaceSlug, row.slug))}
              onToggleGroup={toggleGroup}
            />
          </GridStage>
        </div>
        {peeked && (
          <Peek
            key={peeked.id}
            row={peeked}
            users={users}
            onClose={() => peek('')}
            onFilter={(attribute, value) => draft.apply({ where: withValue(search.where, attribute, value) })}
          />
        )}
      </div>
      {count > 0 && (
        <SelectionBar
          count={count}
          total={rows.length}
          isAll={selection.kind === 'all'}
          onSelectAll={() => setPicked({ kind: 'all' })}
          onClear={() => setPicked(noSelection)}
          onChange={actions.change}
          onCopy={actions.copyRows}
          onExport={actions.exportRows}
        />
      )}
    </div>
  )
}
