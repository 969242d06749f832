import { TextTwins } from '#lib/rows/text-twins.ts'

export type ColumnValue = string | number

/** Codes of cells without a value: still to come, not readable, and read but empty. Larger codes are values. */
export const pending = 0
export const unknown = 1
export const absent = 2
const firstValue = 3

/** A way to read cells by row: what sorting, grouping and counting need. */
export type CodedColumn = {
  readonly codes: Uint32Array
  /** The value of each code. */
  readonly values: readonly (ColumnValue | undefined)[]
  /** What tells the values apart, in this column and in others; of a document it is more than their text. */
  readonly keys: readonly (ColumnValue | undefined)[]
}

/** One column of the rows: each different value is kept once, and a cell is its number. */
export class Column implements CodedColumn {
  codes = new Uint32Array(1024)
  readonly values: (ColumnValue | undefined)[] = [undefined, undefined, undefined]
  /** Codes of values that hide a secret. */
  readonly masked = new Set<number>()
  /** How JSON writes the values, by code, where that is neither a number nor a text in quotes. */
  readonly notations = new Map<number, string>()
  /** Why cells are unknown, by row, as far as it is known. */
  readonly reasons = new Map<number, string>()
  /** Changes with every cell. */
  version = 0
  readonly #codeOf = new Map<ColumnValue, number>()
  /** Absent as long as each value is its own key. */
  #keys: (ColumnValue | undefined)[] | undefined
  readonly #twins = new TextTwins(this.values)

  get keys(): readonly (ColumnValue | undefined)[] {
    return this.#keys ?? this.values
  }

  /** How many different values it has. */
  get valueCount(): number {
    return this.values.length - firstValue
  }

  valueAt(row: number): ColumnValue | undefined {
    return this.values[this.codeAt(row)]
  }

  codeAt(row: number): number {
    return this.codes[row] ?? pending
  }

  textAt(row: number): string | undefined {
    const value = this.valueAt(row)
    return value === undefined ? undefined : String(value)
  }

  numberAt(row: number): number | undefined {
    const value = this.valueAt(row)
    return typeof value === 'number' ? value : undefined
  }

  codeOf(value: ColumnValue | undefined, key = value): number {
    if (value === undefined || key === undefined) return absent
    let code = this.#codeOf.get(key)
    if (code === undefined) {
      if (key !== value) this.#keys ??= [...this.values]
      this.#keys?.push(key)
      code = this.values.push(value) - 1
      this.#codeOf.set(key, code)
    }
    return code
  }

  /** The text of a value; as JSON where another value of the column has the same text. */
  shownText(code: number): string | undefined {
    const value = this.values[code]
    if (value === undefined) return undefined
    return this.#twins.has(code) ? this.jsonText(code) : String(value)
  }

  jsonText(code: number): string | undefined {
    const value = this.values[code]
    return this.notations.get(code) ?? (value === undefined ? undefined : JSON.stringify(value))
  }

  setCode(row: number, code: number): void {
    this.version += 1
    if (row >= this.codes.length) this.#grow(row + 1)
    this.codes[row] = code
  }

  /** Cells that were to come and did not are unknown, never empty. */
  settle(count: number): void {
    this.#grow(count)
    for (let row = 0; row < count; row += 1) if (this.codes[row] === pending) this.codes[row] = unknown
  }

  #grow(length: number): void {
    if (length <= this.codes.length) return
    const larger = new Uint32Array(Math.max(length, this.codes.length * 2))
    larger.set(this.codes)
    this.codes = larger
  }
}

/** Still to come, or not readable. */
export function isUnread(code: number): boolean {
  return code <= unknown
}

export function isValue(code: number): boolean {
  return code >= firstValue
}

/** A translation that cannot be made: what is needed for it was not read. */
export const unreadable = Symbol('unreadable')

/** The same rows with other values: each different value is translated once. */
export function mapColumn(from: CodedColumn, count: number, translate: Translate): Column {
  const column = new Column()
  const codes = Uint32Array.from(from.values, (value, code) => {
    if (value === undefined) return code
    const translated = translate(value)
    return translated === unreadable ? unknown : column.codeOf(translated)
  })
  for (let row = 0; row < count; row += 1) column.setCode(row, codes[from.codes[row] ?? pending] ?? pending)
  return column
}

export type Translate = (value: ColumnValue) => ColumnValue | undefined | typeof unreadable

export function copyCell(from: Column, fromRow: number, to: Column, toRow: number): void {
  const code = from.codeAt(fromRow)
  const value = from.values[code]
  const copied = value === undefined ? code : to.codeOf(value, from.keys[code])
  if (from.masked.has(code)) to.masked.add(copied)
  const notation = from.notations.get(code)
  if (notation !== undefined) to.notations.set(copied, notation)
  to.setCode(toRow, copied)
}
