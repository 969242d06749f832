import 'server-only'
import type { KindTable } from '#lib/config/kinds/kind-table.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import type { RouteContext } from '#lib/server/access/access.ts'
import { answerJson } from '#lib/server/http/answer-json.ts'
import { refuse } from '#lib/server/masking/refusal.ts'
import { metadataTypes, modelKind, modelTypes } from '#lib/server/reads/kind-models.ts'
import { run, type TaskContext, work } from '#lib/server/work/pool.ts'

/** Without a type: the types of Kubernetes' own kinds. With one: what it consists of, as far as anybody says it. */
export async function answerKinds(
  request: Request,
  { hub, requestId, session }: RouteContext,
): Promise<Response> {
  const type = new URL(request.url).searchParams.get('type')
  if (type === null) return answerJson({ types: await modelTypes() }, requestId)
  if (type.length > 256)
    return refuse(400, 'bad-request', 'A resource type has at most 256 characters.', requestId)
  const context = { owner: session.UserID, signal: request.signal }
  const table = (await modelKind(type)) ?? (await definedKind(hub, type, context))
  return answerJson({ table: table ?? null }, requestId)
}

const definitionType = 'apiextensions.k8s.io/v1/CustomResourceDefinition'
/** Regions have the same definition each; a few are asked, in case that some cannot be read. */
const maxDefinitions = 3

/** A custom kind as a CustomResourceDefinition in the fleet says, in a unit that the person may read. */
async function definedKind(
  hub: ConfigHub,
  resourceType: string,
  context: TaskContext,
): Promise<KindTable | undefined> {
  // Group and kind become part of a query.
  const [, group, kind] = /^([a-z0-9.-]+)\/v\w+\/([A-Z][A-Za-z0-9]*)$/.exec(resourceType) ?? []
  if (group === undefined || kind === undefined || (await isBuiltIn(group))) return undefined
  const { items } = await hub.unitPage(
    {
      where: "ToolchainType = 'Kubernetes/YAML'",
      where_data: `spec.group = '${group}' AND spec.names.kind = '${kind}'`,
      resource_type: definitionType,
      select: 'Slug,DataHash',
      limit: maxDefinitions,
    },
    context.signal,
  )
  if (items.length === 0) return undefined
  const found = await hub.unitDataById(
    items.map(({ Unit }) => Unit.UnitID),
    context.signal,
  )
  const texts = found.flatMap(({ Data }) => Data ?? [])
  return run(work(), 'definedKind', { texts, resourceType, metadata: await metadataTypes() }, context)
}

/** Nobody defines a kind in a group of Kubernetes, so half a name in one is not worth asking for. */
async function isBuiltIn(group: string): Promise<boolean> {
  return (await modelTypes()).some((type) => type.startsWith(`${group}/`))
}
