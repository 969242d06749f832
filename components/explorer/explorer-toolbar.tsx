'use client'

import { ExportMenu } from '#components/explorer/export/export-menu.tsx'
import type { useGridActions } from '#components/explorer/grid-actions.ts'
import { Toolbar } from '#components/explorer/toolbar.tsx'
import type { Explorer } from '#components/explorer/use-explorer.ts'

/** How the rows are shown, and how they can be shared or exported. */
export function ExplorerToolbar({
  explorer: { search, setSearch, answer, blocked, withColumns },
  actions,
}: {
  explorer: Explorer
  actions: ReturnType<typeof useGridActions>
}) {
  const { count, rows, columns } = answer
  const { cols, group, compare, density } = search
  return (
    <Toolbar
      isBlocked={blocked !== undefined}
      view={{ columns: cols, group, compare, density }}
      question={{ where: search.where, whereData: search.data, resourceType: search.type }}
      shown={columns}
      updatedAt={rows.dataUpdatedAt}
      isFetching={rows.isFetching}
      onRefresh={() => void rows.refetch()}
      onChange={({ columns: ids, ...view }) =>
        void setSearch({ ...view, ...(ids ? withColumns(ids) : {}) }, { history: 'replace' })
      }
    >
      {count > 0 && (
        <ExportMenu variant="quiet" blocked={actions.blocked.export} onExport={actions.exportRows} />
      )}
    </Toolbar>
  )
}
