import type { BaselineAnswer } from '#lib/confighub/baselines.ts'
import { Column, copyCell, pending } from '#lib/rows/column.ts'
import type { RowTable } from '#lib/rows/row-table.ts'
import { setValueCell } from '#lib/rows/value-cells.ts'

/** What the rows are compared with where each has a document of its own for that, column by column. */
export class BaselineCells {
  /** Which document it is; empty where there is nothing to compare with, unknown where that could not be found out. */
  readonly source = new Column()
  readonly hash = new Column()
  /** The unit that it is a head of. */
  readonly #units = new Column()
  readonly #values: ReadonlyMap<string, Column>
  readonly #ids: readonly string[]

  constructor(ids: readonly string[]) {
    this.#ids = ids
    this.#values = new Map(ids.map((id) => [id, new Column()]))
  }

  valueColumn(id: string): Column | undefined {
    return this.#values.get(id)
  }

  /** Without an answer everything about the row is unknown. */
  set(row: number, answer: BaselineAnswer | undefined): void {
    const { source } = this
    const isDocument = answer?.kind === 'document'
    for (const [index, id] of this.#ids.entries()) {
      const column = this.#values.get(id)
      if (column === undefined) continue
      setValueCell(column, row, isDocument ? answer.cells && (answer.cells[index] ?? []) : undefined)
    }
    setValueCell(this.hash, row, isDocument && answer.DataHash ? [{ value: answer.DataHash }] : undefined)
    this.#units.setCode(row, this.#units.codeOf(isDocument ? answer.UnitID : undefined))
    setValueCell(source, row, answer && (isDocument ? [{ value: answer.name }] : []))
  }

  /** What was read for this row holds no more. */
  forget(row: number): void {
    for (const column of [this.source, this.hash, ...this.#values.values()]) column.setCode(row, pending)
  }

  /** The rows that are compared with heads of these units. */
  rowsOf(unitIds: ReadonlySet<string>, count: number): number[] {
    const { codes, values } = this.#units
    const isMeant = values.map((id) => id !== undefined && unitIds.has(String(id)))
    const rows: number[] = []
    for (let row = 0; row < count; row += 1) if (isMeant[codes[row] ?? pending]) rows.push(row)
    return rows
  }

  /** What was read for the rows of another table stays on screen until it is read again. */
  keep(from: BaselineCells, before: RowTable, table: RowTable): void {
    for (const [row, unitId] of table.ids.entries()) {
      const known = before.rowOf(unitId)
      if (known === undefined) continue
      copyCell(from.source, known, this.source, row)
      copyCell(from.hash, known, this.hash, row)
      for (const [id, column] of this.#values) {
        const old = from.valueColumn(id)
        if (old !== undefined) copyCell(old, known, column, row)
      }
    }
  }
}
