/** One line of a table: what was measured in each column, and what it should be. */
export type Line = {
  readonly what: string
  readonly unit: 'ms' | 's' | 'MiB' | 'kB' | '%' | '/s' | ''
  /** In the order of the columns; absent = not measured. */
  readonly values: readonly (number | undefined)[]
  /** An upper or a lower bound. */
  readonly target?: { readonly atMost: number } | { readonly atLeast: number }
}

/** Makes lines of what was measured, each by the name that it was measured under. */
export function linesOf(valuesOf: (name: string) => Line['values']) {
  return (what: string, unit: Line['unit'], name: string, target?: Line['target']): Line => ({
    what,
    unit,
    values: valuesOf(name),
    ...(target === undefined ? {} : { target }),
  })
}

/** The last columns hold the first column against the second, and what was reached against its target. */
export function table(columns: readonly string[], lines: readonly Line[]): string {
  const rows = [
    ['', ...columns, columns.join(' / '), 'target', ''],
    ...lines.map((line) => [
      line.what,
      ...columns.map((_, index) => shown(line.values[index], line.unit)),
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
  if (target === undefined || values.every((value) => value === undefined)) return ''
  const good = (value: number) => ('atMost' in target ? value <= target.atMost : value >= target.atLeast)
  return values.every((value) => value === undefined || good(value)) ? 'met' : 'MISSED'
}
