import { references } from '#hub/functions/reference-paths.ts'
import { podSpecs, scalable } from '#hub/functions/workloads.ts'
import type { Resource } from '#lib/config/document/document.ts'
import { readPath } from '#lib/path/walk.ts'

/** A path that an attribute has in resources of a type, or of any (`*`). */
export type RegisteredPath = { readonly attribute: string; readonly type: string; readonly path: string }

/** The registered paths, by attribute name. */
export type Registry = ReadonlyMap<string, readonly RegisteredPath[]>

/** The attributes that people look at first, whatever their own names are. */
export const general = 'attribute-value'
export const detail = 'detail'

/**
 * The paths of ConfigHub's attributes: of containers and workloads of every kind, of a few other kinds, and of
 * references to resources, named `resource-name/<type>`.
 */
export const registry: Registry = registryOf([
  ...workloadPaths().flatMap((path) => [path, { ...path, under: general }]),
  ...detailPaths().map((path) => ({ ...path, under: detail })),
  ...detailPaths(),
  ...references.map(({ target, ...path }) => ({
    ...path,
    attribute: 'resource-name',
    under: `resource-name/${target}`,
  })),
])

/** Where the paths lead in a resource, in the order of the registry; each place once. */
export function registeredPlaces(paths: readonly RegisteredPath[], { resourceType, value }: Resource) {
  const seen = new Set<string>()
  return paths
    .filter(({ type }) => type === '*' || type === resourceType)
    .flatMap(({ attribute, path }) => readPath(value, path).map((place) => ({ ...place, attribute })))
    .filter(({ path }) => !seen.has(path) && seen.add(path))
}

function registryOf(paths: readonly (RegisteredPath & { readonly under?: string })[]): Registry {
  const byName = Map.groupBy(paths, ({ attribute, under }) => under ?? attribute)
  return new Map([...byName].map(([name, each]) => [name, each.map(({ under: _, ...path }) => path)]))
}

function workloadPaths(): RegisteredPath[] {
  const containers = Object.entries(podSpecs).flatMap(([type, podSpec]) =>
    ['containers', 'initContainers'].flatMap((list) =>
      [
        ['container-name', 'name'],
        ['container-image', 'image'],
        ['env-value', 'env.*.value'],
      ].map(([attribute = '', path]) => ({ attribute, type, path: `${podSpec}.${list}.*.${path}` })),
    ),
  )
  const replicas = scalable.map((type) => ({ attribute: 'replicas', type, path: 'spec.replicas' }))
  return [
    ...replicas,
    ...containers,
    { attribute: 'namespace-name', type: '*', path: 'metadata.namespace' },
    { attribute: 'namespace-name', type: 'v1/Namespace', path: 'metadata.name' },
    { attribute: 'hostname', type: 'networking.k8s.io/v1/Ingress', path: 'spec.rules.*.host' },
  ]
}

function detailPaths(): RegisteredPath[] {
  const of = (types: readonly string[], paths: Readonly<Record<string, string>>) =>
    types.flatMap((type) => Object.entries(paths).map(([attribute, path]) => ({ attribute, type, path })))
  const rbac = (kind: string) => `rbac.authorization.k8s.io/v1/${kind}`
  return [
    ...of(['v1/Service'], {
      'service-type': 'spec.type',
      port: 'spec.ports.*.port',
      'target-port': 'spec.ports.*.targetPort',
    }),
    ...of(['networking.k8s.io/v1/Ingress'], {
      hostname: 'spec.rules.*.host',
      'uri-path': 'spec.rules.*.http.paths.*.path',
      'backend-service-name': 'spec.rules.*.http.paths.*.backend.service.name',
      'backend-service-port': 'spec.rules.*.http.paths.*.backend.service.port.number',
    }),
    ...of(['networking.k8s.io/v1/IngressClass'], { 'ingress-controller': 'spec.controller' }),
    ...of(['v1/ServiceAccount'], { 'automount-token': 'automountServiceAccountToken' }),
    ...of([rbac('Role'), rbac('ClusterRole')], {
      'api-group': 'rules.*.apiGroups.*',
      'resource-type': 'rules.*.resources.*',
      'resource-name': 'rules.*.resourceNames.*',
      verb: 'rules.*.verbs.*',
    }),
    ...of([rbac('RoleBinding'), rbac('ClusterRoleBinding')], {
      'role-name': 'roleRef.name',
      'role-kind': 'roleRef.kind',
      'subject-name': 'subjects.*.name',
      'subject-namespace': 'subjects.*.namespace',
      'subject-kind': 'subjects.*.kind',
      'subject-api-group': 'subjects.*.apiGroup',
    }),
  ]
}
