import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import type { UnitRow } from '#components/explorer/columns/unit-row.ts'
import { csvLine, csvRemark, pasteLine } from '#components/ui/csv.ts'
import type { UsersById } from '#components/ui/user-name.tsx'
import { count } from '#lib/base/plural.ts'

/** The provenance of an export, so that a file found later explains itself. */
export type Provenance = {
  readonly hub: string
  readonly where: string
  readonly whereData: string
  readonly resourceType: string
  /** Which of the matching rows are exported: `2 selected of 53`. */
  readonly rows: string
  /** What a reader cannot tell from the columns; empty when there is nothing to add. */
  readonly notes: string
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
    ...rows.map((row) => [row.id, ...columns.map((column) => textOf(row, column, users))]),
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
    ...rows.map((row) => columns.map((column) => textOf(row, column, users))),
  ]
  return lines.map(pasteLine).join('\n')
}

/** A value that was not read is marked: an empty cell means that the document has no such value. */
const unreadText = '(unknown)'

function isUnread(row: UnitRow, { valueIndex }: GridColumn): boolean {
  const kind = valueIndex === undefined ? undefined : row.values[valueIndex]?.kind
  return kind === 'unknown' || kind === 'loading'
}

function textOf(row: UnitRow, column: GridColumn, users: UsersById | undefined): string {
  return isUnread(row, column) ? unreadText : column.text(row, users)
}

/** Notes for the head of an export: values derived from Slugs, and columns that no unit has. */
export function notesOf(rows: readonly UnitRow[], columns: readonly GridColumn[]): string {
  const derived = (['environment', 'region'] as const).flatMap((name) => {
    const found = columns.some(({ id }) => id === name) ? rows.filter((row) => row.derived[name]).length : 0
    return found === 0
      ? []
      : [`${name} of ${count(found, 'row')} is derived from the Slug of the Space and is not a label`]
  })
  const nobodys = columns.filter((column) => column.isNobodys).map(({ id }) => `no unit has ${id}`)
  return [...derived, ...nobodys].join('; ')
}

function jsonCell(row: UnitRow, column: GridColumn, users: UsersById | undefined): string | number | null {
  if (isUnread(row, column)) return unreadText
  if (column.isNumeric || column.kind === 'value') return column.sort(row, users) ?? null
  return column.text(row, users) || null
}
