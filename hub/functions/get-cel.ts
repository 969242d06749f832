import { jsonValue, resourceExpression } from '#hub/expressions/cel.ts'
import { besideOf, celHandling, expressionParameter } from '#hub/functions/cel-arguments.ts'
import { attributeValue, type Found } from '#hub/functions/edit.ts'
import { type HubFunction, type Input, type Ran, reading } from '#hub/functions/function.ts'
import { param } from '#hub/functions/key-value.ts'
import type { AttributeValue } from '#hub/functions/outputs.ts'
import { dataTypeOf } from '#hub/functions/paths.ts'
import { isJsonList, isJsonMap, type Json, type JsonMap } from '#lib/base/json.ts'
import type { Outcome } from '#lib/base/result.ts'

const answers = ['list']

export const getCel: HubFunction = {
  ...celHandling(answers),
  signature: reading({
    FunctionName: 'get-cel',
    Description:
      'Get values by a CEL expression, evaluated for every resource (r or object). It returns a list of maps with Path and Value, and optionally AttributeName, DataType, ResourceName and ResourceType',
    FunctionType: 'Custom',
    VarArgs: true,
    Parameters: [
      {
        ...expressionParameter,
        Description: `${expressionParameter.Description}; it returns a list of maps`,
        Example: "r.kind == 'Deployment' ? [{'Path': 'spec.replicas', 'Value': r.spec.replicas}] : []",
      },
      param,
    ],
  }),
  run,
}

function run(input: Input): Ran {
  const expression = String(input.args.expression)
  const parsed = resourceExpression(expression, answers)
  if (!parsed.ok) return { kind: 'failed', message: parsed.message }
  const beside = besideOf(input)
  const values: AttributeValue[] = []
  for (const resource of input.resources) {
    const answer = parsed.value(resource.value, beside)
    const found = answer.ok ? foundIn(jsonValue(answer.value)) : answer
    if (!found.ok)
      return {
        kind: 'failed',
        message: `${resource.resourceType} ${resource.resourceName}: ${found.message}`,
      }
    values.push(...found.value.map(({ entry, own }) => ({ ...attributeValue(resource, entry), ...own })))
  }
  return { kind: 'read', values }
}

type Entry = { readonly entry: Found; readonly own: Partial<AttributeValue> }

function foundIn(answer: Json): Outcome<Entry[]> {
  const entries: Entry[] = []
  if (!isJsonList(answer)) return refuse('the expression does not return a list')
  for (const entry of answer) {
    if (!isJsonMap(entry) || typeof entry.Path !== 'string')
      return refuse('the expression returns a list with an element that is not a map with a Path')
    entries.push({ entry: foundAt(entry, entry.Path), own: ownName(entry) })
  }
  return { ok: true, value: entries }
}

function foundAt({ Value = null, AttributeName, DataType }: JsonMap, path: string): Found {
  const dataType = typeof DataType === 'string' ? DataType : dataTypeOf(Value)
  return {
    path,
    value: Value,
    dataType,
    ...(typeof AttributeName === 'string' && { attribute: AttributeName }),
  }
}

/** The expression may name a resource other than the one it was evaluated for. */
function ownName({ ResourceName, ResourceType }: JsonMap): Partial<AttributeValue> {
  return {
    ...(typeof ResourceName === 'string' && {
      ResourceName,
      ResourceNameWithoutScope: ResourceName.slice(ResourceName.lastIndexOf('/') + 1),
    }),
    ...(typeof ResourceType === 'string' && { ResourceType }),
  }
}

function refuse(message: string): { ok: false; message: string } {
  return { ok: false, message }
}
