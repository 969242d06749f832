import { type Line, linesOf } from '#bench/target-table.ts'

/** What was measured, by name: with Hubdeck, and the bare call it is held against. */
export type ExplorerFigures = ReadonlyMap<string, readonly [ours: number, bare?: number]>

/** The bare first page, half as long again, and a tenth of a second for the page to be drawn. */
const firstRowsTarget = (bare: number | undefined) => ({ atMost: 1.5 * (bare ?? Number.NaN) + 100 })

export function explorerLines(found: ExplorerFigures): Line[] {
  const line = linesOf((name) => found.get(name) ?? [])
  const firstRows = (name: string) =>
    line(`Enter to first rows: ${name} units`, 'ms', name, firstRowsTarget(found.get(name)?.[1]))
  return [
    firstRows('500'),
    firstRows('16,000'),
    firstRows('50,000'),
    line('all 50,000 rows in the grid', 's', 'all rows', { atMost: 6 }),
    line('scrolling all rows by 400 px a frame: 95 % of frames under', 'ms', 'scroll p95', { atMost: 20 }),
    line('  longest frame', 'ms', 'scroll longest', { atMost: 100 }),
    line('the same machine scrolling a plain list: 95 % under', 'ms', 'idle p95'),
    line('  longest frame', 'ms', 'idle longest'),
    line('sort by a header, until it is drawn', 'ms', 'sort', { atMost: 100 }),
    line('group by two columns, until it is drawn', 'ms', 'group', { atMost: 100 }),
    line('sort, computed', 'ms', 'sort computed', { atMost: 100 }),
    line('group by two columns, computed', 'ms', 'group computed', { atMost: 100 }),
    line('pivot, computed', 'ms', 'pivot computed', { atMost: 100 }),
    line('script before the first rows, compressed', 'kB', 'script', { atMost: 200 }),
    line('heap with all rows', 'MiB', 'heap', { atMost: 150 }),
  ]
}
