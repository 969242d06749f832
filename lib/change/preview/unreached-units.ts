import type { Patch } from '#lib/change/model.ts'
import type { Derived } from '#lib/change/preview/derivation.ts'
import { whereIn } from '#lib/confighub/chunking.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'

type FunctionPatch = Extract<Patch, { kind: 'function' }>

const toolchain = 'Kubernetes/YAML'

/**
 * The units, of those that a setter left as they are, in which it found nothing to apply to. ConfigHub answers both
 * alike (contract 5.5), so the getter of the same name is asked what there is: `get-replicas` for `set-replicas`. Of a
 * function without such a getter nothing is known, and no unit is named.
 */
export async function unreachedUnits(
  hub: Pick<ConfigHub, 'functions' | 'invoke'>,
  patch: FunctionPatch,
  unchanged: readonly Derived[],
  signal: AbortSignal | undefined,
): Promise<ReadonlySet<string>> {
  const unreached = new Set<string>()
  const getter = unchanged.length === 0 ? undefined : await getterOf(hub, patch, signal)
  if (getter === undefined) return unreached
  const call = { ToolchainType: toolchain, FunctionInvocations: [getter] }
  const ids = unchanged.map(({ head }) => head.unit.UnitID)
  for (const where of whereIn('UnitID', ids))
    for (const { UnitID, Success, Outputs } of await hub.invoke(call, { where, dry_run: true }, signal))
      if (Success !== false && isEmptyList(Outputs?.AttributeValueList)) unreached.add(UnitID)
  return unreached
}

/** The call of the getter, with those arguments of the setter that it takes too. */
async function getterOf(
  hub: Pick<ConfigHub, 'functions'>,
  patch: FunctionPatch,
  signal: AbortSignal | undefined,
) {
  if (!patch.name.startsWith('set-')) return undefined
  const FunctionName = patch.name.replace(/^set-/, 'get-')
  const functions = (await hub.functions(signal))[toolchain] ?? {}
  const signature = functions[FunctionName]
  // A getter of another attribute says nothing: get-attributes reads what it likes, set-attributes writes what it is told.
  const isTwin = signature?.AttributeName === functions[patch.name]?.AttributeName
  if (signature === undefined || signature.Mutating === true || !isTwin) return undefined
  const parameters = signature.Parameters ?? []
  const given = patch.arguments.filter(({ name }) =>
    parameters.some(({ ParameterName }) => ParameterName === name),
  )
  const isWhole = parameters.every(
    ({ ParameterName, Required }) => Required !== true || given.some(({ name }) => name === ParameterName),
  )
  if (!isWhole) return undefined
  const Arguments = given.map(({ name, value }) => ({ ParameterName: name, Value: value }))
  return { FunctionName, Arguments }
}

function isEmptyList(output: string | undefined): boolean {
  try {
    const value: unknown = JSON.parse(output ?? '')
    return value === null || (Array.isArray(value) && value.length === 0)
  } catch {
    // Nothing, or not what a getter answers.
    return false
  }
}
