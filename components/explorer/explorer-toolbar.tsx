'use client'

import { LayoutGrid } from 'lucide-react'
import { ColumnPicker } from '#components/explorer/columns/column-picker.tsx'
import { toggled } from '#components/explorer/columns/layout.ts'
import { listedUnit } from '#components/explorer/columns/unit-row.ts'
import { BaselineMenu } from '#components/explorer/compare/baseline-menu.tsx'
import { ExportMenu } from '#components/explorer/export/export-menu.tsx'
import type { useGridActions } from '#components/explorer/grid-actions.ts'
import { SidesMenu } from '#components/explorer/sides-menu.tsx'
import { Toolbar } from '#components/explorer/toolbar.tsx'
import type { Explorer } from '#components/explorer/use-explorer.ts'
import type { ExplorerLines } from '#components/explorer/use-grid-lines.ts'
import { Views } from '#components/explorer/views/views.tsx'
import { Button } from '#components/ui/button.tsx'
import type { RowTable } from '#lib/rows/row-table.ts'

/** How the rows are shown, and how they can be shared or exported. */
export function ExplorerToolbar({
  explorer,
  lines: { comparison },
  actions,
  activeRow,
}: {
  explorer: Explorer
  lines: ExplorerLines
  actions: ReturnType<typeof useGridActions>
  /** The row that is peeked at or has the cursor. */
  activeRow: number | undefined
}) {
  const { search, setSearch, answer, blocked, withColumns } = explorer
  const { table, count, rows, columns } = answer
  const unit = activeRow === undefined ? undefined : listedUnit(table, activeRow)
  const { group, compare, density } = search
  return (
    <Toolbar
      comparison={
        <BaselineMenu
          value={compare}
          name={comparison?.name ?? ''}
          regions={regionsOf(table)}
          unit={unit && { id: unit.id, name: `${unit.spaceSlug}/${unit.slug}` }}
          isGrouped={group.length > 0}
          isBlocked={blocked !== undefined}
          onChange={(next) =>
            void setSearch(
              { compare: next, ...(next === 'none' ? { only: 'all' } : {}) },
              { history: 'replace' },
            )
          }
        />
      }
      view={{ group, density }}
      picker={
        <ColumnPicker
          shown={columns}
          question={{ where: search.where, whereData: search.data, resourceType: search.type }}
          table={table}
          count={count}
          onChange={(ids) => void setSearch(withColumns(ids), { history: 'replace' })}
          onPin={(id) => void setSearch({ pin: toggled(search.pin, id) }, { history: 'replace' })}
        />
      }
      shown={columns}
      updatedAt={rows.dataUpdatedAt}
      isFetching={rows.isFetching}
      onRefresh={() => void rows.refetch()}
      onChange={(view) => void setSearch(view, { history: 'replace' })}
    >
      <Button
        variant="quiet"
        size="sm"
        aria-pressed={search.view === 'matrix'}
        onPress={() =>
          void setSearch({ view: search.view === 'matrix' ? 'grid' : 'matrix' }, { history: 'replace' })
        }
      >
        <LayoutGrid aria-hidden size={14} />
        Matrix
      </Button>
      <Views explorer={explorer} />
      <SidesMenu query={search} actions={actions} cols={search.cols} />
      {count > 0 && (
        <ExportMenu variant="quiet" blocked={actions.blocked.export} onExport={actions.exportRows} />
      )}
    </Toolbar>
  )
}

function regionsOf(table: RowTable): string[] {
  const { values } = table.bySpace('region')
  return values.filter((value) => typeof value === 'string').sort()
}
