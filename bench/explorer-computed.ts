import type { Side } from '#bench/large-fleet.ts'
import { median } from '#bench/measure.ts'
import { read, signIn } from '#bench/requests.ts'
import { pivot } from '#lib/rows/count-values.ts'
import { groupRows, linesOf } from '#lib/rows/group-rows.ts'
import { RowTable } from '#lib/rows/row-table.ts'
import type { AskedField } from '#lib/rows/rows-asked.ts'
import { RowsLine } from '#lib/rows/rows-wire.ts'
import { allRows, sortRows } from '#lib/rows/sort-rows.ts'

const fields: AskedField[] = ['head', 'released', 'description']
const rounds = 15

/** Medians of what the browser computes over all rows, without drawing: the same code on the same rows. */
export async function computedFigures(bench: Side): Promise<Map<string, number>> {
  const table = await readTable(bench)
  const rows = allRows(table.count)
  const column = (name: 'slug' | 'space' | 'description') => ({ column: table.sent(name) })
  const ms = (run: () => unknown) => {
    const times = Array.from({ length: rounds }, () => {
      const started = performance.now()
      run()
      return performance.now() - started
    })
    return median(times)
  }
  const groups = [{ column: table.bySpace('environment') }, { column: table.bySpace('region') }]
  return new Map([
    ['sort computed', ms(() => sortRows(rows, [column('description'), column('slug'), column('space')]))],
    ['group computed', ms(() => linesOf(groupRows(rows, groups), new Set()))],
    ['pivot computed', ms(() => pivot(table.bySpace('region'), table.sent('slug'), rows))],
  ])
}

async function readTable(bench: Parameters<typeof computedFigures>[0]): Promise<RowTable> {
  const question = { where: '', whereData: '', resourceType: '', fields }
  const text = await read(`${bench.dashboard}/api/rows`, {
    method: 'POST',
    headers: { ...(await signIn(bench)), 'Content-Type': 'application/json' },
    body: JSON.stringify(question),
  })
  const table = new RowTable(fields)
  for (const each of text.split('\n').filter(Boolean)) {
    const line = RowsLine.parse(JSON.parse(each))
    if (line.event === 'rows') table.append(line)
    else if (line.event === 'spaces') table.setSpaces(line.spaces)
    else if (line.event === 'error') throw new Error(line.message)
  }
  return table
}
