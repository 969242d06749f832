import { absent, type Column, isUnread } from '#lib/rows/column.ts'
import { type RowTable, type SentColumn, sentColumns } from '#lib/rows/row-table.ts'

/** The cells in which a unit's row in one table differs from its row in another, as far as both were read. */
export function changedColumns(from: RowTable, fromRow: number, to: RowTable, toRow: number): SentColumn[] {
  return sentColumns.filter((name) => {
    const [a, b] = [cellOf(from.sent(name), fromRow), cellOf(to.sent(name), toRow)]
    return a !== undefined && b !== undefined && a !== b
  })
}

/** Undefined for a cell that was not read. A cell that is empty equals another one. */
function cellOf(column: Column, row: number): string | number | symbol | undefined {
  const code = column.codeAt(row)
  if (isUnread(code)) return undefined
  return code === absent ? empty : column.valueAt(row)
}

const empty = Symbol('empty')
