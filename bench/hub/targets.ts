import { type Line, linesOf } from '#bench/target-table.ts'

/** What was measured on each database, as the lines of the table. */
export function lines(columns: readonly ReadonlyMap<string, number>[]): Line[] {
  const line = linesOf((name) => columns.map((column) => column.get(name)))
  return [
    line('page of 1,000 units: speed of its SQL and JSON behind HTTP', '%', 'speed served', { atLeast: 80 }),
    line('  of its SQL and JSON without HTTP', '%', 'speed alone'),
    line('  the hub', 'ms', 'page'),
    line('  SQL, JSON and HTTP', 'ms', 'page served'),
    line('  SQL and JSON', 'ms', 'page alone'),
    line('where_data spec.replicas > 3 over all units', 'ms', 'where_data', { atMost: 300 }),
    line('set-replicas, dry run on 500 units', 'ms', 'dry run', { atMost: 1500 }),
    line('start with existing data', 's', 'start', { atMost: 3 }),
    line('1,000 units by a label', 'ms', 'labels'),
    line("units of one region, by their Space's label", 'ms', 'region'),
    line('contains, over all units', 'ms', 'contains'),
    line('newest 1,000 revisions', 'ms', 'revisions'),
    line('100 readers at once: answers', '/s', 'readers'),
    line('  p50', 'ms', 'p50'),
    line('  p95', 'ms', 'p95'),
    line('  p95 as a multiple of p50', '', 'spread', { atMost: 4 }),
    line('  failed', '', 'failed', { atMost: 0 }),
    line('peak memory', 'MiB', 'peak'),
  ]
}
