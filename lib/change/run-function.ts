import type { Evaluate, Evaluation } from '#lib/change/evaluate.ts'
import type { Patch } from '#lib/change/model.ts'
import { whereIn } from '#lib/confighub/chunking.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import type { FunctionInvocationsResponse } from '#lib/confighub/schema/entities.ts'

/** Lets the server run a function without keeping the result, one call for a batch of units. */
export function runFunction(hub: ConfigHub, patch: Extract<Patch, { kind: 'function' }>): Evaluate {
  const call = {
    ToolchainType: 'Kubernetes/YAML',
    FunctionInvocations: [
      {
        FunctionName: patch.name,
        Arguments: patch.arguments.map(({ name, value }) => ({ ParameterName: name, Value: value })),
      },
    ],
  }
  return async (heads, signal) => {
    const chunks = whereIn(
      'UnitID',
      heads.map(({ unit }) => unit.UnitID),
    )
    const answers = new Map<string, FunctionInvocationsResponse>()
    for (const where of chunks) {
      const found = await hub.invoke(call, { where, dry_run: true, include: 'ConfigData' }, signal)
      for (const answer of found) answers.set(answer.UnitID, answer)
    }
    return heads.map(({ unit, text }) => evaluationOf(answers.get(unit.UnitID), text))
  }
}

function evaluationOf(answer: FunctionInvocationsResponse | undefined, before: string): Evaluation {
  if (answer === undefined) return { status: 'no-match', reason: 'The function was not run on this unit.' }
  const { Error: error, Success, ConfigData } = answer
  if (error !== undefined || Success === false) {
    return {
      status: 'failed',
      reason: [error?.Message, ...(error?.Details ?? [])].join(' ') || 'The function failed.',
    }
  }
  if (ConfigData === undefined || ConfigData === before) return { status: 'unchanged' }
  return { status: 'change', text: ConfigData, merged: false }
}
