import { groupColumn } from '#components/explorer/columns/columns.ts'
import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import { sortOf } from '#components/explorer/columns/sort.ts'
import type { ExplorerAnswer } from '#components/explorer/explorer-answer.ts'
import { copyTable } from '#components/explorer/export/copy-table.ts'
import { copyText } from '#components/ui/copy-button.tsx'
import { downloadFile } from '#components/ui/download.ts'
import { errorAdvice } from '#components/ui/error/error-advice.ts'
import { failureOf } from '#components/ui/error/failure.ts'
import { notify } from '#components/ui/overlay/toast.tsx'
import { readExport } from '#lib/queries/row-export.ts'
import type { ExportRequest } from '#lib/rows/export-request.ts'
import type { ExportFormat } from '#lib/rows/rows-asked.ts'
import type { UnitsSearch } from '#lib/url/search-params.ts'

/** Copies cells as a table, and says so. */
export async function copyRows(
  answer: ExplorerAnswer,
  columns: readonly GridColumn[],
  rows: Uint32Array,
  what: string,
  hasHeader = true,
): Promise<void> {
  if (rows.length === 0) return
  const table = copyTable(answer, columns, rows, hasHeader)
  if (!(await copyText(table.text, table.html))) return
  const description = hasHeader ? 'As a table, with a header' : table.text
  notify({ tone: 'done', title: `${what} copied`, description })
}

/** Saves what the server makes of the query, or of the picked units; says why there is no file. */
export async function exportRows(
  format: ExportFormat,
  search: UnitsSearch,
  answer: ExplorerAnswer,
  unitIds: string[] | undefined,
): Promise<void> {
  try {
    downloadFile(`units.${format}`, await readExport(requestOf(format, search, answer, unitIds)))
  } catch (error) {
    const failure = failureOf(error)
    notify({ tone: 'attention', title: errorAdvice(failure).title, description: failure.message })
  }
}

function requestOf(
  format: ExportFormat,
  { where, data, type, computed, sort, group }: UnitsSearch,
  { columns, valueColumns }: ExplorerAnswer,
  unitIds: string[] | undefined,
): ExportRequest {
  const asked = (id: string) => {
    const column = valueColumns.find((value) => value.id === id)
    return column === undefined
      ? { id }
      : { id, value: { resourceType: column.resourceType, path: column.path } }
  }
  const groups = group.filter((id) => groupColumn(id, columns) !== undefined)
  const order = [
    ...groups.map((id) => ({ ...asked(id), isDescending: false, isGroup: true })),
    ...sortOf(sort, columns).map(({ id, desc }) => ({ ...asked(id), isDescending: desc, isGroup: false })),
  ]
  const question = { where, whereData: data, resourceType: type, computed }
  return {
    ...question,
    format,
    columns: columns.map(({ id }) => asked(id)),
    order,
    ...(unitIds && { unitIds }),
  }
}
