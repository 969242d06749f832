import { type HubFunction, type Input, type Ran, reading } from '#hub/functions/function.ts'
import { resourceInfo } from '#hub/functions/outputs.ts'
import { isOfType, resourceType } from '#hub/functions/parameters.ts'
import type { LoadedResource } from '#lib/config/document/document.ts'
import type { Listed } from '#lib/config/document/list-items.ts'
import { textsOf } from '#lib/config/document/resource-text.ts'

const bodies = ['yaml', 'none', 'json', 'native']

export const resources: HubFunction[] = [
  {
    signature: reading({
      FunctionName: 'get-resources',
      Description: 'List the resources, with their text',
      FunctionType: 'Custom',
      OutputInfo: {
        ResultName: 'resource',
        Description: 'Names, types and bodies of the resources',
        OutputType: 'ResourceList',
      },
      Parameters: [
        {
          ParameterName: 'body',
          DataType: 'enum',
          Description:
            'Form of the bodies: yaml (default; comments included), none, json, or native, which is YAML',
          Required: false,
          EnumValues: bodies,
          Example: 'yaml',
        },
      ],
    }),
    run: (input) => list(input, bodiesOf(input, String(input.args.body ?? 'yaml'))),
  },
  {
    signature: reading({
      FunctionName: 'get-resources-of-type',
      Description: 'List the names of the resources of a type',
      FunctionType: 'Custom',
      OutputInfo: {
        ResultName: 'resource-name',
        Description: 'Names of the resources of the type',
        OutputType: 'ResourceInfoList',
      },
      Parameters: [resourceType],
    }),
    run: (input) =>
      list(
        {
          ...input,
          resources: input.resources.filter((each) => isOfType(input.args['resource-type'], each)),
        },
        () => undefined,
      ),
  },
]

function list(input: Input, body: (resource: Listed<LoadedResource>) => string | undefined): Ran {
  const values = input.resources.map((resource) => {
    const ResourceBody = body(resource)
    return { ...resourceInfo(resource), ...(ResourceBody === undefined ? {} : { ResourceBody }) }
  })
  return { kind: 'read', values }
}

function bodiesOf({ stream }: Input, form: string): (resource: Listed<LoadedResource>) => string | undefined {
  if (form === 'none') return () => undefined
  return form === 'json' ? ({ value }) => JSON.stringify(value) : textsOf(stream)
}
