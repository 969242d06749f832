import { withoutResources, withResource } from '#hub/functions/document-parts.ts'
import { editEach } from '#hub/functions/edit.ts'
import { type HubFunction, type Input, mutating, type Parameter, type Ran } from '#hub/functions/function.ts'
import { parseExactJson } from '#lib/base/exact-json.ts'
import { inScope, loadStream, type Resource } from '#lib/config/document/document.ts'
import { guarded } from '#lib/config/document/result.ts'

const target = (verb: string): Parameter[] => [
  {
    ParameterName: 'resource-type',
    DataType: 'string',
    Description: `Type of the resource to ${verb}`,
    Required: true,
    Regexp: '^[^*\\s]+$',
    Example: 'v1/ConfigMap',
  },
  {
    ParameterName: 'resource-name',
    DataType: 'string',
    Description: `Name of the resource to ${verb}, <namespace>/<name>, or just the name`,
    Required: true,
    Example: 'trade-settings',
  },
]

export const resourceEdits: HubFunction[] = [
  {
    check: (args) => {
      const wanted = wantedResource(args)
      return typeof wanted === 'string' ? wanted : undefined
    },
    signature: mutating({
      FunctionName: 'upsert-resource',
      Description: 'Give a resource the body from a ResourceList, appending it where it is missing',
      FunctionType: 'Custom',
      Parameters: [
        {
          ParameterName: 'resource-list',
          DataType: 'ResourceList',
          Description: 'JSON list of resources as get-resources returns it; ResourceBody is YAML or JSON',
          Required: true,
          Example:
            '[{"ResourceType":"v1/ConfigMap","ResourceName":"/a","ResourceBody":"apiVersion: v1\\n..."}]',
        },
        ...target('upsert'),
      ],
    }),
    run: upsert,
  },
  {
    signature: mutating({
      FunctionName: 'delete-resource',
      Description:
        'Delete a resource, with the comments of its document; a name without namespace matches in any',
      FunctionType: 'Custom',
      Parameters: target('delete'),
    }),
    run: remove,
  },
]

/** Every resource of that type and name, where several namespaces have one. */
function remove(input: Input): Ran {
  const { stream, args, selects } = input
  const scope = scopeOf(args)
  const gone = new Set(input.everything.filter((each) => inScope(each, scope) && selects(each)))
  return gone.size === 0 ? { kind: 'written', stream } : written(withoutResources(stream, gone))
}

function scopeOf(args: Input['args']) {
  return { resourceType: String(args['resource-type']), resourceName: String(args['resource-name']) }
}

function upsert(input: Input): Ran {
  const wanted = wantedResource(input.args)
  if (typeof wanted === 'string') return { kind: 'failed', message: wanted }
  const { resource, body } = wanted
  const existing = existingOf(input.everything, resource, String(input.args['resource-name']))
  if (!input.selects(existing ?? resource)) return { kind: 'written', stream: input.stream }
  if (existing === undefined) return written(withResource(input.stream, body, resource.value))
  return editEach({ stream: input.stream, resources: [existing] }, () => [{ whole: resource.value }])
}

/** The resource of the same type and full name; if no namespace was given, the only one of that name. */
function existingOf<R extends Resource>(
  resources: readonly R[],
  wanted: Resource,
  asked: string,
): R | undefined {
  const sameType = resources.filter((each) => each.resourceType === wanted.resourceType)
  const exact = sameType.find((each) => each.resourceName === wanted.resourceName)
  if (exact !== undefined || asked.includes('/')) return exact
  const named = sameType.filter((each) => inScope(each, { resourceName: asked }))
  return named.length === 1 ? named[0] : undefined
}

/** The resource the arguments name, read out of the list; or what is wrong with them. */
function wantedResource(args: Input['args']): { resource: Resource; body: string } | string {
  const body = bodyIn(String(args['resource-list']), args)
  if (!body.ok) return body.message
  const read = guarded(() => loadStream(body.value))
  if (!read.ok) return `the body of the resource does not parse: ${read.error.message}`
  const [resource, second] = read.value.resources
  if (resource === undefined || second !== undefined) return 'the body must hold one resource'
  if (!inScope(resource, scopeOf(args)))
    return `the body holds ${resource.resourceType || 'something without a kind'} ${resource.resourceName}, not what resource-type and resource-name say`
  return { resource, body: body.value }
}

function bodyIn(
  list: string,
  args: Input['args'],
): { ok: true; value: string } | { ok: false; message: string } {
  let entries: unknown
  try {
    entries = parseExactJson(list)
  } catch {
    return { ok: false, message: 'resource-list is not JSON' }
  }
  if (!Array.isArray(entries)) return { ok: false, message: 'resource-list must be a list of resources' }
  for (const entry of entries as unknown[]) {
    if (typeof entry !== 'object' || entry === null) continue
    const { ResourceType, ResourceName, ResourceBody } = entry as Readonly<Record<string, unknown>>
    const named = { resourceType: String(ResourceType), resourceName: String(ResourceName) }
    if (typeof ResourceBody === 'string' && inScope(named, scopeOf(args)))
      return { ok: true, value: ResourceBody }
  }
  return { ok: false, message: 'resource-list has no such resource with a ResourceBody' }
}

function written(result: ReturnType<typeof withResource>): Ran {
  return result.ok ? { kind: 'written', stream: result.value } : { kind: 'failed', message: result.message }
}
