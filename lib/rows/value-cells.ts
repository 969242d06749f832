import type { ValueCell } from '#lib/confighub/values.ts'
import { absent, type Column, isUnread, unknown } from '#lib/rows/column.ts'

/**
 * Keeps what a path has in one document. Without an answer the document cannot be read, which differs from having no
 * such value.
 */
export function setValueCell(column: Column, row: number, cell: ValueCell | undefined): void {
  column.setCode(row, codeOf(column, cell))
}

/** Whether a row still shows what its document has now; one that shows nothing yet is not contradicted. */
export function showsCell(column: Column, row: number, cell: ValueCell): boolean {
  if (isUnread(column.codeAt(row))) return true
  return column.textAt(row) === (cell.length === 0 ? undefined : textOf(cell))
}

/** A cell that could not be read, and why. */
export function setUnknownCell(column: Column, row: number, reason: string): void {
  column.setCode(row, unknown)
  column.reasons.set(row, reason)
}

function codeOf(column: Column, cell: ValueCell | undefined): number {
  if (cell === undefined) return unknown
  if (cell.length === 0) return absent
  const [first] = cell
  const isNumber = cell.length === 1 && typeof first?.value === 'number'
  const value = isNumber ? Number(first.value) : textOf(cell)
  const code = column.codeOf(value)
  if (cell.some(({ masked }) => masked === true)) column.masked.add(code)
  return code
}

function textOf(cell: ValueCell): string {
  return cell.map((each) => String(each.value)).join(', ')
}
