'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import type { ExplorerAnswer } from '#components/grid/explorer-query.ts'
import { exportCsv, exportJson, exportText, type Provenance } from '#components/grid/export.ts'
import { changeAddress } from '#components/grid/hand-over.ts'
import { type GridSelection, isSelected, selectedCount } from '#components/grid/selection.ts'
import type { UnitsTable } from '#components/grid/units-table.ts'
import { copyText } from '#components/ui/copy-button.tsx'
import { download } from '#components/ui/download.ts'
import { notify } from '#components/ui/toast.tsx'
import { sessionQuery } from '#lib/queries/session.ts'
import type { UnitsSearch } from '#lib/url/search-params.ts'

/** What can be done with the selected rows, or with all of them when none is selected. */
export function useGridActions({
  answer,
  table,
  selection,
  search,
}: {
  answer: ExplorerAnswer
  table: UnitsTable
  selection: GridSelection
  search: UnitsSearch
}) {
  const router = useRouter()
  const { data: session } = useQuery(sessionQuery())
  const { columns, users, units } = answer
  const chosenRows = () => {
    const rows = table.getRowModel().rows.map((row) => row.original)
    return selectedCount(selection, rows.length) === 0
      ? rows
      : rows.filter((row) => isSelected(selection, row.id))
  }
  const provenance = (): Provenance => ({
    hub: session?.hub.url ?? 'unknown',
    where: search.where,
    whereData: search.data,
    resourceType: search.type,
    exportedAt: new Date().toISOString(),
    exportedBy: session?.user?.Username ?? session?.user?.DisplayName ?? 'unknown',
    isTruncated: units.data?.truncated ?? false,
  })
  return {
    change: () => router.push(changeAddress(selection, search)),
    copyRows: async () => {
      const rows = chosenRows()
      if (await copyText(exportText(rows, columns, users))) {
        notify({
          tone: 'done',
          title: `${rows.length} rows copied`,
          description: 'Tab-separated, with a header',
        })
      }
    },
    exportRows: (format: 'csv' | 'json') => {
      const rows = chosenRows()
      if (format === 'csv') {
        download('units.csv', exportCsv(rows, columns, users, provenance()), 'text/csv')
      } else {
        download('units.json', exportJson(rows, columns, users, provenance()), 'application/json')
      }
    },
  }
}
