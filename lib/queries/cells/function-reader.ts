import type { QueryClient } from '@tanstack/react-query'
import { isAbort } from '#lib/confighub/error.ts'
import type { FunctionValuesResponse, ReadingCall } from '#lib/confighub/schema/function-values.ts'
import { functionValuesQuery } from '#lib/queries/cells/function-values.ts'
import { RowReader, type RowReading } from '#lib/queries/cells/row-reader.ts'
import { pending } from '#lib/rows/column.ts'
import { setUnknownCell, setValueCell } from '#lib/rows/value-cells.ts'

/** ConfigHub runs the function on each unit, so with more rows only those on screen are asked for. */
const fewRows = 1_000
const unitsAtOnce = 200

type Column = ReadingCall & { readonly id: string }

export type FunctionReading = Omit<RowReading, 'isMissing' | 'read'> & {
  readonly client: QueryClient
  readonly columns: readonly Column[]
}

/** Lets functions be run for rows. What one refuses is unknown in its cell, with the reason. */
export function functionReader({ client, columns, isComplete, ...reading }: FunctionReading): RowReader {
  const { table } = reading
  const isMissing = (row: number, { id }: Column) => table.valueColumn(id).codeAt(row) === pending
  const read = async (column: Column, rows: readonly number[]) => {
    const cells = table.valueColumn(column.id)
    const unitIds = rows.flatMap((row) => table.ids[row] ?? [])
    const said = await ask(client, column, unitIds)
    for (const row of rows) {
      const each = typeof said === 'string' ? { reason: said } : said.units[table.ids[row] ?? '']
      if (each !== undefined && 'cell' in each) setValueCell(cells, row, each.cell)
      else setUnknownCell(cells, row, each?.reason ?? 'The unit is gone, or you may not read it.')
    }
  }
  return new RowReader({
    ...reading,
    isComplete: () => isComplete() && table.count <= fewRows,
    isMissing: (row) => columns.some((column) => isMissing(row, column)),
    read: async (rows) => {
      for (const column of columns) {
        const missing = rows.filter((row) => isMissing(row, column))
        for (let from = 0; from < missing.length; from += unitsAtOnce)
          await read(column, missing.slice(from, from + unitsAtOnce))
      }
    },
  })
}

/** The answer, or why there is none: one function that cannot be run does not keep the others from it. */
async function ask(
  client: QueryClient,
  { name, arguments: given }: Column,
  unitIds: readonly string[],
): Promise<FunctionValuesResponse | string> {
  try {
    return await client.fetchQuery(functionValuesQuery(unitIds, { name, arguments: given }))
  } catch (error) {
    if (isAbort(error) || !(error instanceof Error)) throw error
    return error.message
  }
}
