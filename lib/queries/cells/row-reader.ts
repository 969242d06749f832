import { isAbort } from '#lib/confighub/error.ts'
import type { RowTable } from '#lib/rows/row-table.ts'
import type { VisibleRows } from '#lib/rows/visible-rows.ts'

/** Documents are opened for each: few at first, so that what is on screen does not wait. */
const onScreenAtOnce = 200
const restAtOnce = 500

export type RowReading = {
  readonly table: RowTable
  /**
   * While they move nothing is read, for drawing what comes would take the time of frames, and what is on screen would
   * have to wait for rows that have passed.
   */
  readonly visibleRows: VisibleRows
  /** No row is still to come; until then only what is on screen is read. */
  readonly isComplete: () => boolean
  /** Something of this row has not been read. */
  readonly isMissing: (row: number) => boolean
  /** Reads these rows; afterwards none of them is missing. Once stopped, it must no longer write what it was answered. */
  readonly read: (rows: readonly number[], stopped: AbortSignal) => Promise<void>
  readonly onProgress: () => void
  readonly onError: (error: Error) => void
}

/** Reads what rows need and do not come with: first for those on screen, then for all others. */
export class RowReader {
  readonly #reading: RowReading
  readonly #stopped = new AbortController()
  #isRunning = false
  /** All rows before it have been asked for. */
  #next = 0

  constructor(reading: RowReading) {
    this.#reading = reading
  }

  /** There may be more to read: rows came, or others are on screen and rest there. */
  more(): void {
    if (this.#isRunning || this.#stopped.signal.aborted) return
    this.#isRunning = true
    void this.#run()
  }

  /** Rows that were read are missing again. */
  again(): void {
    this.#next = 0
    this.more()
  }

  stop(): void {
    this.#stopped.abort()
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopped
    try {
      for (let rows = this.#choose(); rows.length > 0 && !signal.aborted; rows = this.#choose()) {
        await this.#reading.read(rows, signal)
        if (!signal.aborted) this.#reading.onProgress()
      }
    } catch (error) {
      if (signal.aborted || isAbort(error) || !(error instanceof Error)) return
      this.#reading.onError(error)
      this.stop()
    } finally {
      // At once: between the last look for rows and the end, nobody may ask for more in vain.
      this.#isRunning = false
    }
  }

  #choose(): number[] {
    const { visibleRows, isComplete, isMissing, table } = this.#reading
    const shown = visibleRows()
    if (shown === undefined) return []
    const visible = shown.filter((row) => row < table.count && isMissing(row))
    if (visible.length > 0) return visible.slice(0, onScreenAtOnce)
    const rest: number[] = []
    while (isComplete() && rest.length < restAtOnce && this.#next < table.count) {
      if (isMissing(this.#next)) rest.push(this.#next)
      this.#next += 1
    }
    return rest
  }
}
