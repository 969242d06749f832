import { z } from 'zod'
import {
  detail,
  general,
  type RegisteredPath,
  registeredPlaces,
  registry,
} from '#hub/functions/attribute-registry.ts'
import { editEach, readEach } from '#hub/functions/edit.ts'
import { type HubFunction, type Input, mutating, type Ran, reading } from '#hub/functions/function.ts'
import { dataTypeOf } from '#hub/functions/paths.ts'
import { parseExactJson } from '#lib/base/exact-json.ts'
import { isJsonList, isJsonMap } from '#lib/base/json.ts'
import type { Outcome } from '#lib/base/result.ts'
import { parsePath } from '#lib/path/parse-path.ts'

const list = { ResultName: 'attribute-list', OutputType: 'AttributeValueList' } as const

export const attributeFunctions: HubFunction[] = [
  {
    check: ({ 'attribute-name': name }) =>
      registry.has(String(name))
        ? undefined
        : `attribute ${name} is not registered; there are ${[...registry.keys()].join(', ')}`,
    signature: reading({
      FunctionName: 'get-attribute',
      Description: 'Get the values of a registered attribute',
      OutputInfo: { ...list, Description: 'Values of the attribute' },
      Parameters: [
        {
          ParameterName: 'attribute-name',
          DataType: 'string',
          Description: 'Name of the attribute',
          Required: true,
          Regexp: '^[A-Za-z][-A-Za-z0-9_./]{0,127}$',
          Example: 'container-image',
        },
      ],
    }),
    run: (input) => readAttributes(input, registry.get(String(input.args['attribute-name']))),
  },
  readingAll(
    general,
    'get-attributes',
    'Get the values of the attributes that matter most, each under its own name',
    'Values of selected attributes',
  ),
  readingAll(
    detail,
    'get-details',
    'Get the values that describe Services, Ingresses, roles, bindings and their like',
    'Values of selected fields',
  ),
  {
    check: (args) => {
      const read = attributesIn(String(args['attribute-list']))
      return read.ok ? undefined : read.message
    },
    signature: mutating({
      FunctionName: 'set-attributes',
      Description:
        'Set values at their paths, from a list as the getters return it; an entry with a ResourceName reaches only that resource',
      FunctionType: 'Custom',
      Parameters: [
        {
          ParameterName: 'attribute-list',
          DataType: 'AttributeValueList',
          Description: 'JSON list of AttributeValue; int, string and bool values are set',
          Required: true,
          Example:
            '[{"ResourceType":"apps/v1/Deployment","Path":"spec.replicas","DataType":"int","Value":3}]',
        },
      ],
    }),
    run: setAttributes,
  },
]

/** A function without arguments, which reads all that is registered under one name. */
function readingAll(
  AttributeName: string,
  FunctionName: string,
  Description: string,
  values: string,
): HubFunction {
  return {
    signature: reading({
      FunctionName,
      Description,
      AttributeName,
      OutputInfo: { ...list, Description: values },
      Parameters: [],
    }),
    run: (input) => readAttributes(input, registry.get(AttributeName)),
  }
}

function readAttributes(input: Input, paths: readonly RegisteredPath[] = []): Ran {
  return readEach(input, (resource) =>
    registeredPlaces(paths, resource)
      .filter(({ value }) => !isJsonMap(value) && !isJsonList(value) && value !== null)
      .map(({ path, value, attribute }) => ({ path, value, attribute, dataType: dataTypeOf(value) })),
  )
}

const place = { ResourceType: z.string().min(1), ResourceName: z.string().optional(), Path: z.string() }
const AttributeList = z.array(
  z.discriminatedUnion('DataType', [
    z.object({ ...place, DataType: z.literal('string'), Value: z.string() }),
    z.object({ ...place, DataType: z.literal('int'), Value: z.union([z.int(), z.bigint()]) }),
    z.object({ ...place, DataType: z.literal('bool'), Value: z.boolean() }),
  ]),
)

function attributesIn(text: string): Outcome<z.infer<typeof AttributeList>> {
  let parsed: unknown
  try {
    parsed = parseExactJson(text)
  } catch {
    return { ok: false, message: 'attribute-list is not JSON' }
  }
  const read = AttributeList.safeParse(parsed)
  if (!read.success) {
    const [issue] = read.error.issues
    return { ok: false, message: `attribute-list: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}` }
  }
  for (const [index, { Path }] of read.data.entries()) {
    const path = parsePath(Path)
    if (!path.ok) return { ok: false, message: `attribute-list: ${index}.Path ${path.error.message}` }
  }
  return { ok: true, value: read.data }
}

function setAttributes(input: Input): Ran {
  const read = attributesIn(String(input.args['attribute-list']))
  if (!read.ok) return { kind: 'failed', message: read.message }
  return editEach(input, ({ resourceType, resourceName }) =>
    read.value
      .filter(({ ResourceType }) => ResourceType === '*' || ResourceType === resourceType)
      .filter(({ ResourceName }) => ResourceName === undefined || ResourceName === resourceName)
      .map(({ Path, Value }) => ({ path: Path, value: Value })),
  )
}
