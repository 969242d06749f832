import { z } from 'zod'
import { castArguments, type Taken } from '#hub/functions/arguments.ts'
import type { Arguments, FunctionContext, HubFunction, Value } from '#hub/functions/function.ts'
import { lateArguments } from '#hub/functions/late-arguments.ts'
import { unbuilt } from '#hub/functions/unbuilt.ts'
import { parseWhereResource, type Selects } from '#hub/functions/where-resource.ts'
import type { Json } from '#lib/base/json.ts'

/** One entry of `FunctionInvocations` (contract 4.10). */
export const Invocation = z.object({
  FunctionName: z.string(),
  Arguments: z
    .array(
      z.object({
        ParameterName: z.string().optional(),
        Value: z.unknown().optional(),
        Evaluator: z.string().optional(),
      }),
    )
    .nullish(),
  WhereResource: z.string().optional(),
  Clearance: z.unknown().optional(),
  Guards: z.unknown().optional(),
  /** Values for the expressions among the arguments. */
  Params: z.record(z.string(), z.custom<Json>()).nullish(),
})
export type Invocation = z.infer<typeof Invocation>

/** A function with its arguments for one Unit. */
export type Call = {
  readonly function: HubFunction
  readonly args: Arguments
  readonly rest: readonly Value[]
  readonly selects: Selects
  /** It runs a caller's expression or pattern. */
  readonly bounded: boolean
  /** It can turn a small document into a large one. */
  readonly grows: boolean
  /** Checking its arguments takes long, so they are checked when it runs. */
  readonly unchecked: boolean
  /** The call as the Mutation records it, with the values of its expressions. */
  readonly record: Readonly<Record<string, unknown>>
}

export type PreparedCall = {
  readonly function: HubFunction
  /** An argument is an expression, so a run needs to know the Unit. */
  readonly late: boolean
  readonly on: (
    about: FunctionContext | undefined,
  ) => { ok: true; value: Call } | { ok: false; message: string }
}

export type Refusal = { ok: false; status: 400 | 501; message: string }

/** Characters of arguments that are checked before any unit is touched; a resource to be written may be longer. */
const maxCheckedLength = 32_768

/** Finds the function of one invocation and checks its arguments; `where` is the request's WhereResource. */
export function prepareCall(
  functions: ReadonlyMap<string, HubFunction>,
  toolchain: string,
  invocation: Invocation,
  where: string | undefined,
): { ok: true; value: PreparedCall } | Refusal {
  const { FunctionName, WhereResource } = invocation
  for (const name of ['Clearance', 'Guards'] as const)
    if (isGiven(invocation[name])) return notServed(`${name} of ${FunctionName}`)
  const found = functions.get(FunctionName)
  if (found === undefined) {
    const reason = unbuilt.get(FunctionName)
    if (reason !== undefined) return notServed(`Function ${FunctionName}`, reason)
    return refuse(`Function ${FunctionName} does not exist for ${toolchain}. GET /function lists them.`)
  }
  const selects = parseWhereResource([where, WhereResource])
  if (!selects.ok) return refuse(selects.message)
  const withArguments = (taken: Taken) => callWith(found, invocation, taken, selects)
  const given = (invocation.Arguments ?? []).map((argument) => underItsName(argument, found))
  if (given.some((argument) => argument.Evaluator)) {
    const taken = lateArguments(found.signature, given, invocation.Params ?? {})
    if (!taken.ok) return refuse(taken.message)
    const on: PreparedCall['on'] = (about) => {
      const arrived = taken.value(about)
      return arrived.ok ? withArguments(arrived.value) : arrived
    }
    return { ok: true, value: { function: found, late: true, on } }
  }
  const cast = castArguments(found.signature, given)
  if (!cast.ok) return refuse(cast.message)
  const call = withArguments(cast.value)
  return call.ok
    ? { ok: true, value: { function: found, late: false, on: () => call } }
    : refuse(call.message)
}

function underItsName<A extends { ParameterName?: string | undefined }>(
  argument: A,
  { formerNames = {} }: HubFunction,
): A {
  const { ParameterName = '' } = argument
  return Object.hasOwn(formerNames, ParameterName)
    ? { ...argument, ParameterName: formerNames[ParameterName] }
    : argument
}

function callWith(
  found: HubFunction,
  { FunctionName, WhereResource }: Invocation,
  { args, rest, ordered }: Taken,
  selects: { readonly value: Selects; readonly isPattern: boolean },
): { ok: true; value: Call } | { ok: false; message: string } {
  const unchecked = ordered.reduce((sum, { Value }) => sum + String(Value).length, 0) > maxCheckedLength
  const unfit = unchecked ? undefined : found.check?.(args, rest)
  if (unfit !== undefined) return { ok: false, message: `${FunctionName}: ${unfit}` }
  const record = {
    FunctionName,
    ...(ordered.length > 0 ? { Arguments: ordered } : {}),
    ...(WhereResource ? { WhereResource } : {}),
  }
  const bounded = found.bounded?.(args) === true || selects.isPattern
  const grows = found.grows?.(args) === true
  return {
    ok: true,
    value: { function: found, args, rest, selects: selects.value, bounded, grows, unchecked, record },
  }
}

export function refuse(message: string): Refusal {
  return { ok: false, status: 400, message }
}

export function notServed(what: string, why?: string): Refusal {
  const reason = why === undefined ? '' : `: ${why}`
  return { ok: false, status: 501, message: `${what} is not implemented by the embedded hub${reason}.` }
}

/** Whether a field was given: not absent, empty or false. */
export function isGiven(value: unknown): boolean {
  return !(
    value === undefined ||
    value === null ||
    value === '' ||
    value === false ||
    (Array.isArray(value) && value.length === 0)
  )
}
