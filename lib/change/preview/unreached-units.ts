import type { Patch } from '#lib/change/model.ts'
import type { Derived } from '#lib/change/preview/derivation.ts'
import { FoundValues, jsonOf, reachQuestion } from '#lib/change/preview/reach-question.ts'
import { whereIn } from '#lib/confighub/chunking.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'

type FunctionPatch = Extract<Patch, { kind: 'function' }>

const toolchain = 'Kubernetes/YAML'

/**
 * The units, of those that a function left as they are, in which it found nothing to apply to. ConfigHub answers both
 * alike (contract 5.5), so a getter is asked what there is. Where no getter knows, no unit is named.
 */
export async function unreachedUnits(
  hub: Pick<ConfigHub, 'functions' | 'invoke'>,
  patch: FunctionPatch,
  unchanged: readonly Derived[],
  signal: AbortSignal | undefined,
): Promise<ReadonlySet<string>> {
  if (unchanged.length === 0) return new Set()
  const question = reachQuestion(patch, (await hub.functions(signal))[toolchain] ?? {})
  const ids = unchanged.map(({ head }) => head.unit.UnitID)
  if (question === undefined) return new Set()
  if (question.kind === 'nothing-there') return new Set(ids)
  const unreached = new Set<string>()
  const call = { ToolchainType: toolchain, FunctionInvocations: [question.call] }
  for (const where of whereIn('UnitID', ids)) {
    for (const { UnitID, Success, Outputs } of await hub.invoke(call, { where, dry_run: true }, signal)) {
      // Anything but a list of values is not what a getter answers, and says nothing.
      const found = FoundValues.safeParse(jsonOf(Outputs?.AttributeValueList ?? ''))
      if (Success !== false && found.success && !(found.data ?? []).some(question.counts))
        unreached.add(UnitID)
    }
  }
  return unreached
}
