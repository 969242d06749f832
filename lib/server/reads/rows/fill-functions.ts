import 'server-only'
import type { ConfigHub } from '#lib/confighub/client.ts'
import type { FunctionSignature } from '#lib/confighub/schema/entities.ts'
import { pending } from '#lib/rows/column.ts'
import type { RowTable } from '#lib/rows/row-table.ts'
import { setUnknownCell, setValueCell } from '#lib/rows/value-cells.ts'
import { readFunction } from '#lib/server/reads/function-values.ts'
import type { TaskContext } from '#lib/server/work/pool.ts'
import type { FunctionCall } from '#lib/where/computed/function-call.ts'

/** A call that can be run. */
export type FunctionRun = { readonly call: FunctionCall; readonly signature: FunctionSignature }

/** Lets a function be run on those of the rows that have no answer of it yet. What it refuses is unknown, with the reason. */
export async function fillFunction(
  hub: ConfigHub,
  table: RowTable,
  { id, run }: { readonly id: string; readonly run: FunctionRun },
  rows: Uint32Array,
  context: TaskContext,
): Promise<void> {
  const column = table.valueColumn(id)
  const missing = rows.filter((row) => column.codeAt(row) === pending)
  if (missing.length === 0) return
  const unitIds = Array.from(missing, (row) => table.ids[row] ?? '')
  const said = await readFunction(hub, unitIds, run.call, run.signature, context)
  for (const row of missing) {
    const each = said.get(table.ids[row] ?? '')
    if (each !== undefined && 'cell' in each) setValueCell(column, row, each.cell)
    else setUnknownCell(column, row, each?.reason ?? '')
  }
}
