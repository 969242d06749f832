import { absent, type CodedColumn, type ColumnValue, isValue, pending, unknown } from '#lib/rows/column.ts'
import { compareKeys, naturalKey } from '#lib/rows/natural-order.ts'

/** What a value is sorted by, in plain order; undefined sorts as no value. */
export type KeyOf = (value: ColumnValue) => ColumnValue | undefined

export type SortBy = {
  readonly column: CodedColumn
  readonly isDescending?: boolean
  /** Without it numbers are by size and texts in natural order. */
  readonly keyOf?: KeyOf
}

type Ranks = { readonly ranks: Uint32Array; readonly levels: number }

/** Row numbers in order: by the first rule, then the second. Rows that are equal in all keep the order they had. */
export function sortRows(rows: Uint32Array, rules: readonly SortBy[]): Uint32Array {
  return rules.reduceRight((order, rule) => sortOnce(order, rule.column.codes, ranksOf(rule)), rows)
}

/** The same, with rows of one value next to each other even where another value is equal in order. */
export function gatherRows(rows: Uint32Array, rules: readonly SortBy[]): Uint32Array {
  return rules.reduceRight((order, rule) => sortOnce(order, rule.column.codes, ranksOf(rule, true)), rows)
}

export function allRows(count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, row) => row)
}

/** Counting sort: the number of different values is known, so no two rows are ever compared. */
function sortOnce(order: Uint32Array, codes: Uint32Array, { ranks, levels }: Ranks): Uint32Array {
  const starts = new Uint32Array(levels + 1)
  for (const row of order) {
    const next = (ranks[codes[row] ?? pending] ?? 0) + 1
    starts[next] = (starts[next] ?? 0) + 1
  }
  for (let level = 1; level <= levels; level += 1)
    starts[level] = (starts[level] ?? 0) + (starts[level - 1] ?? 0)
  const sorted = new Uint32Array(order.length)
  for (const row of order) {
    const rank = ranks[codes[row] ?? pending] ?? 0
    const place = starts[rank] ?? 0
    sorted[place] = row
    starts[rank] = place + 1
  }
  return sorted
}

/** The place of each value among all; cells without one come last, whichever way the values are turned. */
function ranksOf(
  { column: { values }, isDescending = false, keyOf = usualKey }: SortBy,
  keepsApart = false,
): Ranks {
  const keys: (ColumnValue | undefined)[] = values.map((value) =>
    value === undefined ? undefined : keyOf(value),
  )
  const codes: number[] = []
  const keyless: number[] = []
  for (let code = 0; code < keys.length; code += 1) {
    if (keys[code] !== undefined) codes.push(code)
    else if (isValue(code)) keyless.push(code)
  }
  const turn = isDescending ? -1 : 1
  codes.sort((a, b) => turn * compareKeys(keys[a] ?? 0, keys[b] ?? 0))
  const ranks = new Uint32Array(values.length)
  let rank = -1
  let last: ColumnValue | undefined
  for (const code of codes) {
    if (keys[code] !== last || keepsApart) rank += 1
    last = keys[code]
    ranks[code] = rank
  }
  for (const code of [...keyless, absent, unknown, pending]) {
    rank += 1
    ranks[code] = rank
  }
  return { ranks, levels: rank + 1 }
}

function usualKey(value: ColumnValue): ColumnValue {
  return typeof value === 'string' ? naturalKey(value) : value
}
