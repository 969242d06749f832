import { editEach, readEach } from '#hub/functions/edit.ts'
import { type HubFunction, mutating, reading } from '#hub/functions/function.ts'
import { scalable } from '#hub/functions/workloads.ts'
import { readPath } from '#lib/path/walk.ts'

const types = new Set<string>(scalable)
const path = 'spec.replicas'

export const replicas: HubFunction[] = [
  {
    signature: mutating({
      FunctionName: 'set-replicas',
      Description: 'Set the number of replicas of every workload that has one',
      AttributeName: 'replicas',
      AffectedResourceTypes: [...scalable],
      Parameters: [
        {
          ParameterName: 'replicas',
          DataType: 'int',
          Description: 'Number of replicas',
          Required: true,
          Min: 0,
          Max: 2_147_483_647,
          Example: '3',
        },
      ],
    }),
    run: (input) =>
      editEach(input, (resource) =>
        types.has(resource.resourceType) ? [{ path, value: input.args.replicas ?? null }] : [],
      ),
  },
  {
    signature: reading({
      FunctionName: 'get-replicas',
      Description: 'Get the number of replicas of every workload that has one',
      AttributeName: 'replicas',
      AffectedResourceTypes: [...scalable],
      Parameters: [],
    }),
    run: (input) =>
      readEach(input, (resource) =>
        types.has(resource.resourceType)
          ? readPath(resource.value, path).map(({ path, value }) => ({
              path,
              value,
              attribute: 'replicas',
              dataType: 'int',
            }))
          : [],
      ),
  },
]
