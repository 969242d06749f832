import type { ValueCell } from '#lib/confighub/values.ts'
import { absent, type Column, type ColumnValue, isUnread, unknown } from '#lib/rows/column.ts'

/**
 * Keeps what a path has in one document. Without an answer the document cannot be read, which differs from having no
 * such value.
 */
export function setValueCell(column: Column, row: number, cell: ValueCell | undefined): void {
  column.setCode(row, codeOf(column, cell))
}

/** Whether a row still shows what its document has now; one that shows nothing yet is not contradicted. */
export function showsCell(column: Column, row: number, cell: ValueCell): boolean {
  const code = column.codeAt(row)
  if (isUnread(code)) return true
  return column.keys[code] === (cell.length === 0 ? undefined : cellKey(cell))
}

/** A cell that could not be read, and why. */
export function setUnknownCell(column: Column, row: number, reason: string): void {
  column.setCode(row, unknown)
  column.reasons.set(row, reason)
}

/**
 * The same for two cells exactly where they have equal values: the text `true` is no boolean, and a list is not what
 * several resources have. One text or number is its own key.
 */
export function cellKey(cell: ValueCell): ColumnValue {
  const parts = cell.map(({ value, isJson, digest }) => {
    if (digest !== undefined) return { digest }
    return isJson ? [value] : value
  })
  const [part] = parts
  if (parts.length === 1 && (typeof part === 'number' || (typeof part === 'string' && !isMarked(part))))
    return part
  return keyMark + JSON.stringify(parts)
}

/** As JSON writes it, so that its type is seen. */
export function jsonText({ value, isJson }: ValueCell[number]): string {
  return isJson ? String(value) : JSON.stringify(value)
}

/** No key of a plain text begins with it. */
const keyMark = '\0'

function isMarked(key: ColumnValue): boolean {
  return typeof key === 'string' && key.startsWith(keyMark)
}

function codeOf(column: Column, cell: ValueCell | undefined): number {
  if (cell === undefined) return unknown
  if (cell.length === 0) return absent
  const key = cellKey(cell)
  const code = column.codeOf(typeof key === 'number' ? key : textOf(cell), key)
  if (isMarked(key) && !column.notations.has(code)) column.notations.set(code, cell.map(jsonText).join(', '))
  if (cell.some(({ masked }) => masked === true)) column.masked.add(code)
  return code
}

function textOf(cell: ValueCell): string {
  return cell.map((each) => String(each.value)).join(', ')
}
