import type { Column, ColumnValue } from '#lib/rows/column.ts'
import type { RowTable, SentColumn, SpaceColumn } from '#lib/rows/row-table.ts'
import type { AskedField } from '#lib/rows/rows-asked.ts'

/** How a column reads the rows: the same for the grid and for an export. The table of them is in `metadata-columns.ts`. */
export type UnitColumn = {
  /** The cells; a label and a path in documents have their own, by the id of their column. */
  readonly cells: SentColumn | SpaceColumn | 'label' | 'spaceLabel' | 'value'
  /** What has to be asked for, or the column stays unread. */
  readonly needs: readonly AskedField[]
  /** What the values are: numbers by size, times by moment, people by name, ids and hashes by their characters. */
  readonly holds: 'text' | 'number' | 'time' | 'person' | 'hash'
  /** Whether units should agree in it: names, places, people, times and revisions differ by nature. */
  readonly isCompared?: boolean
}

/** A path in documents. Its values are read separately, by the hash of the document. */
export const documentColumn: UnitColumn = { cells: 'value', needs: ['hash'], holds: 'text' }

/** A label of the Unit or of its Space. The id of the column is the attribute of a query. */
export function labelColumn(id: string): UnitColumn | undefined {
  const name = labelOf(id)
  if (name === undefined) return undefined
  return name.isOfSpace
    ? { cells: 'spaceLabel', needs: [], holds: 'text' }
    : { cells: 'label', needs: ['labels'], holds: 'text' }
}

function labelOf(id: string): { readonly key: string; readonly isOfSpace: boolean } | undefined {
  const [, space, key] = /^(Space\.)?Labels\.([\w./-]{1,128})$/.exec(id) ?? []
  return key === undefined ? undefined : { key, isOfSpace: space !== undefined }
}

/** The name of a person by UserID. */
export type NameOf = (userId: string | undefined) => string

export function cellsOf(table: RowTable, { cells }: UnitColumn, id: string): Column {
  if (cells === 'value') return table.valueColumn(id)
  if (cells === 'label') return table.label(labelOf(id)?.key ?? '')
  if (cells === 'spaceLabel') return table.spaceLabel(labelOf(id)?.key ?? '')
  if (cells === 'environment' || cells === 'region' || cells === 'continent') return table.bySpace(cells)
  return table.sent(cells)
}

/** Stands for a value that was not read: an empty cell means that the unit has no such value. */
export const unreadText = '(unknown)'

/** The text on the pages: of a value from documents, with its type where another value of the column has the same text. */
export function shownCell(cells: Column, code: number, column: UnitColumn, nameOf: NameOf): string {
  return column.cells === 'value'
    ? (cells.shownText(code) ?? '')
    : cellText(cells.values[code], column, nameOf)
}

/** The text that is copied, exported, and shown where nothing better is; empty when there is no value. */
export function cellText(value: ColumnValue | undefined, { holds }: UnitColumn, nameOf: NameOf): string {
  if (holds === 'person') return nameOf(value === undefined ? undefined : String(value))
  return value === undefined ? '' : String(value)
}
