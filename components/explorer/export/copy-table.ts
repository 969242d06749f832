import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import { pasteCell } from '#lib/base/csv.ts'
import { isUnread } from '#lib/rows/column.ts'
import type { RowTable } from '#lib/rows/row-table.ts'
import { cellsOf, cellText, type NameOf, unreadText } from '#lib/rows/unit-columns.ts'

/** One table in the two forms that programs paste: spreadsheets either, mail and documents the second. */
export type CopiedTable = {
  /** Tab-separated. */
  readonly text: string
  readonly html: string
}

/** Cells as they are pasted. No spreadsheet evaluates any of them. */
export function copyTable(
  { table, nameOf }: { readonly table: RowTable; readonly nameOf: NameOf },
  columns: readonly GridColumn[],
  rows: Uint32Array,
  hasHeader: boolean,
): CopiedTable {
  const cells = columns.map((column) => ({ column, read: cellsOf(table, column, column.id) }))
  const header = columns.map(({ title }) => pasteCell(title))
  const lines = Array.from(rows, (row) =>
    cells.map(({ column, read }) => {
      const code = read.codeAt(row)
      return pasteCell(isUnread(code) ? unreadText : cellText(read.values[code], column, nameOf))
    }),
  )
  const text = (hasHeader ? [header, ...lines] : lines).map((line) => line.join('\t')).join('\n')
  const html = `<table>${hasHeader ? htmlLine(header, 'th') : ''}${lines.map((line) => htmlLine(line, 'td')).join('')}</table>`
  return { text, html }
}

function htmlLine(cells: readonly string[], tag: 'th' | 'td'): string {
  return `<tr>${cells.map((cell) => `<${tag}>${htmlText(cell)}</${tag}>`).join('')}</tr>`
}

function htmlText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
