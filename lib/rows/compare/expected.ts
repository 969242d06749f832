import { absent, type CodedColumn, isUnread, pending, unknown } from '#lib/rows/column.ts'
import { groupRows, type RowGroup } from '#lib/rows/group-rows.ts'

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

/** Each row is compared with what most of these rows have. */
export function expectMost(column: CodedColumn, rows: Uint32Array, count: number): Expected {
  return expectOne(count, new MostFrequent(column).of(rows))
}

/** Each row is compared with what most rows of its group have; `groups` are the innermost ones. */
export function expectMostOfGroup(
  column: CodedColumn,
  order: Uint32Array,
  groups: readonly Pick<RowGroup, 'start' | 'end'>[],
  count: number,
): Expected {
  const expected = expectOne(count, undefined)
  const most = new MostFrequent(column)
  for (const { start, end } of groups) {
    const rows = order.subarray(start, end)
    const code = most.of(rows) ?? nothing
    for (const row of rows) expected[row] = code
  }
  return expected
}

/** Each row is compared with what most rows of a place have that are of the same name. */
export function expectPlace(
  column: CodedColumn,
  { name, place }: { readonly name: CodedColumn; readonly place: CodedColumn },
  where: string,
  count: number,
): Expected {
  const placeCode = place.values.indexOf(where)
  const there = rowsWith(place, placeCode, count)
  const { order, groups } = groupRows(there, [{ column: name }])
  const most = new MostFrequent(column)
  const byName = new Uint32Array(name.values.length).fill(nothing)
  for (const { code, start, end } of groups) byName[code] = most.of(order.subarray(start, end)) ?? nothing
  const expected = new Uint32Array(count)
  for (let row = 0; row < count; row += 1) expected[row] = byName[name.codes[row] ?? pending] ?? nothing
  return expected
}

/** Each row is compared with a cell of its own, read elsewhere; `source` says whether there is one. */
export function expectCells(
  column: CodedColumn,
  cells: CodedColumn,
  source: CodedColumn,
  count: number,
): Expected {
  const codeOf = new Map(column.values.map((value, code) => [value, code]))
  const translated = Uint32Array.from(cells.values, (value, code) =>
    value === undefined ? code : (codeOf.get(value) ?? elsewhere),
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
