import 'server-only'
import type { Json } from '#lib/base/json.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { ConfigHubError } from '#lib/confighub/error.ts'
import type { ExtendedUnit, FunctionSignature } from '#lib/confighub/schema/entities.ts'
import type { ValueCell } from '#lib/confighub/values.ts'
import type { ComputedOutcome } from '#lib/rows/rows-wire.ts'
import { maskFields } from '#lib/server/masking/mask-texts.ts'
import { functionFinder, readFunction, type Said } from '#lib/server/reads/function-values.ts'
import type { TaskContext } from '#lib/server/work/pool.ts'
import { type ComputedTerm, parseComputed } from '#lib/where/computed/computed.ts'
import { printFunctionCall } from '#lib/where/computed/function-call.ts'
import { meets } from '#lib/where/computed/meets.ts'

/** For so many units functions are run; for more, ConfigHub would be busy for minutes. */
export const mostJudged = 10_000
/** Units whose answer is unknown are listed up to here, and counted beyond. */
const mostNamed = 200

type Pages = AsyncGenerator<readonly ExtendedUnit[]>
type Condition = { readonly term: ComputedTerm; readonly signature: FunctionSignature }
/** Whether a unit meets a condition, or why that is unknown. */
type Verdict = boolean | { readonly reason: string }

/** The filter for these conditions. What cannot be computed is refused, and never left out. */
export async function computedFilter(
  hub: ConfigHub,
  text: string,
  context: TaskContext,
): Promise<ComputedFilter> {
  const read = parseComputed(text)
  if (!read.ok) throw refused(read.error.message)
  const find = functionFinder(hub, context)
  const conditions: Condition[] = []
  for (const term of read.value.terms) {
    const found = await find(term.call)
    if (!found.ok) throw refused(found.message)
    conditions.push({ term, signature: found.value })
  }
  return new ComputedFilter(hub, conditions, context)
}

function refused(message: string): ConfigHubError {
  return new ConfigHubError({ status: 400, code: 'bad-query', operation: 'POST /function/invoke', message })
}

/** Lets functions be run on pages of units, and keeps the units on which all conditions hold: without any, all of them. */
class ComputedFilter {
  readonly #hub: ConfigHub
  readonly #conditions: readonly Condition[]
  readonly #context: TaskContext
  readonly #kept = new Set<string>()
  readonly #named: ComputedOutcome['named'] = []
  #judged = 0
  #unknown = 0
  #isCut = false

  constructor(hub: ConfigHub, conditions: readonly Condition[], context: TaskContext) {
    this.#hub = hub
    this.#conditions = conditions
    this.#context = context
  }

  /** Nothing where there is nothing to compute. */
  get outcome(): { readonly computed?: ComputedOutcome } {
    if (this.#conditions.length === 0) return {}
    const [judged, unknown, named, isCut] = [this.#judged, this.#unknown, this.#named, this.#isCut]
    return { computed: { judged, unknown, named, isCut } }
  }

  /** Pages with the units that meet the conditions; they end where no more is computed. */
  async *filtered(pages: Pages): Pages {
    if (this.#conditions.length === 0) return yield* pages
    for await (const units of pages) {
      const room = mostJudged - this.#judged
      await this.#judge(units.slice(0, room))
      yield this.#known(units)
      this.#isCut = units.length > room
      if (this.#isCut) return
    }
  }

  /** The same pages once more, by what was computed. */
  async *again(pages: Pages): Pages {
    if (this.#conditions.length === 0) return yield* pages
    for await (const units of pages) yield this.#known(units)
  }

  #known(units: readonly ExtendedUnit[]): readonly ExtendedUnit[] {
    return units.filter(({ Unit }) => this.#kept.has(Unit.UnitID))
  }

  async #judge(units: readonly ExtendedUnit[]): Promise<void> {
    if (units.length === 0) return
    const reasons = new Map<string, string>()
    let left = units.map(({ Unit }) => Unit.UnitID)
    this.#judged += left.length
    for (const { term, signature } of this.#conditions) {
      const said = await readFunction(this.#hub, left, term.call, signature, this.#context)
      left = left.filter((id) => {
        const verdict = verdictOf(term, said.get(id))
        if (typeof verdict === 'boolean') return verdict
        if (!reasons.has(id)) reasons.set(id, `${printFunctionCall(term.call)}: ${verdict.reason}`)
        return true
      })
    }
    // One that fails another condition does not match, whatever is unknown of it.
    const unknown = left.filter((id) => reasons.has(id))
    for (const id of left) if (!reasons.has(id)) this.#kept.add(id)
    this.#unknown += unknown.length
    await this.#name(units, unknown, reasons)
  }

  async #name(
    units: readonly ExtendedUnit[],
    unknown: readonly string[],
    reasons: ReadonlyMap<string, string>,
  ): Promise<void> {
    const listed = new Set(unknown.slice(0, mostNamed - this.#named.length))
    const found = units.filter(({ Unit }) => listed.has(Unit.UnitID))
    const fields = found.flatMap(({ Unit }) => [
      { name: 'Slug', text: Unit.Slug },
      { name: 'SpaceSlug', text: Unit.SpaceSlug ?? '' },
    ])
    const shown = await maskFields(fields, this.#context)
    for (const [at, { Unit }] of found.entries()) {
      const [slug = '', space = ''] = [shown[2 * at], shown[2 * at + 1]]
      this.#named.push({ id: Unit.UnitID, slug, space, reason: reasons.get(Unit.UnitID) ?? '' })
    }
  }
}

/** A unit meets a condition when any of the values does, as in a condition on documents. */
function verdictOf(term: ComputedTerm, said: Said | undefined): Verdict {
  if (said === undefined) return { reason: 'There was no answer.' }
  if ('reason' in said) return said
  const known = said.cell.filter((value) => hiddenBecause(value) === undefined)
  if (known.some((value) => meets(term, comparedValue(value)))) return true
  const [reason] = said.cell.flatMap((value) => hiddenBecause(value) ?? [])
  return reason === undefined ? false : { reason }
}

type Value = ValueCell[number]

/** Why a value is not compared; undefined where it is. Whoever could compare a secret could guess it. */
function hiddenBecause({ masked, digest, isJson }: Value): string | undefined {
  if (masked) return 'What it says is secret, and is not compared.'
  return digest !== undefined && !isJson
    ? 'What it says is too long to be compared, or has invisible characters.'
    : undefined
}

/** As in the document: a whole number that was sent as text is one, and a list or a map equals nothing. */
function comparedValue({ value, isJson }: Value): Json {
  if (!isJson) return value
  return /^-?\d+$/.test(String(value)) ? BigInt(String(value)) : null
}
