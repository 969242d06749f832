'use client'

import { useRouter } from 'next/navigation'
import type { RefObject } from 'react'
import { rowHeights } from '#components/explorer/grid/density.ts'
import type { GridCursor } from '#components/explorer/grid/grid-cursor.ts'
import { type GridHandle, UnitsGrid } from '#components/explorer/grid/units-grid.tsx'
import { GridStage } from '#components/explorer/grid-stage.tsx'
import type { UnitsSelection } from '#components/explorer/selection/use-selection.ts'
import type { Explorer } from '#components/explorer/use-explorer.ts'
import type { GridLines } from '#components/explorer/use-grid-lines.ts'
import { routes } from '#lib/url/routes.ts'

/** The grid in its place, with the answer, the selection and the cursor of the page. */
export function ExplorerGrid({
  ref,
  explorer: { search, answer, isReadable, isStale, ask },
  lines,
  selected,
  cursor,
  onPeek,
}: {
  ref: RefObject<GridHandle | null>
  explorer: Explorer
  lines: GridLines
  selected: UnitsSelection
  cursor: GridCursor
  onPeek: (id: string) => void
}) {
  const router = useRouter()
  const { rows, columns, users } = answer
  const isAll = selected.count === rows.length
  return (
    <GridStage answer={answer} isReadable={isReadable} search={search} onRelax={ask}>
      <UnitsGrid
        // A new query starts at its first row, and a new density changes the height of rows.
        key={`${search.where} ${search.data} ${search.type} ${search.density}`}
        ref={ref}
        table={lines.table}
        items={lines.items}
        columns={columns}
        users={users}
        majority={lines.majority}
        grouping={search.group}
        rowHeight={rowHeights[search.density]}
        activeId={cursor.activeRow?.id}
        selection={selected.selection}
        selectAll={selected.count === 0 ? 'none' : isAll ? 'all' : 'some'}
        isStale={isStale}
        onSelectAll={isAll ? selected.clear : selected.selectAll}
        onRow={(row, how) => {
          cursor.press(row, how === 'peek' ? 'activate' : how)
          if (how === 'peek') onPeek(row.id)
        }}
        onOpen={(row) => router.push(routes.unit(row.spaceSlug, row.slug))}
        onToggleGroup={lines.toggleGroup}
      />
    </GridStage>
  )
}
