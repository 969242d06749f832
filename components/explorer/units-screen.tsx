'use client'

import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { useQueryStates } from 'nuqs'
import { useMemo, useRef, useState } from 'react'
import { columnProblems } from '#components/explorer/columns/column-problems.ts'
import { chooseColumns } from '#components/explorer/columns/columns.ts'
import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import { gridItems, majorities } from '#components/explorer/columns/grouping.ts'
import { printSort, sortOf } from '#components/explorer/columns/sort.ts'
import { useExplorerAnswer } from '#components/explorer/explorer-query.ts'
import { ExportMenu } from '#components/explorer/export/export-menu.tsx'
import { rowHeights } from '#components/explorer/grid/density.ts'
import { useGridCursor } from '#components/explorer/grid/grid-cursor.ts'
import { useGridKeys } from '#components/explorer/grid/grid-keys.ts'
import { type GridHandle, UnitsGrid } from '#components/explorer/grid/units-grid.tsx'
import { useUnitsTable } from '#components/explorer/grid/units-table.ts'
import { useGridActions } from '#components/explorer/grid-actions.ts'
import { GridStage } from '#components/explorer/grid-stage.tsx'
import { knownValues } from '#components/explorer/known-values.ts'
import { GridNotices } from '#components/explorer/notices.tsx'
import { Peek } from '#components/explorer/peek.tsx'
import { ResultLine } from '#components/explorer/result-line.tsx'
import { SelectionBar } from '#components/explorer/selection/selection-bar.tsx'
import { useSelection } from '#components/explorer/selection/use-selection.ts'
import { Toolbar } from '#components/explorer/toolbar.tsx'
import { AddressNotice, useAddressProblems } from '#components/query/address-notice.tsx'
import { blockedBy, blockedId } from '#components/query/blocked.ts'
import { QueryBar, type QueryBarHandle } from '#components/query/query-bar.tsx'
import { useQueryDraft } from '#components/query/query-draft.ts'
import { QueryShare } from '#components/query/query-share.tsx'
import { readQuery } from '#components/query/read-query.ts'
import { withValue } from '#components/query/with-value.ts'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { notify } from '#components/ui/overlay/toast.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { routes } from '#lib/url/routes.ts'
import { type UnitsSearch, unitsSearch } from '#lib/url/search-params.ts'

const unwritable = 'This value has quotes or a backslash, which a query cannot say.'
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
  const selected = useSelection(search, allIds)
  const majority = useMemo(
    () => (search.compare === 'majority' ? majorities(rows, columns) : noMajority),
    [search.compare, rows, columns],
  )
  const addressProblems = useAddressProblems('units')
  const problems = useColumnProblems(search, columns)
  const blocked = blockedBy({
    isDirty: draft.isDirty,
    isReadable: reading.isRunnable,
    isPlaceholder: units.isPlaceholderData,
    mayBeWider: addressProblems.some(({ mayWiden }) => mayWiden),
  })
  const peeked = search.peek ? rows.find((row) => row.id === search.peek) : undefined

  const known = useMemo(() => knownValues(rows), [rows])
  const peek = (id: string) => void setSearch({ peek: id }, { history: 'replace' })
  const cursor = useGridCursor({
    items,
    allIds,
    grid,
    selection: selected.picked,
    onSelectionChange: selected.set,
    onActivate: (row) => {
      if (search.peek) peek(row.id)
    },
  })
  const actions = useGridActions({ answer, table, selection: selected, search, blocked })
  useGridKeys({
    cursor,
    grid,
    queryBar,
    hasPeek: peeked !== undefined,
    hasSelection: selected.isAny,
    isDirty: draft.isDirty,
    onPeek: peek,
    onClearSelection: selected.clear,
    onDiscard: draft.revert,
    onOpen: (row) => router.push(routes.unit(row.spaceSlug, row.slug)),
    onChange: actions.change,
    onExport: () => actions.exportRows('csv'),
  })

  // What is typed leaves the last answer standing, and its look says that it is another one's.
  const isStale = draft.isDirty || !reading.isRunnable || units.isPlaceholderData
  /** Narrows what is asked; with something typed it would not be clear which of the two. */
  const relax = (fields: { where: string; data?: string; type?: string }) => {
    if (draft.isDirty) notify({ tone: 'attention', title: 'Not done', description: blocked ?? '' })
    else draft.apply(fields)
  }
  /** A column that goes takes its part of the sort with it. */
  const withColumns = (ids: readonly string[]) => ({
    cols: [...ids],
    sort: printSort(sortOf(search.sort, chooseColumns(ids).columns)),
  })
  const toggleGroup = (key: string) =>
    setClosedGroups((closed) =>
      closed.has(key) ? new Set([...closed].filter((other) => other !== key)) : new Set([...closed, key]),
    )

  return (
    <div className="flex h-full min-h-0 flex-col">
      <h1 className="sr-only">Units</h1>
      <QueryBar
        ref={queryBar}
        draft={draft}
        known={known}
        share={<QueryShare query={search} blocked={blocked} />}
      >
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
      {/* With something typed the query bar says it. */}
      {actions.blocked.copy !== undefined && !draft.isDirty && (
        <p id={blockedId} className="sr-only">
          {actions.blocked.copy}
        </p>
      )}
      <Toolbar
        isBlocked={blocked !== undefined}
        view={{ columns: search.cols, group: search.group, compare: search.compare, density: search.density }}
        updatedAt={units.dataUpdatedAt}
        isFetching={units.isFetching}
        onRefresh={() => void units.refetch()}
        onChange={({ columns: ids, ...view }) =>
          void setSearch({ ...view, ...(ids ? withColumns(ids) : {}) }, { history: 'replace' })
        }
      >
        {rows.length > 0 && (
          <ExportMenu variant="quiet" blocked={actions.blocked.copy} onExport={actions.exportRows} />
        )}
      </Toolbar>
      <AddressNotice problems={[...addressProblems, ...problems]} />
      <GridNotices
        answer={answer}
        onRemoveColumn={(id) => {
          const left = columns.map((column) => column.id).filter((other) => other !== id)
          void setSearch(withColumns(left), { history: 'replace' })
        }}
      />
      {search.peek !== '' && !peeked && units.data && !isStale && (
        <Notice
          action={
            <Button size="sm" onPress={() => peek('')}>
              Look at none
            </Button>
          }
        >
          The unit that the address looks at is not among these rows.
        </Notice>
      )}
      <div className="relative flex min-h-0 flex-1">
        <div className="min-w-0 flex-1">
          <GridStage answer={answer} isReadable={reading.isRunnable} search={search} onRelax={relax}>
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
              selection={selected.selection}
              selectAll={selected.count === 0 ? 'none' : selected.count === rows.length ? 'all' : 'some'}
              isStale={isStale}
              onSelectAll={selected.count === rows.length ? selected.clear : selected.selectAll}
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
            onFilter={(attribute, value) => {
              const where = withValue(search.where, attribute, value)
              if (where === search.where) notify({ title: 'The query asks that already' })
              else if (where === undefined)
                notify({ tone: 'attention', title: 'Not done', description: unwritable })
              else relax({ where })
            }}
          />
        )}
      </div>
      <SelectionBar
        selection={selected}
        total={rows.length}
        isTruncated={units.data?.truncated ?? false}
        blocked={actions.blocked}
        onChange={actions.change}
        onCopy={actions.copyRows}
        onExport={actions.exportRows}
      />
    </div>
  )
}

function useColumnProblems({ cols, sort }: UnitsSearch, columns: readonly GridColumn[]) {
  const path = usePathname()
  const search = useSearchParams().toString()
  return useMemo(
    () => columnProblems({ cols, sort }, columns, { path, parameters: new URLSearchParams(search) }),
    [cols, sort, columns, path, search],
  )
}
