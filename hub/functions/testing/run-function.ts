import type { RunContext, Value } from '#hub/functions/function.ts'
import { type InvocationsRequest, prepare, runAll } from '#hub/functions/invoke.ts'
import type { RanAll } from '#hub/functions/run.ts'

export type GivenValues = Readonly<Record<string, unknown>> | readonly unknown[]

/** A call by positional or named arguments, for tests. */
export function call(FunctionName: string, values: GivenValues = [], WhereResource?: string) {
  const Arguments = Array.isArray(values)
    ? values.map((Value: Value) => ({ Value }))
    : Object.entries(values).map(([ParameterName, Value]) => ({ ParameterName, Value }))
  return { FunctionName, Arguments, ...(WhereResource === undefined ? {} : { WhereResource }) }
}

export type Requested = Partial<InvocationsRequest>

/** Prepares and runs a call; a refusal or failure is returned as its message. */
export function runCalls(request: Requested, text: string, context: RunContext = {}): RanAll | string {
  const prepared = prepare(request)
  if (!prepared.ok) return prepared.message
  const ran = runAll(prepared.value, text, context)
  return ran.ok ? ran.value : ran.message
}

export function runFunction(name: string, values: GivenValues, text: string, more: Requested = {}) {
  return runCalls({ FunctionInvocations: [call(name, values)], ...more }, text)
}

/** What changed, as `type name path: from -> to`; or why nothing ran. */
export function changesOf(ran: RanAll | string): string[] {
  if (typeof ran === 'string') return [ran]
  return ran.changes.map(({ resourceType, resourceName, path, from, to }) => {
    const kind = resourceType.slice(resourceType.lastIndexOf('/') + 1)
    return `${kind} ${resourceName} ${path}: ${JSON.stringify(from)} -> ${JSON.stringify(to)}`
  })
}

/** The lines of the result that differ, as `old -> new`; the whole text when the number of lines changed. */
export function changedLines(ran: RanAll | string, before: string): string[] {
  if (typeof ran === 'string') return [ran]
  const after = ran.text.split('\n')
  const old = before.split('\n')
  if (after.length !== old.length) return [ran.text]
  return old.flatMap((line, at) => (line === after[at] ? [] : [`${line.trim()} -> ${after[at]?.trim()}`]))
}
