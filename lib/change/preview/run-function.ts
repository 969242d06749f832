import type { Patch } from '#lib/change/model.ts'
import type { Derivation, Derive, Derived } from '#lib/change/preview/derivation.ts'
import { unreachedUnits } from '#lib/change/preview/unreached-units.ts'
import { whereIn } from '#lib/confighub/chunking.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import type { FunctionInvocationsResponse } from '#lib/confighub/schema/entities.ts'

/** Lets the server run a function without keeping the result, one call for a batch of units. */
export function runFunction(hub: ConfigHub, patch: Extract<Patch, { kind: 'function' }>): Derive {
  const call = {
    ToolchainType: 'Kubernetes/YAML',
    FunctionInvocations: [
      {
        FunctionName: patch.name,
        Arguments: patch.arguments.map(({ name, value }) => ({ ParameterName: name, Value: value })),
      },
    ],
  }
  return async function* (heads, signal) {
    const chunks = whereIn(
      'UnitID',
      heads.map(({ unit }) => unit.UnitID),
    )
    const answers = new Map<string, FunctionInvocationsResponse>()
    for (const where of chunks) {
      const found = await hub.invoke(call, { where, dry_run: true, include: 'ConfigData' }, signal)
      for (const answer of found) answers.set(answer.UnitID, answer)
    }
    const derived = heads.map((head) => ({
      head,
      derivation: derivationOf(answers.get(head.unit.UnitID), head.text),
    }))
    const unreached = await unreachedUnits(hub, patch, derived.filter(isUnchanged), signal)
    yield derived.map((each) =>
      unreached.has(each.head.unit.UnitID) ? { ...each, derivation: nothingToApplyTo(patch.name) } : each,
    )
  }
}

function isUnchanged({ derivation }: Derived): boolean {
  return derivation.from === 'nothing' && derivation.evaluation.status === 'unchanged'
}

function nothingToApplyTo(name: string): Derivation {
  const reason = `Nothing in this document is what ${name} applies to with these arguments.`
  return { from: 'nothing', evaluation: { status: 'no-match', reason } }
}

function derivationOf(answer: FunctionInvocationsResponse | undefined, before: string): Derivation {
  if (answer === undefined) {
    const reason = 'The function was not run on this unit.'
    return { from: 'nothing', evaluation: { status: 'no-match', reason } }
  }
  const { Error: error, Success, ConfigData } = answer
  if (error !== undefined || Success === false) {
    const reason = [error?.Message, ...(error?.Details ?? [])].join(' ') || 'The function failed.'
    return { from: 'nothing', evaluation: { status: 'failed', reason } }
  }
  if (ConfigData === undefined || ConfigData === before)
    return { from: 'nothing', evaluation: { status: 'unchanged' } }
  return { from: 'text', text: ConfigData }
}
