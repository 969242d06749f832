'use client'

import { useRouter } from 'next/navigation'
import { useMemo, useRef } from 'react'
import { ExplorerGrid } from '#components/explorer/explorer-grid.tsx'
import { ExplorerQueryBar } from '#components/explorer/explorer-query-bar.tsx'
import { ExplorerToolbar } from '#components/explorer/explorer-toolbar.tsx'
import { useGridCursor } from '#components/explorer/grid/grid-cursor.ts'
import { useGridKeys } from '#components/explorer/grid/grid-keys.ts'
import type { GridHandle } from '#components/explorer/grid/units-grid.tsx'
import { useGridActions } from '#components/explorer/grid-actions.ts'
import { GridNotices } from '#components/explorer/notices.tsx'
import { Peek } from '#components/explorer/peek.tsx'
import { SelectionBar } from '#components/explorer/selection/selection-bar.tsx'
import { useSelection } from '#components/explorer/selection/use-selection.ts'
import { useExplorer } from '#components/explorer/use-explorer.ts'
import { useGridLines } from '#components/explorer/use-grid-lines.ts'
import { AddressNotice } from '#components/query/address-notice.tsx'
import { BlockedNote } from '#components/query/blocked-note.tsx'
import type { QueryBarHandle } from '#components/query/use-bar-focus.ts'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { routes } from '#lib/url/routes.ts'

/** The explorer: the query on top, the matching units below, and the actions on them. */
export function UnitsScreen() {
  const router = useRouter()
  const explorer = useExplorer()
  const { search, setSearch, draft, answer, blocked, isStale } = explorer
  const { rows, users, units } = answer
  const grid = useRef<GridHandle>(null)
  const queryBar = useRef<QueryBarHandle>(null)
  const lines = useGridLines(explorer)
  const allIds = useMemo(() => rows.map((row) => row.id), [rows])
  const selected = useSelection(search, allIds)
  const peeked = search.peek ? rows.find((row) => row.id === search.peek) : undefined
  const peek = (id: string) => void setSearch({ peek: id }, { history: 'replace' })
  const cursor = useGridCursor({
    items: lines.items,
    allIds,
    grid,
    selection: selected.picked,
    onSelectionChange: selected.set,
    onActivate: (row) => {
      if (search.peek) peek(row.id)
    },
  })
  const actions = useGridActions({ answer, table: lines.table, selection: selected, search, blocked })
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
  return (
    <div className="flex h-full min-h-0 flex-col">
      <h1 className="sr-only">Units</h1>
      <ExplorerQueryBar ref={queryBar} explorer={explorer} />
      {/* While there are unrun edits, the query bar says so. */}
      {!draft.isDirty && <BlockedNote blocked={actions.blocked.copy} />}
      <ExplorerToolbar explorer={explorer} actions={actions} />
      <AddressNotice problems={explorer.problems} />
      <GridNotices answer={answer} onRemoveColumn={explorer.removeColumn} />
      {search.peek !== '' && !peeked && units.data && !isStale && <NotPeeked onClose={() => peek('')} />}
      <div className="relative flex min-h-0 flex-1">
        <div className="min-w-0 flex-1">
          <ExplorerGrid
            ref={grid}
            explorer={explorer}
            lines={lines}
            selected={selected}
            cursor={cursor}
            onPeek={peek}
          />
        </div>
        {peeked && (
          <Peek
            key={peeked.id}
            row={peeked}
            users={users}
            onClose={() => peek('')}
            onFilter={explorer.narrow}
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

function NotPeeked({ onClose }: { onClose: () => void }) {
  return (
    <Notice
      action={
        <Button size="sm" onPress={onClose}>
          Close the peek
        </Button>
      }
    >
      The unit to peek at is not among these rows.
    </Notice>
  )
}
