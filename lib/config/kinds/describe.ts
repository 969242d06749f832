import { fieldAt, type KindTables, shapeText } from '#lib/config/kinds/kind-table.ts'
import { outlineAround } from '#lib/config/kinds/outline.ts'
import { placeOf } from '#lib/config/kinds/place.ts'

export type Description = {
  readonly name: string
  /** `list of maps, required`. */
  readonly type: string
  readonly text: string
  /** Columns of the key, from 0. */
  readonly from: number
  readonly to: number
}

/** What the API says of the key at a place of a YAML text; line from 1, column from 0. */
export function describeField(
  text: string,
  line: number,
  column: number,
  tables: KindTables,
): Description | undefined {
  const outline = outlineAround(text, line)
  const entry = outline.entries.find(
    (each) => each.line === line && each.key !== undefined && each.column <= column,
  )
  if (entry?.key === undefined || column > entry.column + entry.key.length) return undefined
  const { table, steps } = placeOf(outline, { line, column: entry.column, isElement: false }, tables)
  const field = table && fieldAt(table, [...steps, { field: entry.key }])
  if (field === undefined) return undefined
  return {
    name: entry.key,
    type: field.isRequired ? `${shapeText(field.shape)}, required` : shapeText(field.shape),
    text: field.text ?? '',
    from: entry.column,
    to: entry.column + entry.key.length,
  }
}
