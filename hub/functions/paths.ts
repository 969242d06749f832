import { editEach, readEach } from '#hub/functions/edit.ts'
import { type HubFunction, mutating, type Parameter, reading } from '#hub/functions/function.ts'
import { parsePath, readPath } from '#lib/config/path.ts'

const target: Parameter[] = [
  {
    ParameterName: 'resource-type',
    DataType: 'string',
    Description: 'Resource type, for example apps/v1/Deployment',
    Required: true,
    Example: 'apps/v1/Deployment',
  },
  {
    ParameterName: 'path',
    DataType: 'string',
    Description: 'Path of the field',
    Required: true,
    Example: 'spec.replicas',
  },
]

export const paths: HubFunction[] = (['int', 'string', 'bool'] as const).flatMap(
  (dataType): HubFunction[] => [
    {
      signature: mutating({
        FunctionName: `set-${dataType}-path`,
        Description: `Set the ${dataType} at a path, creating missing parts of it`,
        Parameters: [
          ...target,
          {
            ParameterName: 'attribute-value',
            DataType: dataType,
            Description: 'Value to set',
            Required: true,
          },
        ],
      }),
      run: (text, args) => {
        const path = parsePath(String(args.path))
        if (!path.ok) return { ok: false, message: path.error.message }
        return editEach(text, (resource) =>
          resource.resourceType === args['resource-type']
            ? [{ path: String(args.path), value: args['attribute-value'] ?? null }]
            : [],
        )
      },
    },
    {
      signature: reading({
        FunctionName: `get-${dataType}-path`,
        Description: `Get the ${dataType} at a path`,
        Parameters: target,
      }),
      run: (text, args) => {
        const path = parsePath(String(args.path))
        if (!path.ok) return { ok: false, message: path.error.message }
        return readEach(text, (resource) =>
          resource.resourceType === args['resource-type']
            ? readPath(resource.value, String(args.path)).map(({ path, value }) => ({
                path,
                value,
                attribute: 'attribute-value',
                dataType,
              }))
            : [],
        )
      },
    },
  ],
)
