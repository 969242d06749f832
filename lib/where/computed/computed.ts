import { pathText } from '#lib/path/print-path.ts'
import type { DataTerm, WhereError, WhereResult } from '#lib/where/ast.ts'
import { type FunctionCall, parseFunctionCall, printFunctionCall } from '#lib/where/computed/function-call.ts'
import { type RawCondition, rawConditions } from '#lib/where/computed/raw-conditions.ts'
import { parseWhereData } from '#lib/where/parse-data.ts'
import { printDataTerm } from '#lib/where/print.ts'
import { fail } from '#lib/where/tokens.ts'

/** A condition on what a function answers, with the operators and values of conditions on documents. */
export type ComputedTerm = {
  readonly call: FunctionCall
  /** On the path `value`, which stands for the answer. */
  readonly test: DataTerm
}

/**
 * Conditions that ConfigHub's language has no term for: Hubdeck lets the functions be run on what the other conditions
 * select, and keeps the units on which all of these hold.
 */
export type Computed = { readonly terms: readonly ComputedTerm[] }

/** Each runs its function on every unit. */
const mostComputedTerms = 4

/** Stands for the call of a function where a condition on documents has a path. */
export const stand = 'value'

/** Reads `get-replicas() < 2 AND get-env-var(main LOG_LEVEL) = 'debug'`; an empty text has no condition. */
export function parseComputed(text: string): WhereResult<Computed> {
  const terms: ComputedTerm[] = []
  const conditions = rawConditions(text)
  for (const condition of conditions) {
    const read = readTerm(text, condition)
    if (!read.ok) return read
    terms.push(read.value)
  }
  const over = conditions[mostComputedTerms]
  if (over !== undefined)
    return fail(over.start, text.length, `At most ${mostComputedTerms} conditions are computed at once.`)
  return { ok: true, value: { terms } }
}

export function printComputed({ terms }: Computed): string {
  return terms.map(printComputedTerm).join(' AND ')
}

export function printComputedTerm({ call, test }: ComputedTerm): string {
  return printFunctionCall(call) + printDataTerm(test).slice(stand.length)
}

function readTerm(whole: string, { text: raw, start: from }: RawCondition): WhereResult<ComputedTerm> {
  const text = raw.trim()
  const start = from + raw.indexOf(text)
  const end = start + text.length
  const [head = ''] = /^[a-z][a-z0-9-]*\([^()']*\)/.exec(text) ?? []
  const call = parseFunctionCall(head)
  if (call === undefined)
    return fail(
      start,
      end,
      'A condition that is computed here begins with a function and its arguments, such as get-replicas().',
    )
  const read = parseWhereData(stand + text.slice(head.length))
  if (!read.ok)
    return { ok: false, error: inPlace(read.error, whole, { from: start + head.length, to: end }) }
  const [test] = read.value.terms
  if (test === undefined || pathText(test.path) !== stand)
    return fail(start, end, `After ${head} come an operator and a value, such as < 2.`)
  return { ok: true, value: { call, test } }
}

/** What is wrong with a text that stood for `whole` between two places, after the stand-in of the function. */
function inPlace(
  { message, span, repair }: WhereError,
  whole: string,
  { from, to }: { readonly from: number; readonly to: number },
): WhereError {
  const placeOf = (at: number) => Math.max(0, at - stand.length) + from
  return {
    message: message.replaceAll(/\bpath\b/g, 'function'),
    span: { start: placeOf(span.start), end: placeOf(span.end) },
    ...(repair && {
      repair: {
        label: repair.label,
        text: whole.slice(0, from) + repair.text.slice(stand.length) + whole.slice(to),
      },
    }),
  }
}
