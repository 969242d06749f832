import { z } from 'zod'
import { castArguments } from '#hub/functions/arguments.ts'
import type { Arguments, HubFunction, Value } from '#hub/functions/function.ts'
import { unbuilt } from '#hub/functions/unbuilt.ts'
import { parseWhereResource, type Selects } from '#hub/functions/where-resource.ts'

/** One entry of `FunctionInvocations` (confighub-api 4.10). */
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
  Params: z.unknown().optional(),
})
export type Invocation = z.infer<typeof Invocation>

export type Call = {
  readonly function: HubFunction
  readonly args: Arguments
  readonly rest: readonly Value[]
  readonly selects: Selects
  /** Runs an expression or a pattern of the caller's. */
  readonly bounded: boolean
  /** As the Mutation records it. */
  readonly record: Readonly<Record<string, unknown>>
}

export type Refusal = { ok: false; status: 400 | 501; message: string }

/** Finds the function of one invocation and checks its arguments; `where` is the request's WhereResource. */
export function prepareCall(
  functions: ReadonlyMap<string, HubFunction>,
  toolchain: string,
  invocation: Invocation,
  where: string | undefined,
): { ok: true; value: Call } | Refusal {
  const { FunctionName, WhereResource } = invocation
  for (const name of ['Clearance', 'Guards', 'Params'] as const)
    if (isGiven(invocation[name])) return notServed(`${name} of ${FunctionName}`)
  const found = functions.get(FunctionName)
  if (found === undefined) {
    const reason = unbuilt.get(FunctionName)
    if (reason !== undefined) return notServed(`Function ${FunctionName}`, reason)
    return refuse(`Function ${FunctionName} does not exist for ${toolchain}. GET /function lists them.`)
  }
  const given = invocation.Arguments ?? []
  if (given.some((argument) => isGiven(argument.Evaluator)))
    return notServed(`Evaluator in the arguments of ${FunctionName}`)
  const cast = castArguments(
    found.signature,
    given.map(({ ParameterName, Value }) => ({ ParameterName, Value })),
  )
  if (!cast.ok) return refuse(cast.message)
  const { args, rest, ordered } = cast.value
  const unfit = found.check?.(args, rest)
  if (unfit !== undefined) return refuse(`${FunctionName}: ${unfit}`)
  const selects = parseWhereResource([where, WhereResource])
  if (!selects.ok) return refuse(selects.message)
  const record = {
    FunctionName,
    ...(ordered.length > 0 ? { Arguments: ordered } : {}),
    ...(WhereResource ? { WhereResource } : {}),
  }
  const bounded = found.bounded?.(args) === true || selects.isPattern
  return { ok: true, value: { function: found, args, rest, selects: selects.value, bounded, record } }
}

export function refuse(message: string): Refusal {
  return { ok: false, status: 400, message }
}

export function notServed(what: string, why?: string): Refusal {
  const reason = why === undefined ? '' : `: ${why}`
  return { ok: false, status: 501, message: `${what} is not implemented by the embedded hub${reason}.` }
}

/** Something was said: not absent, empty or false. */
export function isGiven(value: unknown): boolean {
  return !(
    value === undefined ||
    value === null ||
    value === '' ||
    value === false ||
    (Array.isArray(value) && value.length === 0)
  )
}
