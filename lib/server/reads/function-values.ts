import { callProblem, functionToolchain } from '#lib/confighub/columns/reading-call.ts'
import 'server-only'
import type { Outcome } from '#lib/base/result.ts'
import { inBatches, taskLimits } from '#lib/change/preview/documents.ts'
import { whereIn } from '#lib/confighub/chunking.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import type { FunctionInvocationsResponse, FunctionSignature } from '#lib/confighub/schema/entities.ts'
import {
  FunctionValuesRequest,
  type FunctionValuesResponse,
  type ReadingCall,
} from '#lib/confighub/schema/function-values.ts'
import type { ValueCell } from '#lib/confighub/values.ts'
import type { RouteContext } from '#lib/server/access/access.ts'
import { answerJson } from '#lib/server/http/answer-json.ts'
import { readChecked } from '#lib/server/http/request-body.ts'
import { maskMessage } from '#lib/server/masking/mask-texts.ts'
import { refuse } from '#lib/server/masking/refusal.ts'
import { RequestBudget } from '#lib/server/work/compute.ts'
import type { FunctionOutput } from '#lib/server/work/function-cells.ts'
import { run, type TaskContext, work } from '#lib/server/work/pool.ts'

/** What a function says of units, by a dry run, which stores nothing (contract 5.5). */
export async function answerFunctionValues(request: Request, { hub, requestId, session }: RouteContext) {
  const asked = await readChecked(request, FunctionValuesRequest)
  if (!asked.ok) return refuse(400, 'bad-request', asked.message, requestId)
  const context = { owner: session.UserID, signal: request.signal }
  const { unitIds, ...call } = asked.value
  const found = await functionFinder(hub, context)(call)
  if (!found.ok) return refuse(400, 'bad-function', found.message, requestId)
  const units = Object.fromEntries(await readFunction(hub, unitIds, call, found.value, context))
  return answerJson({ units } satisfies FunctionValuesResponse, requestId)
}

/**
 * Finds the functions that calls mean, or why one cannot be run to read something. The catalogue is large: it is read for
 * the first call, and once for all of them.
 */
export function functionFinder(hub: ConfigHub, { signal }: TaskContext) {
  let catalogue: ReturnType<ConfigHub['functions']> | undefined
  return async (call: ReadingCall): Promise<Outcome<FunctionSignature>> => {
    catalogue ??= hub.functions(signal)
    const signature = (await catalogue)[functionToolchain]?.[call.name]
    const problem = callProblem(call, signature)
    return problem !== undefined || signature === undefined
      ? { ok: false, message: problem ?? '' }
      : { ok: true, value: signature }
  }
}

export type Said = { readonly cell: ValueCell } | { readonly reason: string }

/** What a function says of each unit, or why that is unknown. */
export async function readFunction(
  hub: ConfigHub,
  unitIds: readonly string[],
  call: ReadingCall,
  signature: FunctionSignature,
  context: TaskContext,
): Promise<ReadonlyMap<string, Said>> {
  const answers = new Map<string, FunctionInvocationsResponse>()
  const body = bodyOf(call, signature)
  for (const where of whereIn('UnitID', unitIds)) {
    const found = await hub.invoke(body, { where, dry_run: true }, context.signal)
    for (const answer of found) answers.set(answer.UnitID, answer)
  }
  const said = new Map<string, Said>()
  const read: (FunctionOutput & { readonly id: string })[] = []
  // Only the document shows which of the values are secrets.
  for (const { UnitID, Data = '', DataHash } of await hub.unitDataById([...answers.keys()], context.signal)) {
    const output = outputOf(answers.get(UnitID), DataHash)
    if ('reason' in output) said.set(UnitID, { reason: maskMessage(output.reason) })
    else read.push({ id: UnitID, text: Data, toolchain: functionToolchain, output: output.text })
  }
  const budget = new RequestBudget()
  for (const portion of inBatches(read, ({ text }) => text.length, taskLimits)) {
    const cells = await budget.each(
      portion,
      (each) => run(work(), 'functionCells', each, context),
      (): ValueCell | undefined => undefined,
    )
    for (const [index, { id }] of portion.entries()) {
      const cell = cells[index]
      said.set(id, cell === undefined ? { reason: notFound } : { cell })
    }
  }
  return new Map(unitIds.map((id) => [id, said.get(id) ?? { reason: notRun }]))
}

const notFound =
  'The document cannot be read, or has no value where the function found it, which might therefore be a secret.'
const notRun = `The function was not run on this unit: it is none of ${functionToolchain}, or may not be read.`

function bodyOf({ name, arguments: given }: ReadingCall, { Parameters = [] }: FunctionSignature) {
  // Text is cast to the declared type (contract 9); the last parameter may be given several times.
  const Arguments = given.map((Value, index) => ({
    ParameterName: (Parameters[index] ?? Parameters.at(-1))?.ParameterName ?? '',
    Value,
  }))
  return { ToolchainType: functionToolchain, FunctionInvocations: [{ FunctionName: name, Arguments }] }
}

function outputOf(
  answer: FunctionInvocationsResponse | undefined,
  dataHash: string | undefined,
): { readonly text: string } | { readonly reason: string } {
  if (answer === undefined) return { reason: notRun }
  const { Error: error, Success, Outputs, DataHash } = answer
  if (error !== undefined || Success === false)
    return { reason: [error?.Message, ...(error?.Details ?? [])].join(' ') || 'The function failed.' }
  if (DataHash !== undefined && DataHash !== dataHash)
    return { reason: 'The unit changed while it was read.' }
  return { text: Outputs?.AttributeValueList ?? '[]' }
}
