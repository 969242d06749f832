import { labelGridColumn } from '#components/explorer/columns/columns.ts'
import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import { metadataColumns, placeColumns } from '#lib/rows/metadata-columns.ts'
import type { RowTable } from '#lib/rows/row-table.ts'

const places = ['unit', 'space', ...placeColumns.map(({ id }) => id)]

/** What rows can be placed by: names, places, and the labels that there are. */
export function dimensionsOf(table: RowTable): readonly GridColumn[] {
  const ofSpaces = new Set<string>()
  for (const { Labels = {} } of table.spaces()) for (const key of Object.keys(Labels)) ofSpaces.add(key)
  return [
    ...metadataColumns.filter(({ id }) => places.includes(id)),
    ...[...ofSpaces].sort().flatMap((key) => labelGridColumn(`Space.Labels.${key}`) ?? []),
  ]
}

/** A label of units is taken too, though it is not offered. */
export function dimensionOf(id: string, usual: string): GridColumn | undefined {
  const wanted = id === '' ? usual : id
  if (places.includes(wanted)) return metadataColumns.find((column) => column.id === wanted)
  return labelGridColumn(wanted)
}

/** Any column on screen can stand in the cells. */
export function shownColumn(id: string, columns: readonly GridColumn[]): GridColumn | undefined {
  const usual = columns.find(({ kind }) => kind === 'value') ?? columns.find((column) => column.id === 'head')
  return columns.find((column) => column.id === id) ?? usual ?? columns.at(-1)
}
