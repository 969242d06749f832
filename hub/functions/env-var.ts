import { editEach, readEach } from '#hub/functions/edit.ts'
import { type HubFunction, mutating, type Parameter, reading } from '#hub/functions/function.ts'
import { containersOf, isMap, workloads } from '#hub/functions/workloads.ts'
import type { Json } from '#lib/config/patch.ts'

const target: Parameter[] = [
  {
    ParameterName: 'container-name',
    DataType: 'string',
    Description: 'Name of the container, or * for all',
    Required: true,
    Example: 'main',
  },
  {
    ParameterName: 'env-var',
    DataType: 'string',
    Description: 'Name of the environment variable',
    Required: true,
    Regexp: '^[-._a-zA-Z][-._a-zA-Z0-9]*$',
    Example: 'CIRCUIT_BREAKER',
  },
]

export const envVar: HubFunction[] = [
  {
    signature: mutating({
      FunctionName: 'set-env-var',
      Description: 'Set an environment variable of a container, adding it where it is missing',
      AttributeName: 'env-var',
      AffectedResourceTypes: workloads,
      Parameters: [
        ...target,
        {
          ParameterName: 'env-value',
          DataType: 'string',
          Description: 'Value of the environment variable',
          Required: true,
          Example: 'true',
        },
      ],
    }),
    run: (text, args) =>
      editEach(text, (resource) =>
        containersOf(resource.resourceType, resource.value, String(args['container-name'])).map(
          (container) => ({
            merge: nest(container.path, {
              env: [{ name: String(args['env-var']), value: String(args['env-value']), valueFrom: null }],
            }),
          }),
        ),
      ),
  },
  {
    signature: reading({
      FunctionName: 'get-env-var',
      Description: 'Get an environment variable of a container',
      AttributeName: 'env-var',
      AffectedResourceTypes: workloads,
      Parameters: target,
    }),
    run: (text, args) =>
      readEach(text, ({ resourceType, value }) =>
        containersOf(resourceType, value, String(args['container-name'])).flatMap((container) => {
          const env = Array.isArray(container.value.env) ? container.value.env : []
          return env.flatMap((entry: Json) =>
            isMap(entry) && entry.name === args['env-var'] && entry.value !== undefined
              ? [
                  {
                    path: `${container.path}.env.?name=${args['env-var']}.value`,
                    value: entry.value,
                    attribute: 'env-var',
                    dataType: 'string',
                  },
                ]
              : [],
          )
        }),
      ),
  },
]

/** `a.b.?name=c` around a value, as the merge patch that reaches it through the list's merge key. */
function nest(path: string, value: Readonly<Record<string, Json>>): Json {
  return path.split('.').reduceRight<Json>((inner, segment) => {
    const named = /^\?name=(.*)$/.exec(segment)
    if (!named) return { [segment]: inner }
    return [{ name: named[1] ?? '', ...(isMap(inner) ? inner : {}) }]
  }, value)
}
