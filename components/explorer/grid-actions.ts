'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import type { ExplorerAnswer } from '#components/explorer/explorer-answer.ts'
import {
  exportCsv,
  exportJson,
  exportText,
  notesOf,
  type Provenance,
} from '#components/explorer/export/export.ts'
import type { UnitsTable } from '#components/explorer/grid/units-table.ts'
import { changeAddress } from '#components/explorer/selection/change-address.ts'
import { isSelected } from '#components/explorer/selection/selection.ts'
import type { UnitsSelection } from '#components/explorer/selection/use-selection.ts'
import type { Blocked } from '#components/query/blocked.ts'
import { copyText } from '#components/ui/copy-button.tsx'
import { download } from '#components/ui/download.ts'
import { notify } from '#components/ui/overlay/toast.tsx'
import { count } from '#lib/base/plural.ts'
import { sessionQuery } from '#lib/queries/session.ts'
import type { UnitsSearch } from '#lib/url/search-params.ts'

/** The actions on the selected rows, or on all rows when none is selected. */
export function useGridActions({
  answer,
  table,
  selection: { selection, count: chosen, outside, isAny },
  search,
  blocked,
}: {
  answer: ExplorerAnswer
  table: UnitsTable
  selection: UnitsSelection
  search: UnitsSearch
  blocked: Blocked
}) {
  const router = useRouter()
  const { data: session } = useQuery(sessionQuery())
  const { columns, users, units, rows: allRows } = answer
  const isReading = allRows.some((row) => row.values.some(({ kind }) => kind === 'loading'))
  const chosenRows = () => {
    const rows = table.getRowModel().rows.map((row) => row.original)
    return chosen === 0 ? rows : rows.filter((row) => isSelected(selection, row.id))
  }
  const provenance = (): Provenance => ({
    hub: session?.hub.url ?? 'unknown',
    where: search.where,
    whereData: search.data,
    resourceType: search.type,
    rows: chosen === 0 ? `all ${allRows.length}` : `${chosen} selected of ${allRows.length}`,
    notes: notesOf(chosenRows(), columns),
    exportedAt: new Date().toISOString(),
    exportedBy: session?.user?.Username ?? session?.user?.DisplayName ?? 'unknown',
    isTruncated: units.data?.truncated ?? false,
  })
  // When none of the selected rows match, the action is refused; it never falls back to all rows.
  const noneLeft =
    isAny && chosen === 0 ? `None of the ${outside} selected units matches the query.` : undefined
  const unread = isReading ? 'Values from the documents are still loading.' : undefined
  /** Keys and the palette call this too, so the reason is shown as a toast. */
  const unless = (reason: Blocked, run: () => void) => {
    if (reason === undefined) run()
    else notify({ tone: 'attention', title: 'Not possible', description: reason })
  }
  return {
    /** Why changing is disabled, and why exporting and sharing are. */
    blocked: { change: blocked ?? noneLeft, copy: blocked ?? noneLeft ?? unread },
    change: () => unless(blocked ?? noneLeft, () => router.push(changeAddress(selection, search))),
    copyRows: () =>
      unless(blocked ?? noneLeft ?? unread, async () => {
        const rows = chosenRows()
        if (await copyText(exportText(rows, columns, users))) {
          notify({
            tone: 'done',
            title: `${count(rows.length, 'row')} copied`,
            description: 'Tab-separated, with a header',
          })
        }
      }),
    exportRows: (format: 'csv' | 'json') =>
      unless(blocked ?? noneLeft ?? unread, () => {
        const rows = chosenRows()
        if (format === 'csv') {
          download('units.csv', exportCsv(rows, columns, users, provenance()), 'text/csv')
        } else {
          download('units.json', exportJson(rows, columns, users, provenance()), 'application/json')
        }
      }),
  }
}
