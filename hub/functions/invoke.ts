import { z } from 'zod'
import { castArguments } from '#hub/functions/arguments.ts'
import { catalogue } from '#hub/functions/catalogue.ts'
import type { Arguments, AttributeValue, HubFunction } from '#hub/functions/function.ts'
import { type ResourceMutation, resourceMutations } from '#hub/functions/mutations.ts'
import { diffConfig } from '#lib/config/diff.ts'
import type { PathChange } from '#lib/config/patch.ts'

/** `FunctionInvocationsRequest` (confighub-api 4.10), as far as it is served. */
export const InvocationsRequest = z.object({
  ToolchainType: z.string().optional(),
  FunctionInvocations: z
    .array(
      z.object({
        FunctionName: z.string(),
        Arguments: z.array(z.object({ ParameterName: z.string().optional(), Value: z.unknown() })).nullish(),
        WhereResource: z.string().optional(),
      }),
    )
    .min(1, 'at least one function'),
  ChangeDescription: z.string().optional(),
  WhereResource: z.string().optional(),
  NumFilters: z.int().optional(),
  StopOnError: z.boolean().optional(),
  Invocations: z.array(z.string()).optional(),
  Triggers: z.array(z.string()).optional(),
})
export type InvocationsRequest = z.infer<typeof InvocationsRequest>

type Call = {
  readonly function: HubFunction
  readonly args: Arguments
  /** As the Mutation records it. */
  readonly record: Readonly<Record<string, unknown>>
}

/** A call whose functions exist and whose arguments fit: checked before any unit is touched (5.5). */
export type Prepared = {
  readonly toolchain: string
  readonly mutating: boolean
  readonly calls: readonly Call[]
}

type Prepare = { ok: true; value: Prepared } | { ok: false; status: 400 | 501; message: string }

export function prepare(request: InvocationsRequest): Prepare {
  for (const name of ['WhereResource', 'NumFilters', 'Invocations', 'Triggers'] as const)
    if (request[name] !== undefined && !isEmpty(request[name]))
      return {
        ok: false,
        status: 501,
        message: `${name} of POST /function/invoke is not implemented by the embedded hub.`,
      }
  const toolchain = request.ToolchainType ?? 'Kubernetes/YAML'
  const functions = catalogue.get(toolchain)
  if (functions === undefined)
    return { ok: false, status: 400, message: `There are no functions for toolchain ${toolchain}.` }
  const calls: Call[] = []
  for (const invocation of request.FunctionInvocations) {
    const found = functions.get(invocation.FunctionName)
    if (found === undefined)
      return {
        ok: false,
        status: 400,
        message: `Function ${invocation.FunctionName} does not exist for ${toolchain}. GET /function lists them.`,
      }
    const given = (invocation.Arguments ?? []).map(({ ParameterName, Value }) => ({ ParameterName, Value }))
    const cast = castArguments(found.signature, given)
    if (!cast.ok) return { ok: false, status: 400, message: cast.message }
    const Arguments = Object.entries(cast.args).map(([ParameterName, Value]) => ({ ParameterName, Value }))
    const record = { FunctionName: invocation.FunctionName, ...(Arguments.length > 0 ? { Arguments } : {}) }
    calls.push({ function: found, args: cast.args, record })
  }
  return {
    ok: true,
    value: { toolchain, calls, mutating: calls.some((call) => call.function.signature.Mutating) },
  }
}

export type RanAll = {
  readonly text: string
  /** From the document before the first function to the one after the last. */
  readonly changes: readonly PathChange[]
  readonly mutations: readonly ResourceMutation[]
  /** Indices of the functions that changed something. */
  readonly mutators: readonly number[]
  /** Output type -> value. */
  readonly outputs: Readonly<Record<string, readonly AttributeValue[]>>
}

/** Runs the functions in order, each on the result of the one before. */
export function runAll(
  prepared: Prepared,
  text: string,
): { ok: true; value: RanAll } | { ok: false; message: string } {
  let current = text
  let changes: PathChange[] = []
  const mutations: ResourceMutation[] = []
  const mutators: number[] = []
  const values: AttributeValue[] = []
  let reads = false
  for (const [index, call] of prepared.calls.entries()) {
    const ran = call.function.run(current, call.args)
    if (!ran.ok) return { ok: false, message: `${call.function.signature.FunctionName}: ${ran.message}` }
    if (ran.text !== current) {
      mutators.push(index)
      changes = diffConfig(current, ran.text)
      mutations.push(...resourceMutations(changes, index))
    }
    if (ran.values !== undefined) {
      reads = true
      values.push(...ran.values)
    }
    current = ran.text
  }
  return {
    ok: true,
    value: {
      text: current,
      changes: mutators.length > 1 ? diffConfig(text, current) : changes,
      mutations,
      mutators,
      outputs: reads ? { AttributeValueList: values } : {},
    },
  }
}

function isEmpty(value: unknown): boolean {
  return value === '' || value === 0 || (Array.isArray(value) && value.length === 0)
}
