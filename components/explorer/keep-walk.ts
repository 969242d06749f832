import type { GridLines } from '#components/explorer/grid/grid-lines.ts'
import { keepWalk, mostAround } from '#components/ui/state/unit-walk.ts'
import type { RowTable } from '#lib/rows/row-table.ts'

/** Remembers the order of the grid around a row that is opened, so that its page leads to those before and after it. */
export function keepWalkFrom(table: RowTable, { order }: GridLines, row: number): void {
  const at = order.indexOf(row)
  const before = Math.max(0, at - mostAround)
  const around = order.subarray(before, at + mostAround + 1)
  const names = Array.from(
    around,
    (each) => `${table.sent('space').textAt(each)}/${table.sent('slug').textAt(each)}`,
  )
  keepWalk({ names, before, total: order.length, address: window.location.search })
}
