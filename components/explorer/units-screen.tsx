'use client'

import { useRouter } from 'next/navigation'
import { useRef } from 'react'
import { listedUnit } from '#components/explorer/columns/unit-row.ts'
import { ExplorerGrid } from '#components/explorer/explorer-grid.tsx'
import { ExplorerQueryBar } from '#components/explorer/explorer-query-bar.tsx'
import { ExplorerToolbar } from '#components/explorer/explorer-toolbar.tsx'
import { useGridCursor } from '#components/explorer/grid/grid-cursor.ts'
import { useGridKeys } from '#components/explorer/grid/grid-keys.ts'
import type { GridHandle } from '#components/explorer/grid/units-grid.tsx'
import { useGridActions } from '#components/explorer/grid-actions.ts'
import { GridNotices } from '#components/explorer/notices.tsx'
import { useSelection } from '#components/explorer/selection/use-selection.ts'
import { unitAddress } from '#components/explorer/unit-address.ts'
import { type Explorer, useExplorer } from '#components/explorer/use-explorer.ts'
import { useGridLines } from '#components/explorer/use-grid-lines.ts'
import { AddressNotice } from '#components/query/address-notice.tsx'
import { BlockedNote } from '#components/query/blocked-note.tsx'
import type { QueryBarHandle } from '#components/query/use-bar-focus.ts'
import { Button } from '#components/ui/button.tsx'
import { lazily } from '#components/ui/lazily.tsx'
import { Notice } from '#components/ui/notice.tsx'

const Peek = lazily(() => import('#components/explorer/peek.tsx').then((module) => module.Peek))
const SelectionBar = lazily(() =>
  import('#components/explorer/selection/selection-bar.tsx').then((module) => module.SelectionBar),
)

/** The explorer: the query on top, the matching units below, and the actions on them. */
export function UnitsScreen() {
  const router = useRouter()
  const grid = useRef<GridHandle>(null)
  const queryBar = useRef<QueryBarHandle>(null)
  const explorer = useExplorer(() => grid.current?.visibleRows() ?? [])
  const { search, setSearch, draft, answer, blocked, isStale } = explorer
  const { table, count, rows } = answer
  const lines = useGridLines(explorer)
  const selected = useSelection(search, table, count)
  const peeked = search.peek === '' ? undefined : table.rowOf(search.peek)
  const peek = (row?: number) =>
    void setSearch({ peek: row === undefined ? '' : (table.ids[row] ?? '') }, { history: 'replace' })
  const cursor = useGridCursor({
    table,
    lines: lines.lines,
    grid,
    selection: selected.picked,
    onSelectionChange: selected.set,
    onActivate: (row) => {
      if (search.peek) peek(row)
    },
  })
  const actions = useGridActions({ answer, lines: lines.lines, selection: selected, search, blocked })
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
    onOpen: (row) => router.push(unitAddress(table, row)),
    onChange: actions.change,
    onExport: () => actions.exportRows('csv'),
  })
  return (
    <div className="flex h-full min-h-0 flex-col">
      <h1 className="sr-only">Units</h1>
      <ExplorerQueryBar ref={queryBar} explorer={explorer} />
      {/* While there are unrun edits, the query bar says so. */}
      {!draft.isDirty && <BlockedNote blocked={actions.blocked.export} />}
      <ExplorerToolbar explorer={explorer} actions={actions} />
      <AddressNotice problems={explorer.problems} />
      <GridNotices answer={answer} onRemoveColumn={explorer.removeColumn} />
      {search.peek !== '' && peeked === undefined && rows.data?.isComplete && !isStale && (
        <NotPeeked onClose={() => peek()} />
      )}
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
        {peeked !== undefined && <PeekAt row={peeked} explorer={explorer} onClose={() => peek()} />}
      </div>
      {(selected.isAny || selected.cleared !== undefined) && (
        <SelectionBar
          selection={selected}
          total={count}
          isPartial={answer.isArriving || (rows.data?.isTruncated ?? false)}
          blocked={actions.blocked}
          onChange={actions.change}
          onCopy={actions.copyRows}
          onExport={actions.exportRows}
        />
      )}
    </div>
  )
}

function PeekAt({ row, explorer, onClose }: { row: number; explorer: Explorer; onClose: () => void }) {
  const { table, users } = explorer.answer
  const unit = listedUnit(table, row)
  return <Peek key={unit.id} row={unit} users={users} onClose={onClose} onFilter={explorer.narrow} />
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
