import 'server-only'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { ConfigHubError, isAbort, isNoAnswer } from '#lib/confighub/error.ts'
import { pageLimit } from '#lib/confighub/paging.ts'
import type { Counted } from '#lib/rows/explain-wire.ts'
import type { RowsQuestion } from '#lib/rows/rows-wire.ts'
import { unitPages } from '#lib/server/reads/rows/unit-pages.ts'

/** ConfigHub cannot count, so units are listed by name; nobody needs the exact number beyond this. */
const maxUnits = 10 * pageLimit
const maxCalls = 200

type Unknown = Extract<Counted, { kind: 'unknown' }>

const tooManyCalls: Unknown = {
  kind: 'unknown',
  reason: `Not counted: at most ${maxCalls} calls are made to explain a query.`,
}

/** Counts the units of questions, within a number of calls for all of them, and as long as the hub can answer. */
export class UnitCounter {
  readonly #hub: Pick<ConfigHub, 'unitPage'>
  readonly #signal: AbortSignal
  #calls = 0
  /** Why nothing more is asked. */
  #stopped: Unknown | undefined

  /** `onCall` is told of each call before it is made. */
  constructor(hub: ConfigHub, signal: AbortSignal, onCall: () => Promise<void>) {
    this.#signal = signal
    this.#hub = {
      unitPage: async (parameters, wanted) => {
        if (this.#calls >= maxCalls) this.#stopped ??= tooManyCalls
        if (this.#stopped !== undefined) throw new Stopped()
        this.#calls += 1
        await onCall()
        return hub.unitPage(parameters, wanted)
      },
    }
  }

  get calls(): number {
    return this.#calls
  }

  async count(question: RowsQuestion): Promise<Counted> {
    let units = 0
    try {
      const fields = { select: ['Slug'], include: [] }
      for await (const page of unitPages(this.#hub, question, fields, this.#signal)) {
        units += page.length
        if (units >= maxUnits) return { kind: 'counted', units, isPart: true }
      }
      return { kind: 'counted', units, isPart: false }
    } catch (error) {
      const unknown = this.#unknown(error)
      // So many there are at least.
      return unknown === tooManyCalls && units > 0 ? { kind: 'counted', units, isPart: true } : unknown
    }
  }

  /** A hub that is down or busy is asked no more. */
  #unknown(error: unknown): Unknown {
    if (error instanceof Stopped && this.#stopped !== undefined) return this.#stopped
    if (!(error instanceof ConfigHubError) || isAbort(error) || error.status === 401) throw error
    const { status, message, requestId } = error
    const unknown: Unknown = {
      kind: 'unknown',
      reason: message,
      ...(requestId === undefined ? {} : { requestId }),
    }
    if (isNoAnswer(error) || status === 429 || status === 503) this.#stopped ??= unknown
    return unknown
  }
}

class Stopped extends Error {
  override readonly name = 'Stopped'
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
