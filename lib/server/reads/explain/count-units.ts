import 'server-only'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { ConfigHubError, isAbort } from '#lib/confighub/error.ts'
import { pageLimit } from '#lib/confighub/paging.ts'
import type { Counted } from '#lib/rows/explain-wire.ts'
import type { RowsQuestion } from '#lib/rows/rows-wire.ts'
import { unitPages } from '#lib/server/reads/rows/unit-pages.ts'

/** ConfigHub cannot count, so units are listed by name; nobody needs the exact number beyond this. */
const maxUnits = 10 * pageLimit
const maxCalls = 200

/** Counts the units of questions, within a number of calls for all of them. */
export class UnitCounter {
  readonly #hub: ConfigHub
  readonly #signal: AbortSignal
  #calls = 0

  constructor(hub: ConfigHub, signal: AbortSignal) {
    this.#hub = hub
    this.#signal = signal
  }

  get calls(): number {
    return this.#calls
  }

  async count(question: RowsQuestion): Promise<Counted> {
    if (this.#calls >= maxCalls)
      return {
        kind: 'unknown',
        reason: `Not counted: at most ${maxCalls} calls are made to explain a query.`,
      }
    try {
      return await this.#list(question)
    } catch (error) {
      if (!(error instanceof ConfigHubError) || isAbort(error) || error.status === 401) throw error
      const { message, requestId } = error
      return { kind: 'unknown', reason: message, ...(requestId === undefined ? {} : { requestId }) }
    }
  }

  async #list(question: RowsQuestion): Promise<Counted> {
    let units = 0
    const fields = { select: ['Slug'], include: [] }
    for await (const page of unitPages(this.#hub, question, fields, this.#signal)) {
      this.#calls += 1
      units += page.length
      if (units >= maxUnits || this.#calls >= maxCalls) return { kind: 'counted', units, isPart: true }
    }
    return { kind: 'counted', units, isPart: false }
  }
}

/** How many more `more` has than `less`, which is a part of it. */
export function difference(more: Counted, less: Counted): Counted {
  if (more.kind === 'unknown') return more
  if (less.kind === 'unknown') return less
  if (less.isPart)
    return {
      kind: 'unknown',
      reason: `Counting stopped at ${less.units.toLocaleString('en')} matching units.`,
    }
  return { kind: 'counted', units: Math.max(0, more.units - less.units), isPart: more.isPart }
}
