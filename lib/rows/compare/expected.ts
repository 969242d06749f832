import { absent, type CodedColumn, isUnread, pending, unknown } from '#lib/rows/column.ts'
import { groupRows, type RowGroup } from '#lib/rows/group-rows.ts'
import { allRows } from '#lib/rows/sort-rows.ts'

/**
 * What each row's cell would be if it were as in the baseline: a code of the compared column, or one of these. A value
 * that no row has gets no code of its own, so that comparing does not change what the column counts.
 */
export type Expected = Uint32Array

/** There is nothing to compare this row with. */
export const nothing = 0xff_ff_ff_fe
/** A value that no row has. */
const elsewhere = 0xff_ff_ff_ff

/** All rows are compared with one cell. */
export function expectOne(count: number, code: number | undefined): Expected {
  return new Uint32Array(count).fill(code ?? nothing)
}

/**
 * Each row is compared with what most rows of its name have: services differ by nature. Where no two rows share a name,
 * it is compared with most of all.
 */
export function expectMost(column: CodedColumn, name: CodedColumn, count: number): Expected {
  const { order, groups } = groupRows(allRows(count), [{ column: name }])
  return expectMostOfGroup(
    column,
    name,
    { order, groups: groups.length === count ? [{ start: 0, end: count }] : groups },
    count,
  )
}

/** Each row is compared with what most rows of its group have; `groups` are the innermost ones. A lone row has no others. */
export function expectMostOfGroup(
  column: CodedColumn,
  name: CodedColumn,
  {
    order,
    groups,
  }: { readonly order: Uint32Array; readonly groups: readonly Pick<RowGroup, 'start' | 'end'>[] },
  count: number,
): Expected {
  const expected = expectOne(count, undefined)
  const mayHave = rowsThatMayHave(column, name, count)
  const most = new MostFrequent(column)
  for (const { start, end } of groups) {
    const rows = order.subarray(start, end).filter((row) => mayHave[row] === 1)
    const code = rows.length > 1 ? (most.of(rows) ?? nothing) : nothing
    for (const row of rows) expected[row] = code
  }
  return expected
}

/**
 * By row, 1 where it has a value, or another row of its name has one or may have: a Service has no replicas, and is
 * therefore no outlier among Deployments.
 */
export function rowsThatMayHave(column: CodedColumn, name: CodedColumn, count: number): Uint8Array {
  const names = new Uint8Array(name.values.length)
  for (let row = 0; row < count; row += 1)
    if (column.codes[row] !== absent) names[name.codes[row] ?? pending] = 1
  return Uint8Array.from({ length: count }, (_, row) => names[name.codes[row] ?? pending] ?? 0)
}

/**
 * Each row is compared with what most rows of a place have that are of the same name. As long as rows or their places
 * are still to come, there may be one.
 */
export function expectPlace(
  column: CodedColumn,
  { name, place }: Places,
  where: string,
  { count, isArriving }: { readonly count: number; readonly isArriving: boolean },
): Expected {
  const none = isArriving ? pending : nothing
  const byName = new Uint32Array(name.values.length).fill(none)
  if (!isArriving) {
    for (let row = 0; row < count; row += 1)
      if (isUnread(place.codes[row] ?? pending)) byName[name.codes[row] ?? pending] = unknown
  }
  const most = new MostFrequent(column)
  const { order, groups } = groupRows(rowsWith(place, place.values.indexOf(where), count), [{ column: name }])
  for (const { code, start, end } of groups) byName[code] = most.of(order.subarray(start, end)) ?? nothing
  const mayHave = rowsThatMayHave(column, name, count)
  return mayHave.reduce((expected, may, row) => {
    expected[row] = may === 1 ? (byName[name.codes[row] ?? pending] ?? nothing) : none
    return expected
  }, new Uint32Array(count))
}

type Places = { readonly name: CodedColumn; readonly place: CodedColumn }

/** Each row is compared with a cell of its own, read elsewhere; `source` says whether there is one. */
export function expectCells(
  column: CodedColumn,
  cells: CodedColumn,
  source: CodedColumn,
  count: number,
): Expected {
  const codeOf = new Map(column.keys.map((key, code) => [key, code]))
  const translated = Uint32Array.from(cells.keys, (key, code) =>
    key === undefined ? code : (codeOf.get(key) ?? elsewhere),
  )
  const expected = new Uint32Array(count)
  for (let row = 0; row < count; row += 1) {
    const from = source.codes[row] ?? pending
    if (from === absent) expected[row] = nothing
    else expected[row] = isUnread(from) ? from : (translated[cells.codes[row] ?? pending] ?? pending)
  }
  return expected
}

function rowsWith(column: CodedColumn, code: number, count: number): Uint32Array {
  const rows: number[] = []
  for (let row = 0; code !== -1 && row < count; row += 1) if (column.codes[row] === code) rows.push(row)
  return Uint32Array.from(rows)
}

/** What most rows have; that they have no value counts as well. Its counters are kept from one group to the next. */
export class MostFrequent {
  readonly #column: CodedColumn
  readonly #counts: Uint32Array

  constructor(column: CodedColumn) {
    this.#column = column
    this.#counts = new Uint32Array(column.values.length)
  }

  /** The code; undefined where two are equally frequent, unknown or pending where nothing was read. */
  of(rows: Uint32Array): number | undefined {
    const { codes } = this.#column
    const counts = this.#counts
    for (const row of rows) counts[codes[row] ?? pending] = (counts[codes[row] ?? pending] ?? 0) + 1
    const found = rows.length === 0 ? undefined : this.#leading(rows)
    for (const row of rows) counts[codes[row] ?? pending] = 0
    return found
  }

  #leading(rows: Uint32Array): number | undefined {
    const { codes } = this.#column
    let best = rows.some((row) => codes[row] === pending) ? pending : unknown
    let most = 0
    let isShared = false
    for (const row of rows) {
      const code = codes[row] ?? pending
      const count = this.#counts[code] ?? 0
      if (isUnread(code) || code === best || count < most) continue
      isShared = count === most
      best = code
      most = count
    }
    return isShared ? undefined : best
  }
}
