import { registeredPlaces, registry } from '#hub/functions/attribute-registry.ts'
import { attributeValue, editEach } from '#hub/functions/edit.ts'
import { type HubFunction, type Input, mutating, type Ran, reading } from '#hub/functions/function.ts'
import { references } from '#hub/functions/reference-paths.ts'

const targets = [...new Set(references.map(({ target }) => target))].toSorted()

export const referenceFunctions: HubFunction[] = [
  {
    signature: reading({
      FunctionName: 'get-references',
      Description:
        'Get the names of other resources in each resource; Details.NeededRequired.ResourceType is the type that a name belongs to',
      AttributeName: 'resource-name',
      OutputInfo: {
        ResultName: 'attribute-list',
        Description: 'References to resources',
        OutputType: 'AttributeValueList',
      },
      Parameters: [],
    }),
    run: readReferences,
  },
  {
    signature: mutating({
      FunctionName: 'set-references-of-type',
      Description: 'Set the name in every reference to a resource of a type; no reference is added',
      FunctionType: 'Custom',
      Parameters: [
        {
          ParameterName: 'resource-type',
          DataType: 'string',
          Description: `Type of the resource that is referred to: ${targets.join(', ')}; no other is known to be referred to`,
          Required: true,
          Example: 'v1/ConfigMap',
        },
        {
          ParameterName: 'resource-name',
          DataType: 'string',
          Description: 'Name to set, without namespace',
          Required: true,
          Example: 'trade-settings',
        },
      ],
    }),
    run: (input) =>
      editEach(input, (resource) =>
        registeredPlaces(pathsTo(String(input.args['resource-type'])), resource)
          .filter(({ value }) => typeof value === 'string')
          .map(({ path }) => ({ path, value: String(input.args['resource-name']) })),
      ),
  },
]

function readReferences(input: Input): Ran {
  const values = input.resources.flatMap((resource) =>
    targets.flatMap((ResourceType) =>
      registeredPlaces(pathsTo(ResourceType), resource)
        .filter(({ value }) => typeof value === 'string')
        .map((place) => ({
          ...attributeValue(resource, { ...place, dataType: 'string' }),
          Details: { NeededRequired: { ResourceType } },
        })),
    ),
  )
  return { kind: 'read', values }
}

function pathsTo(target: string) {
  return registry.get(`resource-name/${target}`) ?? []
}
