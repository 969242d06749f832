import { editEach, readEach } from '#hub/functions/edit.ts'
import { type HubFunction, mutating, reading } from '#hub/functions/function.ts'
import { keyed } from '#hub/functions/workloads.ts'
import { isJsonMap } from '#lib/base/json.ts'
import { readPath } from '#lib/path/walk.ts'

/** Label and annotation keys (contract 10), and the values that Kubernetes takes. */
const key = '^[A-Za-z0-9]([-_./A-Za-z0-9]{0,126}[A-Za-z0-9])?$'
const labelValue = '^([A-Za-z0-9]([-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?)?$'

/** Setter and getter of `metadata.annotations` and `metadata.labels` of every resource. */
export const metadata: HubFunction[] = (
  [
    ['annotation', 'annotations', undefined, 'example.com/owner', 'team-a'],
    ['label', 'labels', labelValue, 'app', 'trade-service'],
  ] as const
).flatMap(([what, field, valuePattern, keyExample, valueExample]): HubFunction[] => {
  const attribute = `${what}-value`
  const keyParameter = {
    ParameterName: `${what}-key`,
    DataType: 'string' as const,
    Description: `Key of the ${what}`,
    Required: true,
    Regexp: key,
    Example: keyExample,
  }
  return [
    {
      signature: mutating({
        FunctionName: `set-${what}`,
        Description: `Set the ${what} of every resource`,
        AttributeName: attribute,
        Parameters: [
          keyParameter,
          {
            ParameterName: attribute,
            DataType: 'string',
            Description: `Value of the ${what}`,
            Required: true,
            ...(valuePattern === undefined ? {} : { Regexp: valuePattern }),
            Example: valueExample,
          },
        ],
      }),
      run: (input) =>
        editEach(input, ({ value }) =>
          isJsonMap(value)
            ? [
                {
                  path: `metadata.${field}.${keyed(String(input.args[`${what}-key`]))}`,
                  value: String(input.args[attribute]),
                },
              ]
            : [],
        ),
    },
    {
      signature: reading({
        FunctionName: `get-${what}`,
        Description: `Get the ${what} of every resource that has it`,
        AttributeName: attribute,
        Parameters: [keyParameter],
      }),
      run: (input) =>
        readEach(input, ({ value }) =>
          readPath(value, `metadata.${field}.${keyed(String(input.args[`${what}-key`]))}`).map((place) => ({
            ...place,
            attribute,
            dataType: 'string',
          })),
        ),
    },
  ]
})
