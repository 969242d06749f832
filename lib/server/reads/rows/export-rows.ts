import 'server-only'
import { createHash } from 'node:crypto'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { isUnread } from '#lib/rows/column.ts'
import { type ExportRequest, hashLine } from '#lib/rows/export-request.ts'
import { cellsOf, cellText, type NameOf, unreadText } from '#lib/rows/unit-columns.ts'
import { setValueCell } from '#lib/rows/value-cells.ts'
import { type ExportRow, type Provenance, writers } from '#lib/server/reads/rows/export-format.ts'
import type { ExportColumn, ExportTable } from '#lib/server/reads/rows/export-table.ts'
import { fillFunction } from '#lib/server/reads/rows/fill-functions.ts'
import type { RowsContext } from '#lib/server/reads/rows/row-lines.ts'
import { readValues } from '#lib/server/reads/values.ts'

/** Rows whose documents are opened at a time. */
export const rowsAtOnce = 500

/** The text of an export, part by part, and at its end the hash of all that came before. */
export async function* exportText(
  hub: ConfigHub,
  { format }: Pick<ExportRequest, 'format'>,
  {
    exported,
    columns,
    provenance,
    nameOf,
  }: {
    readonly exported: ExportTable
    readonly columns: readonly ExportColumn[]
    readonly provenance: Provenance
    readonly nameOf: NameOf
  },
  context: RowsContext,
): AsyncGenerator<string> {
  const hash = createHash('sha256')
  const writer = writers[format]
  const hashed = (text: string) => {
    hash.update(text)
    return text
  }
  yield hashed(writer.begin(provenance))
  const { order } = exported
  for (let from = 0; from < order.length; from += rowsAtOnce) {
    const rows = order.subarray(from, from + rowsAtOnce)
    await fillValues(hub, exported, columns, rows, context)
    const texts = Array.from(rows, (row, index) =>
      writer.row(rowOf(exported, columns, row, nameOf), provenance, from + index === 0),
    )
    yield hashed(texts.join(''))
  }
  const end = hashed(writer.end)
  const { before, after } = hashLine[format]
  yield `${end}${before}${hash.digest('hex')}${after}`
}

/** Reads what these rows have in their documents, and what functions say of them. */
export async function fillValues(
  hub: ConfigHub,
  { table }: ExportTable,
  columns: readonly ExportColumn[],
  rows: Uint32Array,
  context: RowsContext,
): Promise<void> {
  for (const { id, run } of columns)
    if (run !== undefined) await fillFunction(hub, table, { id, run }, rows, context)
  const asked = columns.flatMap(({ id, value }) => (value === undefined ? [] : [{ id, value }]))
  if (asked.length === 0) return
  const unitIds = Array.from(rows, (row) => table.ids[row] ?? '')
  const { units } = await readValues(hub, { unitIds, columns: asked.map(({ value }) => value) }, context)
  for (const row of rows) {
    const answer = units[table.ids[row] ?? '']
    for (const [index, { id }] of asked.entries())
      setValueCell(table.valueColumn(id), row, answer && (answer.cells[index] ?? []))
  }
}

function rowOf(
  { table }: ExportTable,
  columns: readonly ExportColumn[],
  row: number,
  nameOf: NameOf,
): ExportRow {
  const cells = columns.map((column) => {
    const read = cellsOf(table, column, column.id)
    const code = read.codeAt(row)
    if (isUnread(code)) return unread(read.reasons.get(row))
    const value = read.values[code]
    const text = cellText(value, column, nameOf)
    return { text, value: typeof value === 'number' ? value : text === '' ? null : text }
  })
  return {
    unitId: table.ids[row] ?? '',
    spaceId: table.sent('spaceId').textAt(row) ?? '',
    cells,
  }
}

/** With the reason, where it is known. */
function unread(reason: string | undefined) {
  const text = reason ? `(unknown: ${reason})` : unreadText
  return { text, value: text }
}
