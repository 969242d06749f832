import { z } from 'zod'
import { catalogue } from '#hub/functions/catalogue.ts'
import { type Fact, type Input, kubernetes, type Ran, type RunContext } from '#hub/functions/function.ts'
import { load, resourcesIn, type SharedDocument, typed } from '#hub/functions/load.ts'
import { inOwnFormat } from '#hub/functions/own-format.ts'
import {
  type Call,
  Invocation,
  isGiven,
  notServed,
  type PreparedCall,
  prepareCall,
  type Refusal,
  refuse,
} from '#hub/functions/prepare-call.ts'
import { maxResultLength, tooLong } from '#hub/functions/result-length.ts'
import { Run, type RunAll } from '#hub/functions/run.ts'
import { limitMs, withinTime } from '#hub/functions/time-limit.ts'
import type { LoadedStream } from '#lib/config/document/document.ts'

const maxFunctions = 100
const tooMany = `at most ${maxFunctions} functions`

/** `FunctionInvocationsRequest` (contract 4.10), as far as it is served. */
export const InvocationsRequest = z.object({
  ToolchainType: z.string().optional(),
  FunctionInvocations: z.array(Invocation).min(1, 'at least one function').max(maxFunctions, tooMany),
  ChangeDescription: z.string().optional(),
  WhereResource: z.string().optional(),
  /** How many functions at the beginning are filters: a unit that fails one is left unchanged. */
  NumFilters: z.int().min(0).optional(),
  StopOnError: z.boolean().optional(),
  Invocations: z.array(z.string()).optional(),
  Triggers: z.array(z.string()).optional(),
  ParameterizedInvocations: z.array(z.unknown()).optional(),
  IncludeConflicts: z.boolean().optional(),
  UpdateValidationResults: z.boolean().optional(),
})
export type InvocationsRequest = z.infer<typeof InvocationsRequest>

/** The request over HTTP, which may name stored Invocations instead of functions. */
export const InvokeBody = InvocationsRequest.extend({
  FunctionInvocations: z.array(Invocation).max(maxFunctions, tooMany).default([]),
})

/** A call whose functions exist and whose arguments are valid; checked before any unit is touched (contract 5.5). */
export type Prepared = {
  readonly toolchain: string
  readonly mutating: boolean
  /** What its functions need beyond the document. */
  readonly needs: ReadonlySet<Fact>
  /** The revision that comparing functions use when the caller names none. */
  readonly otherSource: string | undefined
  readonly calls: readonly PreparedCall[]
  readonly filters: number
  readonly stopOnError: boolean
  /** A function runs a caller's expression or pattern. */
  readonly bounded: boolean
  /** A function can turn a small document into a large one. */
  readonly grows: boolean
  /** Characters of all arguments. */
  readonly argumentLength: number
  /** The request it was prepared from, as plain data. */
  readonly request: Partial<InvocationsRequest>
}

type Prepare = { ok: true; value: Prepared } | Refusal

const unserved = ['Invocations', 'Triggers', 'ParameterizedInvocations', 'UpdateValidationResults'] as const

/** Stored Invocations must already be replaced by the functions they contain. */
export function prepare(request: Partial<InvocationsRequest>): Prepare {
  for (const name of unserved)
    if (isGiven(request[name])) return notServed(`${name} of POST /function/invoke`)
  const toolchain = request.ToolchainType || kubernetes
  const functions = catalogue.get(toolchain)
  if (functions === undefined) return refuse(`There are no functions for toolchain ${toolchain}.`)
  const calls: PreparedCall[] = []
  for (const invocation of request.FunctionInvocations ?? []) {
    const call = prepareCall(functions, toolchain, invocation, request.WhereResource)
    if (!call.ok) return call
    calls.push(call.value)
  }
  if (calls.length === 0) return refuse('FunctionInvocations: at least one function')
  const filters = request.NumFilters ?? 0
  const unfit = unfitFilter(calls, filters)
  if (unfit !== undefined) return refuse(unfit)
  return {
    ok: true,
    value: {
      request,
      bounded: calls.some(({ late, on }) => late || is('bounded', on(undefined))),
      grows: calls.some(({ on }) => is('grows', on(undefined))),
      argumentLength: JSON.stringify(request.FunctionInvocations ?? []).length,
      toolchain,
      calls,
      filters,
      mutating: calls.some((call) => call.function.signature.Mutating),
      needs: new Set(calls.flatMap(needsOf)),
      otherSource: calls.flatMap((call) => call.function.signature.OtherDataExpected ?? [])[0],
      stopOnError: request.StopOnError ?? false,
    },
  }
}

function needsOf({ function: { signature, needs }, late, on }: PreparedCall): Fact[] {
  const call = on(undefined)
  return [
    ...(needs?.(call.ok ? call.value.args : {}) ?? []),
    ...(late ? (['unit'] as const) : []),
    ...(signature.OtherDataExpected === undefined ? [] : (['other'] as const)),
  ]
}

function is(trait: 'bounded' | 'grows', call: ReturnType<PreparedCall['on']>): boolean {
  return call.ok && call.value[trait]
}

function unfitFilter(calls: readonly PreparedCall[], filters: number): string | undefined {
  const wrong = calls.slice(0, filters).find((call) => !call.function.signature.Validating)
  if (wrong === undefined && filters <= calls.length) return undefined
  const which = wrong === undefined ? '' : `; ${wrong.function.signature.FunctionName} is not`
  return `NumFilters is ${filters}, so the first ${filters} functions have to be validating${which}.`
}

/** Runs the functions in order, each on the result of the one before. Validators check what setters would write. */
export function runAll(
  prepared: Prepared,
  document: string | SharedDocument,
  context: RunContext = {},
): RunAll {
  const { toolchain, calls } = prepared
  const loaded = typeof document === 'string' ? load(document, toolchain) : document.load(toolchain)
  if (!loaded.ok) return loaded
  const other = loadOther(context.other, toolchain)
  if (other?.ok === false) return { ok: false, message: `other_data_source: ${other.message}` }
  const run = new Run(prepared, loaded.value)
  const { about, approvers, conflicts } = context
  const extras = { about, approvers, conflicts, other: other?.value }
  for (const [index, each] of calls.entries()) {
    const call = each.on(context.about)
    const mayContinue = call.ok
      ? run.take(index, call.value, runCall(call.value, toolchain, run.stream, extras))
      : run.fail(call.message)
    if (!mayContinue) break
  }
  return inOwnFormat(run.result(), typeof document === 'string' ? document : document.text, toolchain)
}

function loadOther(other: RunContext['other'], toolchain: string) {
  if (other === undefined) return undefined
  const { source, text } = other
  if (text === null) return { ok: true as const, value: { source, resources: null } }
  const loaded = load(text, toolchain)
  if (!loaded.ok) return loaded
  return { ok: true as const, value: { source, resources: resourcesIn(loaded.value, toolchain) } }
}

function runCall(
  call: Call,
  toolchain: string,
  stream: LoadedStream,
  extras: Pick<Input, 'about' | 'approvers' | 'conflicts' | 'other'>,
): Ran {
  const unfit = call.unchecked ? call.function.check?.(call.args, call.rest) : undefined
  if (unfit !== undefined) return { kind: 'failed', message: unfit }
  const everything = resourcesIn(stream, toolchain)
  const work = () =>
    call.function.run({
      ...extras,
      toolchain,
      stream,
      everything,
      resources: everything.filter(call.selects),
      selects: call.selects,
      args: call.args,
      rest: call.rest,
    })
  const ran = call.bounded ? (withinTime(work)?.value ?? tookTooLong) : work()
  if (ran.kind !== 'written') return ran
  return mustNotGrow(stream.text, ran.stream.text) ?? { ...ran, stream: typed(ran.stream, toolchain) }
}

function mustNotGrow(before: string, after: string): Ran | undefined {
  if (after.length <= Math.max(before.length, maxResultLength)) return undefined
  return { kind: 'failed', message: tooLong }
}

const tookTooLong: Ran = {
  kind: 'failed',
  message: `it took longer than ${limitMs} ms, so it was stopped; write a simpler expression`,
}
