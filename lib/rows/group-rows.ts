import { type CodedColumn, type ColumnValue, pending } from '#lib/rows/column.ts'
import { gatherRows, type SortBy } from '#lib/rows/sort-rows.ts'

/** Rows that share a value, and those of the groups around them. */
export type RowGroup = {
  /** The place of the group around it. */
  readonly parent: number | undefined
  /** 0 = outermost. */
  readonly level: number
  /** Of the value in its column; there are groups of rows whose cell is empty, unknown or to come, too. */
  readonly code: number
  readonly value: ColumnValue | undefined
  readonly key: ColumnValue | undefined
  /** Its rows are `order[start]` to `order[end - 1]`. */
  readonly start: number
  readonly end: number
}

export type Grouped = {
  readonly order: Uint32Array
  /** A group comes before the groups inside it. */
  readonly groups: readonly RowGroup[]
  readonly levels: number
}

/** Rows in the order they have, brought together by the first column, inside it by the second, and so on. */
export function groupRows(rows: Uint32Array, by: readonly SortBy[]): Grouped {
  const order = gatherRows(rows, by)
  const columns = by.map(({ column }) => column)
  const groups: RowGroup[] = []
  split({ order, columns, groups }, { level: 0, start: 0, end: order.length, parent: undefined })
  return { order, groups, levels: by.length }
}

type Part = Pick<RowGroup, 'level' | 'start' | 'end' | 'parent'>

function split(
  whole: {
    readonly order: Uint32Array
    readonly columns: readonly CodedColumn[]
    readonly groups: RowGroup[]
  },
  { level, start: from, end: to, parent }: Part,
): void {
  const { order, columns, groups } = whole
  const column = columns[level]
  if (column === undefined) return
  const codeAt = (place: number) => column.codes[order[place] ?? 0] ?? pending
  let start = from
  while (start < to) {
    const code = codeAt(start)
    let end = start + 1
    while (end < to && codeAt(end) === code) end += 1
    const place =
      groups.push({ parent, level, code, value: column.values[code], key: column.keys[code], start, end }) - 1
    split(whole, { level: level + 1, start, end, parent: place })
    start = end
  }
}

/** Tells a group apart from every other one, also after more rows came. */
export function groupKey({ groups }: Pick<Grouped, 'groups'>, place: number): string {
  const group = groups[place]
  if (group === undefined) return ''
  const around = group.parent === undefined ? '' : groupKey({ groups }, group.parent)
  // A code of a value is of this table only.
  return `${around}/${group.key === undefined ? `#${group.code}` : JSON.stringify(group.key)}`
}

/**
 * Lines on screen: the number of a row, or for a group the complement of its place among the groups. A closed group
 * keeps its own line only.
 */
export function linesOf(grouped: Grouped, closed: ReadonlySet<string>): Int32Array {
  const { order, groups, levels } = grouped
  if (levels === 0) return Int32Array.from(order)
  const lines = new Int32Array(order.length + groups.length)
  let length = 0
  let hiddenUntil = 0
  for (const [place, group] of groups.entries()) {
    if (group.start < hiddenUntil) continue
    lines[length] = ~place
    length += 1
    if (closed.size > 0 && closed.has(groupKey(grouped, place))) hiddenUntil = group.end
    else if (group.level === levels - 1) {
      for (let at = group.start; at < group.end; at += 1) {
        lines[length] = order[at] ?? 0
        length += 1
      }
    }
  }
  return lines.slice(0, length)
}
