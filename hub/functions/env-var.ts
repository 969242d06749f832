import { type Edit, editEach, readEach } from '#hub/functions/edit.ts'
import { type HubFunction, mutating, type Parameter, reading } from '#hub/functions/function.ts'
import { containerName } from '#hub/functions/parameters.ts'
import { type Container, containersOf, named, workloads } from '#hub/functions/workloads.ts'
import { isJsonMap, type Json } from '#lib/base/json.ts'
import { parsePath } from '#lib/path/parse-path.ts'

const variable = '[-._a-zA-Z][-._a-zA-Z0-9]*'

const target: Parameter[] = [
  containerName,
  {
    ParameterName: 'env-var',
    DataType: 'string',
    Description: 'Name of the environment variable',
    Required: true,
    Regexp: `^${variable}$`,
    Example: 'CIRCUIT_BREAKER',
  },
]

export const envVar: HubFunction[] = [
  {
    signature: mutating({
      FunctionName: 'set-env-var',
      Description: 'Set an environment variable of a container, adding it where it is missing',
      AttributeName: 'env-value',
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
    run: (input) =>
      editEach(input, ({ resourceType, value }) =>
        containersOf(resourceType, value, String(input.args['container-name'])).map((container) =>
          setVariable(container, String(input.args['env-var']), String(input.args['env-value'])),
        ),
      ),
  },
  {
    signature: mutating({
      FunctionName: 'set-env',
      Description: 'Set environment variables of a container, KEY=value each; an empty value removes one',
      FunctionType: 'Custom',
      VarArgs: true,
      AffectedResourceTypes: workloads,
      Parameters: [
        containerName,
        {
          ParameterName: 'env-key-value',
          DataType: 'string',
          Description: 'KEY=value, or KEY= to remove the variable',
          Required: true,
          Regexp: `^${variable}=[\\s\\S]*$`,
          Example: 'CIRCUIT_BREAKER=true',
        },
      ],
    }),
    run: (input) =>
      editEach(input, ({ resourceType, value }) =>
        containersOf(resourceType, value, String(input.args['container-name'])).flatMap((container) =>
          input.rest.map((pair) => {
            const [, name = '', to = ''] = /^([^=]*)=([\s\S]*)$/.exec(String(pair)) ?? []
            return to === ''
              ? { remove: `${container.path}.env.${named(name)}` }
              : setVariable(container, name, to)
          }),
        ),
      ),
  },
  {
    signature: reading({
      FunctionName: 'get-env-var',
      Description: 'Get an environment variable of a container',
      AttributeName: 'env-value',
      AffectedResourceTypes: workloads,
      Parameters: target,
    }),
    run: (input) => {
      const name = String(input.args['env-var'])
      return readEach(input, ({ resourceType, value }) =>
        containersOf(resourceType, value, String(input.args['container-name'])).flatMap((container) => {
          const env = Array.isArray(container.value.env) ? container.value.env : []
          const entry = env.find((each: Json) => isJsonMap(each) && each.name === name)
          if (!isJsonMap(entry) || entry.value === undefined) return []
          const path = `${container.path}.env.${named(name)}.value`
          return [{ path, value: entry.value, attribute: 'env-value', dataType: 'string' }]
        }),
      )
    },
  },
]

/** A variable with `valueFrom` gets a value of its own instead. */
function setVariable(container: Container, name: string, value: string): Edit {
  return { merge: nest(container.path, { env: [{ name, value, valueFrom: null }] }) }
}

/** A path around a value, as the merge patch that reaches it through the lists' merge keys. */
function nest(path: string, value: Readonly<Record<string, Json>>): Json {
  const parsed = parsePath(path)
  const segments = parsed.ok ? parsed.value.segments : []
  return segments.reduceRight<Json>((inner, segment) => {
    if (segment.kind === 'match')
      return [{ [segment.key]: segment.value, ...(isJsonMap(inner) ? inner : {}) }]
    return segment.kind === 'key' ? { [segment.key]: inner } : inner
  }, value)
}
