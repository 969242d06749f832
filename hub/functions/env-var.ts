import { type Edit, editEach, readEach } from '#hub/functions/edit.ts'
import { type HubFunction, mutating, type Parameter, reading, type Value } from '#hub/functions/function.ts'
import { containerName } from '#hub/functions/parameters.ts'
import { type Container, containersOf, workloads } from '#hub/functions/workloads.ts'
import { isJsonList, isJsonMap, type Json, withMember, withoutMember } from '#lib/base/json.ts'
import { elementSegment } from '#lib/path/element-name.ts'
import { pathText } from '#lib/path/print-path.ts'

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
        containersOf(resourceType, value, String(input.args['container-name'])).flatMap((container) =>
          setVariables(container, [
            { name: String(input.args['env-var']), value: String(input.args['env-value']) },
          ]),
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
          setVariables(container, input.rest.map(readPair)),
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
          const env = variablesOf(container)
          const index = indexOfVariable(env, name)
          const entry = env[index]
          if (!isJsonMap(entry) || entry.value === undefined) return []
          const path = pathText([elementSegment(env, index, 'env'), { kind: 'key', key: 'value' }])
          const at = `${container.path}.env.${path}`
          return [{ path: at, value: entry.value, attribute: 'env-value', dataType: 'string' }]
        }),
      )
    },
  },
]

/** What a variable is set to; undefined to remove it. */
type Assignment = { readonly name: string; readonly value: string | undefined }

function readPair(pair: Value): Assignment {
  const [, name = '', value = ''] = /^([^=]*)=([\s\S]*)$/.exec(String(pair)) ?? []
  return { name, value: value === '' ? undefined : value }
}

function setVariables(container: Container, assignments: readonly Assignment[]): Edit[] {
  const env = variablesOf(container)
  const changed = assignments.reduce(setVariable, env)
  return changed === env ? [] : [{ path: `${container.path}.env`, value: changed }]
}

/** A `valueFrom` is replaced by the value; a new variable comes last, so that it may use the others. */
function setVariable(env: readonly Json[], { name, value }: Assignment): readonly Json[] {
  const index = indexOfVariable(env, name)
  const entry = env[index]
  if (value === undefined) return index < 0 ? env : env.filter((each) => !isVariable(each, name))
  if (!isJsonMap(entry)) return [...env, { name, value }]
  return env.with(index, withMember(withoutMember(entry, 'valueFrom'), 'value', value))
}

/** When a variable is listed twice, the last entry counts, as it does for the container. */
function indexOfVariable(env: readonly Json[], name: string): number {
  return env.findLastIndex((each) => isVariable(each, name))
}

function isVariable(entry: Json, name: string): boolean {
  return isJsonMap(entry) && entry.name === name
}

function variablesOf({ value: { env } }: Container): readonly Json[] {
  return isJsonList(env) ? env : []
}
