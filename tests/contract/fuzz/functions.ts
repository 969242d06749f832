import type { Random } from '#lib/config/testing/random.ts'
import type { Signature, World } from '#tests/contract/fuzz/world.ts'

type Parameter = NonNullable<Signature['Parameters']>[number]

/** Values that mean something to some function, by parts of its parameter's name. */
const values: readonly (readonly [RegExp, readonly unknown[]])[] = [
  [
    /path/,
    ['spec.replicas', 'spec.x.y', '*', 'a..b', '', 'spec.template.spec.containers.*.image', 'x'.repeat(5000)],
  ],
  [/resource-type/, ['apps/v1/Deployment', '*', 'v1/Service', 'x']],
  [/resource-name/, ['trade', '/trade', 'x']],
  [/container/, ['main', '*', 'A B']],
  [/expr|condition/, ["r.kind == 'Deployment'", '1 +', 'r.spec.replicas > 1', 'spec.replicas > 1', '', '(a']],
  [/reference/, [':v2', '@sha256:abc', 'x']],
  [/replicas|num|factor/, [0, 1, 3, -1, 1e9, 1e300, '3', 1.5]],
  [/cpu|memory/, ['100m', '1Gi', 'x', '1e400']],
  [/regex|pattern|search/, ['a', '(a+)+$', '[', '']],
  [/resource|yaml|patch|document/, ['kind: A\nmetadata: {name: a}\n', 'a: [', '{}', '']],
]
const any = ['a', '', 'A=b', 'é\u0000', 3, -1, true, null, {}, [], 'x'.repeat(9000), '{{', '\ud800']

/** One call of a function: its real parameters, mostly with values of the right kind. */
export function invocation(random: Random, { functions }: World) {
  const { FunctionName, Parameters = [] } = random.pick(functions)
  const given = random.chance(0.9) ? Parameters : Parameters.slice(0, random.below(Parameters.length + 1))
  const named = random.chance(0.5)
  return {
    FunctionName: random.chance(0.97) ? FunctionName : random.pick(['set-yq', 'nothing', '__proto__', '']),
    Arguments: given.map((parameter) => ({
      ...(named ? { ParameterName: parameter.ParameterName } : {}),
      Value: argumentFor(random, parameter),
    })),
    ...(random.chance(0.1)
      ? { WhereResource: random.pick(["ConfigHub.ResourceType = 'v1/Service'", 'x', "a ~ '('"]) }
      : {}),
  }
}

function argumentFor(random: Random, { ParameterName, DataType }: Parameter): unknown {
  if (random.chance(0.1)) return random.pick(any)
  const known = values.find(([name]) => name.test(ParameterName.toLowerCase()))
  if (known !== undefined) return random.pick(known[1])
  if (DataType === 'int') return random.pick([0, 1, 3, -1, '3', 1e300, 2 ** 53])
  if (DataType === 'bool') return random.pick([true, false, 'true', 'x'])
  return random.pick(any)
}

export function functionsBody(random: Random, world: World): Record<string, unknown> {
  return {
    ToolchainType: random.chance(0.95) ? 'Kubernetes/YAML' : random.pick(['AppConfig/YAML', 'x', '']),
    FunctionInvocations: Array.from({ length: 1 + random.below(3) }, () => invocation(random, world)),
    ...(random.chance(0.3) ? { ChangeDescription: 'fuzz' } : {}),
    ...(random.chance(0.1) ? { NumFilters: random.below(3), StopOnError: random.chance(0.5) } : {}),
    ...(random.chance(0.1) ? { Triggers: [random.pick(world.own.trigger ?? []).id] } : {}),
    ...(random.chance(0.1) ? { Invocations: [random.pick(world.own.invocation ?? []).id] } : {}),
  }
}
