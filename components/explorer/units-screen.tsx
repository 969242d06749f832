'use client'

import { listedUnit } from '#components/explorer/columns/unit-row.ts'
import { placesIn } from '#components/explorer/explain/unit-place.ts'
import { ExplorerGrid } from '#components/explorer/explorer-grid.tsx'
import { ExplorerQueryBar } from '#components/explorer/explorer-query-bar.tsx'
import { ExplorerToolbar } from '#components/explorer/explorer-toolbar.tsx'
import type { Explorer } from '#components/explorer/use-explorer.ts'
import type { ExplorerLines } from '#components/explorer/use-grid-lines.ts'
import { type UnitsScreenState, useUnitsScreen } from '#components/explorer/use-units-screen.ts'
import { AddressNotice } from '#components/query/address-notice.tsx'
import { BlockedNote } from '#components/query/blocked-note.tsx'
import type { QueryReading } from '#components/query/query-reading.ts'
import { Button } from '#components/ui/button.tsx'
import { lazily } from '#components/ui/lazily.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { useMedia } from '#components/ui/use-media.ts'
import { WalkButtons } from '#components/ui/walk-buttons.tsx'

const GridNotices = lazily('GridNotices', () => import('#components/explorer/later.ts'))
const Peek = lazily('Peek', () => import('#components/explorer/later.ts'))
const ComparisonLine = lazily('ComparisonLine', () => import('#components/explorer/later.ts'))
const Differences = lazily('Differences', () => import('#components/explorer/later.ts'))
const MatrixPanel = lazily('MatrixPanel', () => import('#components/explorer/later.ts'))
const CellsBar = lazily('CellsBar', () => import('#components/explorer/later.ts'))
const SelectionBar = lazily('SelectionBar', () => import('#components/explorer/later.ts'))

/** Here the matrix has room beside the grid. */
const wide = '(min-width: 1800px)'

/**
 * The explorer: the query on top, the matching units below, and the actions on them. What the query of the address says
 * comes with the page; without it, as after going back, it is read here.
 */
export function UnitsScreen({ reading }: { reading?: QueryReading }) {
  const screen = useUnitsScreen(reading)
  const { queryBar, explorer, lines, peeked, peek, cursor, differences, actions } = screen
  const { search, setSearch, draft, answer, isStale, ask } = explorer
  const isMatrix = search.view === 'matrix'
  const isWide = useMedia(wide)
  const { rows } = answer
  return (
    <div className="flex h-full min-h-0 flex-col">
      <h1 className="sr-only">Units</h1>
      <ExplorerQueryBar
        ref={queryBar}
        grid={screen.grid}
        explorer={explorer}
        placeOf={placesIn(answer.table, lines.lines, cursor)}
      >
        {lines.comparison && (
          <ComparisonLine
            comparison={lines.comparison}
            isOnly={search.only === 'differing'}
            onOnly={(isOnly) =>
              void setSearch({ only: isOnly ? 'differing' : 'all' }, { history: 'replace' })
            }
            onNext={differences.next}
          />
        )}
      </ExplorerQueryBar>
      {/* While there are unrun edits, the query bar says so. */}
      {!draft.isDirty && <BlockedNote blocked={actions.blocked.export} />}
      <ExplorerToolbar
        explorer={explorer}
        lines={lines}
        actions={actions}
        activeRow={peeked ?? cursor.activeRow}
      />
      <AddressNotice problems={explorer.problems} />
      {hasNotices(answer, explorer.silence) && (
        <GridNotices answer={answer} silence={explorer.silence} onRemoveColumn={explorer.removeColumn} />
      )}
      {search.peek !== '' && peeked === undefined && rows.data?.isComplete && !isStale && (
        <NotPeeked onClose={() => peek()} />
      )}
      <div className="relative flex min-h-0 flex-1">
        {isMatrix && !isWide ? null : (
          <div className="min-w-0 flex-1">
            <ExplorerGrid screen={screen} />
          </div>
        )}
        {isMatrix && (
          <MatrixPanel
            answer={answer}
            comparison={lines.comparison}
            view={search}
            where={search.where}
            onView={(view) => void setSearch(view, { history: 'replace' })}
            onNarrow={(where) => ask({ where })}
            onClose={() => void setSearch({ view: 'grid' }, { history: 'replace' })}
          />
        )}
        {peeked !== undefined && (
          <PeekAt
            row={peeked}
            explorer={explorer}
            lines={lines}
            onStep={cursor.goToUnit}
            onClose={() => peek()}
          />
        )}
      </div>
      <Bars screen={screen} />
    </div>
  )
}

/** Whether `GridNotices` has anything to say. */
function hasNotices({ rows, columns, values, isNameless }: Explorer['answer'], silence: string | undefined) {
  const isPart = rows.isError || rows.data?.isTruncated === true || values.error !== null
  return isPart || isNameless || silence !== undefined || columns.some((column) => column.isNobodys)
}

/** What marked cells and selected units are for. Below the grid, so that it never covers a row. */
function Bars({ screen: { explorer, lines, cursor, selected, actions } }: { screen: UnitsScreenState }) {
  const { answer } = explorer
  return (
    <>
      {cursor.range && (
        <CellsBar
          range={cursor.range}
          lines={lines.lines}
          onCopy={actions.copyCells}
          onClear={cursor.clearRange}
        />
      )}
      {(selected.isAny || selected.cleared !== undefined) && (
        <SelectionBar
          selection={selected}
          total={answer.count}
          isPartial={answer.isArriving || (answer.rows.data?.isTruncated ?? false)}
          blocked={actions.blocked}
          onChange={actions.change}
          onCopy={actions.copyRows}
          onExport={actions.exportRows}
        />
      )}
    </>
  )
}

function PeekAt({
  row,
  explorer,
  lines: { comparison, columns, lines },
  onStep,
  onClose,
}: {
  row: number
  explorer: Explorer
  lines: ExplorerLines
  onStep: (row: number) => void
  onClose: () => void
}) {
  const { table, users } = explorer.answer
  const unit = listedUnit(table, row)
  return (
    <Peek
      key={unit.id}
      row={unit}
      users={users}
      walk={<Walk order={lines.order} row={row} onStep={onStep} />}
      onClose={onClose}
      where={explorer.search.where}
      onAsk={explorer.ask}
    >
      {comparison && (
        <Differences
          comparison={comparison}
          columns={columns}
          row={row}
          unit={{ id: unit.id, spaceId: unit.spaceId, hash: table.sent('hash').textAt(row) ?? '' }}
          users={users}
        />
      )}
    </Peek>
  )
}

function Walk({ order, row, onStep }: { order: Uint32Array; row: number; onStep: (row: number) => void }) {
  const at = order.indexOf(row)
  if (at === -1) return null
  const stepTo = (other: number | undefined) => (other === undefined ? undefined : () => onStep(other))
  return (
    <WalkButtons
      position={at + 1}
      total={order.length}
      keys={['k', 'j']}
      onPrevious={stepTo(order[at - 1])}
      onNext={stepTo(order[at + 1])}
    />
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
