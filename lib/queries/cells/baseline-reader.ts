import type { QueryClient } from '@tanstack/react-query'
import type { BaselineAnswer, BaselineOf, BaselinesResponse } from '#lib/confighub/baselines.ts'
import type { ValueColumn } from '#lib/confighub/values.ts'
import { baselinesQuery } from '#lib/queries/cells/baselines.ts'
import { RowReader, type RowReading } from '#lib/queries/cells/row-reader.ts'
import type { BaselineCells } from '#lib/rows/compare/baseline-cells.ts'
import { allRows } from '#lib/rows/sort-rows.ts'

/** A document of each row's own, or the head of one unit for all of them. */
export type ReadBaseline =
  | Exclude<BaselineOf, { kind: 'head' }>
  | { readonly kind: 'unit'; readonly unitId: string }

type BaselineReading = Omit<RowReading, 'isMissing' | 'read'> & {
  readonly client: QueryClient
  readonly of: ReadBaseline
  readonly cells: BaselineCells
  readonly columns: readonly ValueColumn[]
}

/** Reads what the rows are compared with. */
export class BaselineReader {
  readonly #reading: BaselineReading
  readonly #reader: RowReader
  readonly #asked: readonly ValueColumn[]
  readonly #done = new Set<number>()
  /** Rows of the request that is on its way. */
  #awaited: ReadonlySet<number> = new Set()
  /** The same for all rows, so it is asked for once. */
  #one: Promise<BaselineAnswer | undefined> | undefined

  constructor(reading: BaselineReading) {
    this.#reading = reading
    this.#asked = reading.columns.map(({ resourceType, path }) => ({ resourceType, path }))
    this.#reader = new RowReader({
      ...reading,
      isMissing: (row) => !this.#done.has(row),
      read: (rows, stopped) => this.#read(rows, stopped),
    })
  }

  more(): void {
    this.#reader.more()
  }

  stop(): void {
    this.#reader.stop()
  }

  /** These units changed elsewhere: what depends on them is read again. */
  changed(unitIds: readonly string[]): void {
    const rows = this.#dependent(new Set(unitIds))
    if (rows.length === 0) return
    this.#one = undefined
    this.#awaited = new Set()
    for (const row of rows) {
      this.#done.delete(row)
      this.#reading.cells.forget(row)
    }
    this.#reader.again()
  }

  #dependent(unitIds: ReadonlySet<string>): Iterable<number> & { readonly length: number } {
    const { of, table, cells } = this.#reading
    const own = [...unitIds].flatMap((id) => table.rowOf(id) ?? [])
    switch (of.kind) {
      case 'unit':
        return unitIds.has(of.unitId) ? allRows(table.count) : []
      case 'released':
        return own
      case 'upstream':
        return [...own, ...cells.rowsOf(unitIds, table.count)]
      case 'at':
        // What was, stays.
        return []
      default:
        return of satisfies never
    }
  }

  async #read(rows: readonly number[], stopped: AbortSignal): Promise<void> {
    const { of, table, cells } = this.#reading
    const awaited = new Set(rows)
    this.#awaited = awaited
    const answerOf = of.kind === 'unit' ? await this.#readOne(of.unitId) : await this.#readEach(of, rows)
    // What changed meanwhile is asked for again.
    if (stopped.aborted || this.#awaited !== awaited) return
    for (const row of rows) {
      cells.set(row, answerOf(table.ids[row] ?? ''))
      this.#done.add(row)
    }
  }

  async #readEach(of: BaselineOf, rows: readonly number[]) {
    const unitIds = rows.flatMap((row) => this.#reading.table.ids[row] ?? [])
    const { units } = await this.#ask(of, unitIds)
    return (id: string) => units[id]
  }

  async #readOne(unitId: string) {
    this.#one ??= this.#ask({ kind: 'head' }, [unitId]).then(({ units }) => units[unitId])
    const answer = await this.#one
    return () => answer
  }

  #ask(of: BaselineOf, unitIds: readonly string[]): Promise<BaselinesResponse> {
    return this.#reading.client.fetchQuery(
      baselinesQuery({ of, unitIds: [...unitIds], columns: [...this.#asked] }),
    )
  }
}
