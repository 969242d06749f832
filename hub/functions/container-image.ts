import { editEach, readEach } from '#hub/functions/edit.ts'
import {
  type HubFunction,
  type Input,
  mutating,
  type Parameter,
  type Ran,
  reading,
} from '#hub/functions/function.ts'
import { moveRegistry, splitImage } from '#hub/functions/image.ts'
import { containerName } from '#hub/functions/parameters.ts'
import { type Container, containersOf, workloads } from '#hub/functions/workloads.ts'

const reference: Parameter = {
  ParameterName: 'image-reference',
  DataType: 'string',
  Description: 'Tag with its colon, or digest with its @',
  Required: true,
  Regexp: '^(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}|@sha256:[0-9a-f]{64})$',
  Example: ':v2',
}

// Each text can match in only one way, so that a long one that does not match fails at once.
const part = '[a-z0-9]+([-._]+[a-z0-9]+)*'
const uriPattern = `${part}(:[0-9]+)?(/${part})*`
const uri = (ParameterName: string, Description: string, Example: string): Parameter => ({
  ParameterName,
  DataType: 'string',
  Description,
  Required: true,
  Regexp: `^${uriPattern}$`,
  Example,
})

const image = (attribute: string) => ({ AttributeName: attribute, AffectedResourceTypes: workloads })
const example = 'ghcr.io/finos/traderx/trade-service'

export const containerImage: HubFunction[] = [
  {
    aliases: ['set-image-reference'],
    signature: mutating({
      FunctionName: 'set-container-image-reference',
      Description: 'Set the tag or digest of a container image, keeping its repository',
      ...image('container-image-reference'),
      Parameters: [containerName, reference],
    }),
    run: (input) => setImage(input, (old) => splitImage(old).uri + text(input, 'image-reference')),
  },
  {
    aliases: ['set-image'],
    signature: mutating({
      FunctionName: 'set-container-image',
      Description: 'Set the whole image of a container',
      ...image('container-image'),
      Parameters: [
        containerName,
        {
          ParameterName: 'container-image',
          DataType: 'string',
          Description: 'Repository with tag or digest',
          Required: true,
          Regexp: '^[^\\s]+$',
          Example: `${example}:v2`,
        },
      ],
    }),
    run: (input) => setImage(input, () => text(input, 'container-image'), true),
  },
  {
    aliases: ['set-image-uri'],
    signature: mutating({
      FunctionName: 'set-container-repository-uri',
      Description: 'Set the repository of a container image, keeping its tag or digest',
      ...image('container-repository-uri'),
      Parameters: [containerName, uri('repository-uri', 'Repository, with its registry', example)],
    }),
    run: (input) => setImage(input, (old) => text(input, 'repository-uri') + splitImage(old).reference),
  },
  {
    signature: mutating({
      FunctionName: 'set-image-reference-by-uri',
      Description: 'Set the tag or digest of every container image of a repository',
      FunctionType: 'Custom',
      ...image('container-image'),
      Parameters: [uri('repository-uri', 'Repository whose images are set', example), reference],
    }),
    run: (input) =>
      setImage(input, (old) =>
        splitImage(old).uri === text(input, 'repository-uri')
          ? text(input, 'repository-uri') + text(input, 'image-reference')
          : old,
      ),
  },
  {
    signature: mutating({
      FunctionName: 'set-image-registry-by-registry',
      Description: 'Put one registry prefix in place of another in every container image',
      FunctionType: 'Custom',
      ...image('container-image'),
      Parameters: [
        {
          ...uri(
            'registry',
            'Registry prefix to replace; empty means images that name no registry',
            'quay.io',
          ),
          Regexp: `^(${uriPattern})?$`,
        },
        uri('new-registry', 'Registry prefix to set', 'mirror.example.com'),
        { ...containerName, Required: false },
      ],
    }),
    run: (input) =>
      setImage(input, (old) => moveRegistry(old, text(input, 'registry'), text(input, 'new-registry'))),
  },
  ...(
    [
      ['get-container-image', ['get-image'], 'container-image', 'image', (old: string) => old],
      [
        'get-container-image-reference',
        ['get-image-reference'],
        'container-image-reference',
        'tag or digest',
        (old: string) => splitImage(old).reference,
      ],
    ] as const
  ).map(
    ([FunctionName, aliases, attribute, what, pick]): HubFunction => ({
      aliases,
      signature: reading({
        FunctionName,
        Description: `Get the ${what} of a container`,
        ...image(attribute),
        Parameters: [containerName],
      }),
      run: (input) => readImage(input, attribute, pick),
    }),
  ),
]

function text({ args }: Input, name: string): string {
  return String(args[name])
}

/** `creates`: a container without an image gets one. */
function setImage(input: Input, to: (image: string) => string, creates = false): Ran {
  const name = String(input.args['container-name'] ?? '*')
  return editEach(input, (resource) =>
    containersOf(resource.resourceType, resource.value, name).flatMap((container) => {
      const old = imageOf(container)
      if (old === undefined && !creates) return []
      return [{ path: `${container.path}.image`, value: to(old ?? '') }]
    }),
  )
}

function readImage(input: Input, attribute: string, pick: (image: string) => string): Ran {
  return readEach(input, ({ resourceType, value }) =>
    containersOf(resourceType, value, String(input.args['container-name'])).flatMap((container) => {
      const found = imageOf(container)
      if (found === undefined) return []
      return [{ path: `${container.path}.image`, value: pick(found), attribute, dataType: 'string' }]
    }),
  )
}

function imageOf(container: Container): string | undefined {
  return typeof container.value.image === 'string' ? container.value.image : undefined
}
