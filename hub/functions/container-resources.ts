import { compareQuantities, timesQuantity } from '#hub/expressions/quantity.ts'
import { type Edit, editEach } from '#hub/functions/edit.ts'
import { type HubFunction, mutating, type Parameter } from '#hub/functions/function.ts'
import { containerName } from '#hub/functions/parameters.ts'
import { type Container, containersOf, workloads } from '#hub/functions/workloads.ts'
import { isJsonMap, type Json } from '#lib/base/json.ts'

const quantity = (ParameterName: string, Example: string): Parameter => ({
  ParameterName,
  DataType: 'string',
  Description: `Request of ${ParameterName}, a Kubernetes quantity; left alone if empty`,
  Required: true,
  Regexp: '^([0-9]+(\\.[0-9]+)?([KMGTPE]i|[mkMGTPE]|[eE][-+]?[0-9]+)?)?$',
  Example,
})

export const containerResources: HubFunction = {
  signature: mutating({
    FunctionName: 'set-container-resources',
    Description: 'Set the resource requests of a container, and limits as a multiple of them',
    FunctionType: 'Custom',
    AttributeName: 'container-resources',
    AffectedResourceTypes: workloads,
    Parameters: [
      containerName,
      {
        ParameterName: 'operation',
        DataType: 'enum',
        Description:
          'all sets requests and limits; cap sets those that are more than the values; floor those that are less or missing',
        Required: true,
        EnumValues: ['all', 'cap', 'floor'],
        Example: 'all',
      },
      quantity('cpu', '500m'),
      quantity('memory', '256Mi'),
      {
        ParameterName: 'limit-factor',
        DataType: 'int',
        Description: 'Limits are requests times this; 0 sets no limits, and with all removes those there are',
        Required: true,
        Min: 0,
        Max: 10,
        Example: '2',
      },
    ],
  }),
  run: (input) =>
    editEach(input, ({ resourceType, value }) =>
      containersOf(resourceType, value, String(input.args['container-name'])).flatMap((container) =>
        (['cpu', 'memory'] as const).flatMap((what) => {
          const request = String(input.args[what])
          return request === ''
            ? []
            : edits(
                container,
                what,
                request,
                Number(input.args['limit-factor']),
                String(input.args.operation),
              )
        }),
      ),
    ),
}

function edits(
  container: Container,
  what: string,
  request: string,
  factor: number,
  operation: string,
): Edit[] {
  const limit = factor === 0 ? undefined : timesQuantity(request, factor)
  return [
    ...editOne(container, 'requests', what, request, operation),
    ...editOne(container, 'limits', what, limit, operation),
  ]
}

function editOne(
  container: Container,
  list: 'requests' | 'limits',
  what: string,
  wanted: string | undefined,
  operation: string,
): Edit[] {
  const path = `${container.path}.resources.${list}.${what}`
  const old = present(container, list, what)
  if (wanted === undefined) return operation === 'all' && old !== undefined ? [{ remove: path }] : []
  // The same amount in another notation (1 and 1000m) stays as it is written.
  const order = old === undefined ? undefined : compareQuantities(old, wanted)
  const writes = {
    all: order === undefined || order !== 0,
    cap: order !== undefined && order > 0,
    floor: order === undefined || order < 0,
  }[operation]
  return writes ? [{ path, value: wanted }] : []
}

function present({ value }: Container, list: string, what: string): string | undefined {
  const { resources } = value
  const amounts: Json | undefined = isJsonMap(resources) ? resources[list] : undefined
  const amount = isJsonMap(amounts) ? amounts[what] : undefined
  return typeof amount === 'string' || typeof amount === 'number' ? String(amount) : undefined
}
