import type { QueryClient } from '@tanstack/react-query'
import type { ValueCell, ValueColumn } from '#lib/confighub/values.ts'
import { RowReader, type RowReading } from '#lib/queries/cells/row-reader.ts'
import { valuesQuery } from '#lib/queries/cells/values.ts'
import { pending } from '#lib/rows/column.ts'
import { setValueCell } from '#lib/rows/value-cells.ts'

export type ValueReading = Omit<RowReading, 'isMissing' | 'read'> & {
  readonly client: QueryClient
  readonly columns: readonly (ValueColumn & { readonly id: string })[]
}

/** Reads values from inside documents into the rows. */
export function valueReader({ client, columns, ...reading }: ValueReading): RowReader {
  const { table } = reading
  const asked = columns.map(({ resourceType, path }) => ({ resourceType, path }))
  const set = (row: number, cells: readonly ValueCell[] | undefined) => {
    for (const [index, { id }] of columns.entries())
      setValueCell(table.valueColumn(id), row, cells && (cells[index] ?? []))
  }
  return new RowReader({
    ...reading,
    isMissing: (row) => columns.some(({ id }) => table.valueColumn(id).codeAt(row) === pending),
    read: async (rows, stopped) => {
      let left = rows
      for (let attempt = 1; attempt <= attempts && left.length > 0; attempt += 1) {
        const unitIds = left.flatMap((row) => table.ids[row] ?? [])
        const { units } = await client.fetchQuery(valuesQuery(unitIds, asked))
        if (stopped.aborted) return
        left = left.filter((row) => {
          const answer = units[table.ids[row] ?? '']
          if (isOfOther(answer, table.sent('hash').textAt(row))) return true
          set(row, answer?.cells)
          return false
        })
      }
      for (const row of left) set(row, undefined)
    },
  })
}

/** A unit may be written at any moment; one that is written all the time has no values that belong to its row. */
const attempts = 2

/** The values are those of another document than the row is about. */
function isOfOther(answer: { readonly DataHash: string } | undefined, hash: string | undefined): boolean {
  return answer !== undefined && hash !== undefined && answer.DataHash !== hash
}
