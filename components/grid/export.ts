import type { GridColumn } from '#components/grid/columns.ts'
import type { UnitRow } from '#components/grid/unit-row.ts'
import { csvLine, csvRemark, pasteLine } from '#components/ui/csv.ts'
import type { UsersById } from '#components/ui/user-name.tsx'

/** Where an export comes from, so that a file found later still explains itself. */
export type Provenance = {
  readonly hub: string
  readonly where: string
  readonly whereData: string
  readonly resourceType: string
  readonly exportedAt: string
  readonly exportedBy: string
  readonly isTruncated: boolean
}

export function exportCsv(
  rows: readonly UnitRow[],
  columns: readonly GridColumn[],
  users: UsersById | undefined,
  provenance: Provenance,
): string {
  const comments = Object.entries(provenance).map(([name, value]) => csvRemark(name, value))
  const lines = [
    ['unitId', ...columns.map((column) => column.id)],
    ...rows.map((row) => [row.id, ...columns.map((column) => column.text(row, users))]),
  ].map(csvLine)
  return `${[...comments, ...lines].join('\r\n')}\r\n`
}

export function exportJson(
  rows: readonly UnitRow[],
  columns: readonly GridColumn[],
  users: UsersById | undefined,
  provenance: Provenance,
): string {
  const units = rows.map((row) => ({
    unitId: row.id,
    spaceId: row.spaceId,
    ...Object.fromEntries(columns.map((column) => [column.id, jsonCell(row, column, users)])),
  }))
  return `${JSON.stringify({ provenance, units }, null, 2)}\n`
}

/** Tab-separated, as spreadsheets paste it. */
export function exportText(
  rows: readonly UnitRow[],
  columns: readonly GridColumn[],
  users: UsersById | undefined,
): string {
  const lines = [
    columns.map((column) => column.title),
    ...rows.map((row) => columns.map((column) => column.text(row, users))),
  ]
  return lines.map(pasteLine).join('\n')
}

function jsonCell(row: UnitRow, column: GridColumn, users: UsersById | undefined): string | number | null {
  if (column.isNumeric || column.kind === 'value') return column.sort(row, users) ?? null
  return column.text(row, users) || null
}
