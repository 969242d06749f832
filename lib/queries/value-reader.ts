import type { QueryClient } from '@tanstack/react-query'
import { isAbort } from '#lib/confighub/error.ts'
import type { ValueColumn } from '#lib/confighub/values.ts'
import { valuesQuery } from '#lib/queries/values.ts'
import { pending } from '#lib/rows/column.ts'
import type { RowTable } from '#lib/rows/row-table.ts'
import { setValueCell } from '#lib/rows/value-cells.ts'

/** Documents are opened for each: few at first, so that what is on screen does not wait. */
const onScreenAtOnce = 200
const restAtOnce = 500

export type ValueReading = {
  readonly client: QueryClient
  readonly table: RowTable
  readonly columns: readonly (ValueColumn & { readonly id: string })[]
  /** The rows on screen, now. */
  readonly visibleRows: () => readonly number[]
  /** No row is still to come; until then only what is on screen is read. */
  readonly isComplete: () => boolean
  readonly onProgress: () => void
  readonly onError: (error: Error) => void
}

/** Reads values from inside documents into the rows: first for those on screen, then for all others. */
export class ValueReader {
  readonly #reading: ValueReading
  readonly #stopped = new AbortController()
  #isRunning = false
  /** All rows before it have been asked for. */
  #next = 0

  constructor(reading: ValueReading) {
    this.#reading = reading
  }

  /** There may be more to read: rows came, or others are on screen. */
  more(): void {
    if (this.#isRunning || this.#stopped.signal.aborted || this.#reading.columns.length === 0) return
    this.#isRunning = true
    void this.#run().finally(() => {
      this.#isRunning = false
    })
  }

  stop(): void {
    this.#stopped.abort()
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopped
    try {
      for (let rows = this.#choose(); rows.length > 0 && !signal.aborted; rows = this.#choose())
        await this.#read(rows)
    } catch (error) {
      if (signal.aborted || isAbort(error) || !(error instanceof Error)) return
      this.#reading.onError(error)
      this.stop()
    }
  }

  #choose(): number[] {
    const { visibleRows, isComplete, table } = this.#reading
    const visible = visibleRows().filter((row) => this.#isMissing(row))
    if (visible.length > 0) return visible.slice(0, onScreenAtOnce)
    const rest: number[] = []
    while (isComplete() && rest.length < restAtOnce && this.#next < table.count) {
      if (this.#isMissing(this.#next)) rest.push(this.#next)
      this.#next += 1
    }
    return rest
  }

  #isMissing(row: number): boolean {
    const { table, columns } = this.#reading
    return row < table.count && columns.some(({ id }) => table.valueColumn(id).codeAt(row) === pending)
  }

  async #read(rows: readonly number[]): Promise<void> {
    const { client, table, columns, onProgress } = this.#reading
    const units = rows.flatMap((row) => table.ids[row] ?? [])
    const { units: found } = await client.fetchQuery(
      valuesQuery(
        units,
        columns.map(({ resourceType, path }) => ({ resourceType, path })),
      ),
    )
    for (const row of rows) {
      const answer = found[table.ids[row] ?? '']
      for (const [index, { id }] of columns.entries())
        setValueCell(table.valueColumn(id), row, answer && (answer.cells[index] ?? []))
    }
    if (!this.#stopped.signal.aborted) onProgress()
  }
}
