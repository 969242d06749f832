import { editEach, type Found, readEach } from '#hub/functions/edit.ts'
import { type Arguments, type HubFunction, mutating, reading, type Value } from '#hub/functions/function.ts'
import { isOfType, path, resourceType } from '#hub/functions/parameters.ts'
import type { Json } from '#lib/base/json.ts'
import { parsePath } from '#lib/path/parse-path.ts'
import { readPath } from '#lib/path/walk.ts'

const types = ['int', 'string', 'bool'] as const

/** Functions on any path of any toolchain; the resource type is `*` or, for application configuration, the toolchain. */
export const paths: HubFunction[] = [
  ...types.flatMap((dataType): HubFunction[] => [
    {
      check: checkPath,
      signature: mutating({
        FunctionName: `set-${dataType}-path`,
        Description: `Set the ${dataType} at a path, creating missing parts of it`,
        Parameters: [
          resourceType,
          path,
          {
            ParameterName: 'attribute-value',
            DataType: dataType,
            Description: 'Value to set',
            Required: true,
          },
        ],
      }),
      run: (input) =>
        editEach(input, (resource) =>
          isOfType(input.args['resource-type'], resource)
            ? [{ path: String(input.args.path), value: input.args['attribute-value'] ?? null }]
            : [],
        ),
    },
    {
      check: checkPath,
      signature: reading({
        FunctionName: `get-${dataType}-path`,
        Description: `Get the ${dataType} at a path; a value of another type is left out`,
        Parameters: [resourceType, path],
      }),
      run: (input) =>
        readEach(input, (resource) =>
          isOfType(input.args['resource-type'], resource)
            ? found(resource.value, String(input.args.path)).filter((each) => each.dataType === dataType)
            : [],
        ),
    },
  ]),
  {
    check: checkPath,
    signature: reading({
      FunctionName: 'get-path',
      Description: 'Get the value at a path, whatever its type',
      FunctionType: 'Custom',
      Parameters: [path],
    }),
    run: (input) => readEach(input, ({ value }) => found(value, String(input.args.path))),
  },
  {
    check: checkPath,
    signature: reading({
      FunctionName: 'get-paths',
      Description: 'Get the values at several paths, whatever their types',
      FunctionType: 'Custom',
      VarArgs: true,
      Parameters: [path],
    }),
    run: (input) => readEach(input, ({ value }) => input.rest.flatMap((each) => found(value, String(each)))),
  },
  {
    check: (args) =>
      String(args.path).includes('#') ? 'a part of an image can only be set' : checkPath(args, []),
    signature: mutating({
      FunctionName: 'delete-path',
      Description: 'Delete the value at a path',
      FunctionType: 'Custom',
      Parameters: [resourceType, path],
    }),
    run: (input) =>
      editEach(input, (resource) =>
        isOfType(input.args['resource-type'], resource) ? [{ remove: String(input.args.path) }] : [],
      ),
  },
]

function checkPath(args: Arguments, rest: readonly Value[]): string | undefined {
  for (const each of rest.length > 0 ? rest : [args.path ?? '']) {
    const parsed = parsePath(String(each))
    if (!parsed.ok) return parsed.error.message
  }
  return undefined
}

function found(value: Json, path: string): Found[] {
  return readPath(value, path).map((place) => ({
    ...place,
    attribute: 'attribute-value',
    dataType: dataTypeOf(place.value),
  }))
}

/** `int`, `bool` and `string` are what setters exist for; a map or list is `JSON`. */
export function dataTypeOf(value: Json): string {
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'string') return 'string'
  return typeof value === 'bigint' || Number.isInteger(value) ? 'int' : 'JSON'
}
