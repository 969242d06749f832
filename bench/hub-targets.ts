/** One line of the table: what was measured on each database, and what it should be. */
type Line = {
  readonly what: string
  readonly unit: 'ms' | 's' | 'MiB' | '%' | '/s' | ''
  /** Databases in the order of the columns; absent = not measured. */
  readonly values: readonly (number | undefined)[]
  /** An upper or a lower bound. */
  readonly target?: { readonly atMost: number } | { readonly atLeast: number }
}

export function table(databases: readonly string[], lines: readonly Line[]): string {
  const rows = [
    ['', ...databases, databases.join(' / '), 'target', ''],
    ...lines.map((line) => [
      line.what,
      ...databases.map((_, index) => shown(line.values[index], line.unit)),
      ratio(line.values),
      targetText(line),
      verdict(line),
    ]),
  ]
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  )
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** The first database compared with the second. */
function ratio([first, second]: Line['values']): string {
  return first === undefined || second === undefined || second === 0 ? '' : (first / second).toFixed(2)
}

function shown(value: number | undefined, unit: Line['unit']): string {
  if (value === undefined) return '-'
  const digits = unit === 's' ? 2 : value < 10 && unit !== '' ? 1 : 0
  return `${value.toFixed(digits)}${unit === '' || unit === '/s' || unit === '%' ? unit : ` ${unit}`}`
}

function targetText({ target, unit }: Line): string {
  if (target === undefined) return ''
  return 'atMost' in target ? `<= ${shown(target.atMost, unit)}` : `>= ${shown(target.atLeast, unit)}`
}

function verdict({ target, values }: Line): string {
  if (target === undefined) return ''
  const good = (value: number) => ('atMost' in target ? value <= target.atMost : value >= target.atLeast)
  return values.every((value) => value === undefined || good(value)) ? 'met' : 'MISSED'
}

/** What was measured on each database, as the lines of the table. */
export function lines(columns: readonly ReadonlyMap<string, number>[]): Line[] {
  const line = (what: string, unit: Line['unit'], name: string, target?: Line['target']): Line => ({
    what,
    unit,
    values: columns.map((column) => column.get(name)),
    ...(target === undefined ? {} : { target }),
  })
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
