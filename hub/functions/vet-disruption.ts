import { type Registry, registeredPlaces } from '#hub/functions/attribute-registry.ts'
import { attributeValue } from '#hub/functions/edit.ts'
import { type HubFunction, type Input, type Ran, validating } from '#hub/functions/function.ts'
import type { AttributeValue } from '#hub/functions/outputs.ts'
import { dataTypeOf } from '#hub/functions/paths.ts'
import { equalJson } from '#lib/base/json.ts'
import type { Resource } from '#lib/config/document/document.ts'

/** Worst first: a path with several scores counts as the worst of them. */
const scores = ['Critical', 'High', 'Medium', 'Low'] as const
type Score = (typeof scores)[number]

const source = 'LastReleasedRevisionNum'

/** Grades changes by the paths that `<prefix>-critical` and its like have in the registry. */
export function vetDisruption(registry: Registry): HubFunction {
  return {
    signature: validating({
      FunctionName: 'vet-disruption',
      Description:
        'Passes when no change since the last release is as disruptive as the threshold, by paths registered under <prefix>-critical, -high, -medium and -low; passes if nothing was released',
      OtherDataExpected: [source],
      Parameters: [
        {
          ParameterName: 'score-threshold',
          DataType: 'string',
          Description: 'Fails at this severity and above: Critical, High, Medium or Low',
          Required: true,
          EnumValues: [...scores],
          Example: 'High',
        },
        {
          ParameterName: 'attribute-prefix',
          DataType: 'string',
          Description: 'Beginning of the names of the attributes; disruption by default',
          Required: false,
          Example: 'disruption',
        },
      ],
    }),
    run: (input) => judge(input, registry),
  }
}

function judge(input: Input, registry: Registry): Ran {
  const { other } = input
  if (other === undefined || other.resources === null) return verdict([], 'Low')
  if (other.source !== source)
    return { kind: 'failed', message: `it compares with ${source} only, not with ${other.source}` }
  const prefix = String(input.args['attribute-prefix'] || 'disruption')
  const tiers = scores.flatMap((score) => {
    const name = `${prefix}-${score.toLowerCase()}`
    const paths = registry.get(name)
    return paths === undefined ? [] : [{ score, name, paths }]
  })
  if (tiers.length === 0)
    return {
      kind: 'failed',
      message: `no paths are registered under ${prefix}-critical, -high, -medium or -low; the embedded hub has no Attributes to register them with`,
    }
  const found = new Map<string, AttributeValue & { readonly Score: Score }>()
  for (const { score, name, paths } of tiers)
    for (const resource of input.resources)
      for (const { path, value, before } of changesAt(paths, resource, other.resources)) {
        const key = JSON.stringify([resource.resourceType, resource.resourceName, path])
        if (found.has(key)) continue
        const Message = `${path} is ${score} disruption: it changes from ${JSON.stringify(before)} to ${JSON.stringify(value)}`
        const row = attributeValue(resource, { path, value, attribute: name, dataType: dataTypeOf(value) })
        found.set(key, { ...row, Score: score, Issues: [{ Identifier: name, Message }] })
      }
  return verdict([...found.values()], input.args['score-threshold'] as Score)
}

/** The differences in a resource that existed before; newly set fields replace nothing. */
function changesAt(
  paths: Parameters<typeof registeredPlaces>[0],
  resource: Resource,
  released: readonly Resource[],
) {
  const old = released.find(
    (each) => each.resourceType === resource.resourceType && each.resourceName === resource.resourceName,
  )
  if (old === undefined) return []
  const before = new Map(registeredPlaces(paths, old).map(({ path, value }) => [path, value]))
  return registeredPlaces(paths, resource).flatMap(({ path, value }) => {
    const was = before.get(path)
    return was === undefined || equalJson(was, value) ? [] : [{ path, value, before: was }]
  })
}

function verdict(changes: readonly (AttributeValue & { readonly Score: Score })[], threshold: Score): Ran {
  const worst = scores.find((score) => changes.some((change) => change.Score === score))
  const passed = worst === undefined || scores.indexOf(worst) > scores.indexOf(threshold)
  const issues = changes.flatMap(({ Issues = [] }) => Issues)
  return { kind: 'judged', verdict: { passed, issues, attributes: changes, maxScore: worst } }
}
