import type { QueryClient } from '@tanstack/react-query'
import type { BaselineAnswer, BaselineOf } from '#lib/confighub/baselines.ts'
import type { ValueColumn } from '#lib/confighub/values.ts'
import { baselinesQuery } from '#lib/queries/cells/baselines.ts'
import { RowReader, type RowReading } from '#lib/queries/cells/row-reader.ts'
import { valuesQuery } from '#lib/queries/cells/values.ts'
import type { BaselineCells } from '#lib/rows/compare/baseline-cells.ts'

/** A document of each row's own, or the head of one unit for all of them. */
export type ReadBaseline = BaselineOf | { readonly kind: 'unit'; readonly unitId: string }

export type BaselineReading = Omit<RowReading, 'isMissing' | 'read'> & {
  readonly client: QueryClient
  readonly of: ReadBaseline
  readonly cells: BaselineCells
  readonly columns: readonly ValueColumn[]
}

/** Reads what the rows are compared with. */
export function baselineReader({ client, of, cells, columns, ...reading }: BaselineReading): RowReader {
  const { table } = reading
  const asked = columns.map(({ resourceType, path }) => ({ resourceType, path }))
  const done = new Set<number>()
  return new RowReader({
    ...reading,
    isMissing: (row) => !done.has(row),
    read: async (rows) => {
      const unitIds = rows.flatMap((row) => table.ids[row] ?? [])
      const answers =
        of.kind === 'unit'
          ? undefined
          : await client.fetchQuery(baselinesQuery({ of, unitIds, columns: asked }))
      const one = of.kind === 'unit' ? await readUnit(client, of.unitId, asked) : undefined
      for (const row of rows) {
        cells.set(row, answers === undefined ? one : answers.units[table.ids[row] ?? ''])
        done.add(row)
      }
    },
  })
}

/** The same for all rows, so it is asked for once. */
async function readUnit(
  client: QueryClient,
  unitId: string,
  columns: readonly ValueColumn[],
): Promise<BaselineAnswer | undefined> {
  const { units } = await client.fetchQuery({
    ...valuesQuery([unitId], columns),
    staleTime: 60_000,
    gcTime: 60_000,
  })
  const found = units[unitId]
  return found && { kind: 'document', name: unitId, DataHash: found.DataHash, cells: found.cells }
}
