import type { WhereResult } from '#lib/where/ast.ts'
import { type Computed, type ComputedTerm, printComputedTerm, stand } from '#lib/where/computed/computed.ts'
import { parseFunctionCall, printFunctionCall } from '#lib/where/computed/function-call.ts'
import { type DataChip, type DataDraft, dataChipsOf, dataTermFrom } from '#lib/where/data-builder.ts'
import { fail } from '#lib/where/tokens.ts'

/** Conditions that are computed here as chips, whose path is the call of the function. */
export function computedChipsOf({ terms }: Computed): DataChip[] {
  const tests = dataChipsOf({ terms: terms.map(({ test }) => test) })
  return terms.map((term, at) => {
    const fields = tests[at]?.fields
    const text = printComputedTerm(term)
    return fields === undefined
      ? { text }
      : { text, fields: { ...fields, path: printFunctionCall(term.call) } }
  })
}

/** The condition that filled-in fields stand for. */
export function computedTermFrom(draft: DataDraft): WhereResult<ComputedTerm> {
  const call = parseFunctionCall(draft.path.trim())
  if (call === undefined) return fail(0, 0, 'Name a function with its arguments, such as get-replicas().')
  const test = dataTermFrom({ ...draft, path: stand })
  return test.ok ? { ok: true, value: { call, test: test.value } } : test
}
