import { queryOptions } from '@tanstack/react-query'
import { whereIn } from '#lib/confighub/chunking.ts'
import { isAbort } from '#lib/confighub/error.ts'
import { goneUnits, lookedAt } from '#lib/queries/live/gone-units.ts'
import { hubTimes, marginMs, type NewerUnit, newerUnits } from '#lib/queries/live/newer-units.ts'
import { type RowsAnswer, readTable } from '#lib/queries/rows.ts'
import { changedColumns } from '#lib/rows/row-changes.ts'
import type { RowTable, SentColumn } from '#lib/rows/row-table.ts'
import type { VisibleRows } from '#lib/rows/visible-rows.ts'
import { isBeyondConfigHub } from '#lib/where/boolean/read-conditions.ts'

/** What is known of a change elsewhere to a unit that is on screen. */
type ElsewhereChange = NewerUnit & {
  /** The row still shows what was before, because the new cells would move it. */
  readonly isHeld: boolean
}

/** What is told of a row: its unit changed, no longer matches, or is gone. */
export type RowNews = ElsewhereChange | 'left' | 'gone'

/** By UnitID. */
export type NewsOfRows = ReadonlyMap<string, RowNews>

export type LiveState = {
  /** Rows whose unit changed since they were read, by UnitID. */
  readonly changed: ReadonlyMap<string, ElsewhereChange>
  /** Units that match now and have no row. */
  readonly added: ReadonlySet<string>
  /** Units that have a row and no longer match. */
  readonly left: ReadonlySet<string>
  /** Units that have a row and were deleted, or may no longer be seen. */
  readonly gone: ReadonlySet<string>
  /** More units changed than are looked at one by one. */
  readonly isMany: boolean
  /** Units that the last comparison to find any found changed, whether they have a row or not. */
  readonly latest: readonly string[]
  /** Milliseconds; up to then the rows were compared with the hub. */
  readonly checkedAt: number | undefined
  /** Why the last comparison failed. */
  readonly error: Error | undefined
}

/** @internal For tests. */
export const nothingNew: LiveState = {
  changed: new Map(),
  added: new Set(),
  left: new Set(),
  gone: new Set(),
  isMany: false,
  latest: [],
  checkedAt: undefined,
  error: undefined,
}

type LiveReading = {
  readonly answer: RowsAnswer
  /** Milliseconds; when the last of the rows came. */
  readonly readAt: number
  /** A row with other cells there might stand elsewhere, so that it is left as it is. */
  readonly orderedBy: () => ReadonlySet<SentColumn>
  readonly visibleRows: VisibleRows
  /** Cells of the table have changed in place. */
  readonly onCells: () => void
  readonly onState: (state: LiveState) => void
}

type Found = { readonly tables: readonly RowTable[]; readonly unknown: ReadonlySet<string> }

/** A check that is counted among the requests that a page waits for; nothing of it is kept. */
export const liveQuery = (reader: LiveReader) =>
  queryOptions({
    queryKey: ['units', 'live'],
    queryFn: ({ signal }) => reader.check(signal),
    staleTime: 0,
    gcTime: 0,
  })

/** Asks what changed since rows were read, and brings it into them without moving any. */
export class LiveReader {
  readonly #reading: LiveReading
  /** Milliseconds; what changed before then is known. */
  #since: number | undefined
  /** The newest change of each unit that was looked at. */
  readonly #seen = new Map<string, number>()
  /** The row whose unit is looked for next. */
  #next = 0
  #state = nothingNew

  constructor(reading: LiveReading) {
    this.#reading = reading
  }

  /** Whether the hub answered. */
  async check(signal: AbortSignal): Promise<boolean> {
    try {
      await this.#check(signal)
      await this.#findGone(signal)
      this.#tell({ checkedAt: Date.now(), error: undefined })
      return true
    } catch (error) {
      if (isAbort(error) || signal.aborted || !(error instanceof Error)) throw error
      this.#tell({ error })
      return false
    }
  }

  async #check(signal: AbortSignal): Promise<void> {
    const since = this.#since ?? (await this.#readingTime(signal))
    if (since === undefined) return
    const found = await newerUnits(since, signal)
    if (found === undefined) return this.#tell({ isMany: true })
    const fresh = found.filter(({ id, at }) => this.#seen.get(id) !== at)
    if (fresh.length > 0) this.#apply(fresh, await this.#read(fresh, signal))
    for (const { id, at } of fresh) this.#seen.set(id, at)
    this.#since = Math.max(since, ...found.map(({ at }) => at))
  }

  /** A deleted unit is in no list of changes, so it is looked for by its id. */
  async #findGone(signal: AbortSignal): Promise<void> {
    const { answer, visibleRows } = this.#reading
    const { ids, next } = lookedAt(answer.table, visibleRows() ?? [], this.#next)
    const missing = await goneUnits(ids, signal)
    this.#next = next
    const known = this.#state.gone
    if (ids.every((id) => known.has(id) === missing.has(id))) return
    const gone = new Set([...known].filter((id) => !ids.includes(id)))
    for (const id of missing) gone.add(id)
    this.#tell({ gone })
  }

  /**
   * When reading the rows began, by the clock of the hub: what changed meanwhile may be in them or not, and what is in
   * them already is no change.
   */
  async #readingTime(signal: AbortSignal): Promise<number | undefined> {
    const times = await hubTimes(signal)
    if (times === undefined) return undefined
    const { now, newest } = times
    const { answer, readAt } = this.#reading
    const ageMs = answer.elapsedMs + Date.now() - readAt
    if (now !== undefined) return now - ageMs
    // A hub that does not tell the time: its newest change may be long ago, and a bulk change that is in the rows.
    const isBulk = (await newerUnits(newest - ageMs, signal)) === undefined
    return isBulk ? newest + marginMs + 1000 : newest - ageMs
  }

  /** The rows of those that match now, and those of which that is unknown. */
  async #read(units: readonly NewerUnit[], signal: AbortSignal): Promise<Found> {
    const { question, table } = this.#reading.answer
    const ids = units.map(({ id }) => id)
    const asked = isBeyondConfigHub(question.where) ? `(${question.where})` : question.where
    const tables: RowTable[] = []
    const unknown = new Set<string>()
    for (const where of whereIn('UnitID', ids, asked)) {
      const read = await readTable({ ...question, where }, table.fields, signal)
      tables.push(read.table)
      for (const id of read.unknown) unknown.add(id)
    }
    return { tables, unknown }
  }

  #apply(units: readonly NewerUnit[], { tables, unknown }: Found): void {
    const { table, isTruncated } = this.#reading.answer
    const changed = new Map(this.#state.changed)
    const added = new Set(this.#state.added)
    const left = new Set(this.#state.left)
    let hasNewCells = false
    for (const unit of units) {
      const row = table.rowOf(unit.id)
      const from = rowIn(tables, unit.id)
      added.delete(unit.id)
      left.delete(unit.id)
      if (row === undefined) {
        // Of a list that was cut off it may as well be one of those that were left out.
        if (from !== undefined && !isTruncated) added.add(unit.id)
        continue
      }
      const isUnknown = unknown.has(unit.id)
      if (from === undefined && !isUnknown) left.add(unit.id)
      const isHeld = from === undefined ? whenGone(isUnknown) : this.#bring(...from, row)
      if (isHeld === undefined) continue
      changed.set(unit.id, { ...unit, isHeld })
      hasNewCells ||= !isHeld
    }
    this.#tell({ changed, added, left, latest: units.map(({ id }) => id) })
    if (hasNewCells) this.#reading.onCells()
  }

  /** Whether the row was left as it is; undefined when nothing in it changed. */
  #bring(from: RowTable, fromRow: number, row: number): boolean | undefined {
    const { table } = this.#reading.answer
    const columns = changedColumns(from, fromRow, table, row)
    if (columns.length === 0) return undefined
    const ordering = this.#reading.orderedBy()
    const isHeld = columns.some((column) => ordering.has(column))
    if (!isHeld) table.takeRow(from, fromRow, row)
    return isHeld
  }

  #tell(change: Partial<LiveState>): void {
    this.#state = { ...this.#state, ...change }
    this.#reading.onState(this.#state)
  }
}

/** Of a row whose condition can no longer be computed, nothing is known but that it changed. */
function whenGone(isUnknown: boolean): true | undefined {
  return isUnknown || undefined
}

function rowIn(tables: readonly RowTable[], id: string): readonly [table: RowTable, row: number] | undefined {
  for (const table of tables) {
    const row = table.rowOf(id)
    if (row !== undefined) return [table, row]
  }
  return undefined
}
