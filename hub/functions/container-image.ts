import { editEach, readEach } from '#hub/functions/edit.ts'
import { type HubFunction, mutating, type Parameter, reading } from '#hub/functions/function.ts'
import { type Container, containersOf, workloads } from '#hub/functions/workloads.ts'

const containerName: Parameter = {
  ParameterName: 'container-name',
  DataType: 'string',
  Description: 'Name of the container, or * for all',
  Required: true,
  Regexp: '^(\\*|[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)$',
  Example: 'main',
}

export const containerImage: HubFunction[] = [
  {
    signature: mutating({
      FunctionName: 'set-container-image-reference',
      Description: 'Set the tag or digest of a container image, keeping its repository',
      AttributeName: 'container-image-reference',
      AffectedResourceTypes: workloads,
      Parameters: [
        containerName,
        {
          ParameterName: 'image-reference',
          DataType: 'string',
          Description: 'Tag with its colon, or digest with its @',
          Required: true,
          Regexp: '^(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}|@sha256:[0-9a-f]{64})$',
          Example: ':v2',
        },
      ],
    }),
    run: (text, args) =>
      setImage(text, args, (image) => splitImage(image).repository + String(args['image-reference'])),
  },
  {
    signature: mutating({
      FunctionName: 'set-container-image',
      Description: 'Set the whole image of a container',
      AttributeName: 'container-image',
      AffectedResourceTypes: workloads,
      Parameters: [
        containerName,
        {
          ParameterName: 'container-image',
          DataType: 'string',
          Description: 'Repository with tag or digest',
          Required: true,
          Regexp: '^[^\\s]+$',
          Example: 'ghcr.io/finos/traderx/trade-service:v2',
        },
      ],
    }),
    run: (text, args) => setImage(text, args, () => String(args['container-image'])),
  },
  {
    signature: reading({
      FunctionName: 'get-container-image',
      Description: 'Get the image of a container',
      AttributeName: 'container-image',
      AffectedResourceTypes: workloads,
      Parameters: [containerName],
    }),
    run: (text, args) =>
      readEach(text, ({ resourceType, value }) =>
        containersOf(resourceType, value, String(args['container-name'])).flatMap((container) => {
          const image = imageOf(container)
          if (image === undefined) return []
          return [
            {
              path: `${container.path}.image`,
              value: image,
              attribute: 'container-image',
              dataType: 'string',
            },
          ]
        }),
      ),
  },
]

/** Repository and reference (`:tag` or `@digest`) of an image; a port in the registry is not a tag. */
function splitImage(image: string): { repository: string; reference: string } {
  const digest = image.indexOf('@')
  const name = digest < 0 ? image : image.slice(0, digest)
  const tag = name.indexOf(':', name.lastIndexOf('/') + 1)
  const repository = tag < 0 ? name : name.slice(0, tag)
  return { repository, reference: image.slice(repository.length) }
}

function setImage(text: string, args: Readonly<Record<string, unknown>>, to: (image: string) => string) {
  return editEach(text, (resource) =>
    containersOf(resource.resourceType, resource.value, String(args['container-name'])).map((container) => ({
      path: `${container.path}.image`,
      value: to(imageOf(container) ?? ''),
    })),
  )
}

function imageOf(container: Container): string | undefined {
  return typeof container.value.image === 'string' ? container.value.image : undefined
}
