import type { QueryClient } from '@tanstack/react-query'
import type { ValueColumn } from '#lib/confighub/values.ts'
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
  return new RowReader({
    ...reading,
    isMissing: (row) => columns.some(({ id }) => table.valueColumn(id).codeAt(row) === pending),
    read: async (rows) => {
      const unitIds = rows.flatMap((row) => table.ids[row] ?? [])
      const { units: found } = await client.fetchQuery(valuesQuery(unitIds, asked))
      for (const row of rows) {
        const answer = found[table.ids[row] ?? '']
        for (const [index, { id }] of columns.entries())
          setValueCell(table.valueColumn(id), row, answer && (answer.cells[index] ?? []))
      }
    },
  })
}
