import { compareText } from '#lib/base/code-point-order.ts'
import { mapParallel } from '#lib/confighub/chunking.ts'
import type { BrowserHub, ListParameters } from '#lib/confighub/client.ts'
import { ConfigHubError } from '#lib/confighub/error.ts'
import { followPages, pageLimit } from '#lib/confighub/paging.ts'
import type { ExtendedUnit } from '#lib/confighub/schema/entities.ts'
import { callsOf } from '#lib/where/boolean/call-plan.ts'

/** One call of a query, and how many rows it returned; a row may come with several calls. */
export type CallRows = { readonly where: string; readonly rows: number }

export type United = {
  /** Each unit once. Of several calls by Slug, whatever order was asked for. */
  readonly units: ExtendedUnit[]
  /** There are more than `cap`. */
  readonly truncated: boolean
  readonly calls: readonly CallRows[]
}

/** The texts to ask ConfigHub for what `where` selects; a query that cannot be asked is an error, never a wider one. */
export function whereCalls(where: string, operation: string): readonly string[] {
  const calls = callsOf(where, 'Unit')
  if (calls.ok) return calls.value
  throw new ConfigHubError({ status: 400, code: 'bad-query', operation, message: calls.error.message })
}

/** Every unit that a query selects, also one with OR, NOT and parentheses: its calls are united. */
export async function unitedUnits(
  hub: Pick<BrowserHub, 'unitPage'>,
  { where = '', ...parameters }: ListParameters,
  cap: number,
  signal?: AbortSignal,
): Promise<United> {
  const calls = whereCalls(where, 'GET /unit')
  const answers = await mapParallel(calls, (call) =>
    followPages(
      (token) =>
        hub.unitPage(
          { ...parameters, where: call, limit: pageLimit, ...(token && { continue: token }) },
          signal,
        ),
      cap,
    ),
  )
  const units = calls.length === 1 ? (answers[0]?.items ?? []) : united(answers.map(({ items }) => items))
  return {
    units: units.slice(0, cap),
    truncated: units.length > cap || answers.some(({ truncated }) => truncated),
    calls: calls.map((call, at) => ({ where: call, rows: answers[at]?.items.length ?? 0 })),
  }
}

function united(answers: readonly (readonly ExtendedUnit[])[]): ExtendedUnit[] {
  const byId = new Map(answers.flat().map((unit) => [unit.Unit.UnitID, unit]))
  return [...byId.values()].sort(
    (a, b) => compareText(a.Unit.Slug, b.Unit.Slug) || compareText(a.Unit.UnitID, b.Unit.UnitID),
  )
}
