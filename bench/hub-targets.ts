/** One line of the table: what was measured on each database, and what it should be. */
export type Line = {
  readonly what: string
  readonly unit: 'ms' | 's' | 'MiB' | '%' | '/s' | ''
  /** Databases in the order of the columns; absent = not measured. */
  readonly values: readonly (number | undefined)[]
  /** At most, or at least, so much. */
  readonly target?: { readonly atMost: number } | { readonly atLeast: number }
}

export function table(databases: readonly string[], lines: readonly Line[]): string {
  const rows = [
    ['', ...databases, 'target', ''],
    ...lines.map((line) => [
      line.what,
      ...databases.map((_, index) => shown(line.values[index], line.unit)),
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
