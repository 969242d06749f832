import { podSpecs } from '#hub/functions/workloads.ts'

/** A place where resources of a type (`*`: of any) name one of another type. */
export type Reference = {
  /** `v1/ConfigMap`: what is named. */
  readonly target: string
  readonly type: string
  readonly path: string
}

const rbac = 'rbac.authorization.k8s.io/v1'
const ingress = 'networking.k8s.io/v1/Ingress'
const autoscaler = 'autoscaling/v2/HorizontalPodAutoscaler'
const bindings = [`${rbac}/RoleBinding`, `${rbac}/ClusterRoleBinding`]

/** Within a pod spec, by what is named. */
const inPods: Readonly<Record<string, readonly string[]>> = {
  'v1/ConfigMap': [
    'volumes.*.configMap.name',
    'volumes.*.projected.sources.*.configMap.name',
    ...inContainers('env.*.valueFrom.configMapKeyRef.name', 'envFrom.*.configMapRef.name'),
  ],
  'v1/Secret': [
    'imagePullSecrets.*.name',
    'volumes.*.secret.secretName',
    'volumes.*.projected.sources.*.secret.name',
    ...inContainers('env.*.valueFrom.secretKeyRef.name', 'envFrom.*.secretRef.name'),
  ],
  'v1/PersistentVolumeClaim': ['volumes.*.persistentVolumeClaim.claimName'],
  'v1/ServiceAccount': ['serviceAccountName'],
  'scheduling.k8s.io/v1/PriorityClass': ['priorityClassName'],
}

/** Where Kubernetes' own types name each other; custom resources are not known here. */
export const references: readonly Reference[] = [
  ...Object.entries(podSpecs).flatMap(([type, podSpec]) =>
    Object.entries(inPods).flatMap(([target, paths]) =>
      paths.map((path) => ({ target, type, path: `${podSpec}.${path}` })),
    ),
  ),
  ...to('v1/Namespace', ['*'], 'metadata.namespace'),
  ...to('v1/Namespace', bindings, 'subjects.*.namespace'),
  ...to('v1/ServiceAccount', bindings, 'subjects.*?kind=ServiceAccount.name'),
  // In a binding, only roleRef names its own kind.
  ...to(`${rbac}/Role`, bindings, '*?kind=Role.name'),
  ...to(`${rbac}/ClusterRole`, bindings, '*?kind=ClusterRole.name'),
  ...to('v1/Secret', ['v1/ServiceAccount'], 'secrets.*.name', 'imagePullSecrets.*.name'),
  ...to('v1/Secret', [ingress], 'spec.tls.*.secretName'),
  ...to(
    'v1/Service',
    [ingress],
    'spec.defaultBackend.service.name',
    'spec.rules.*.http.paths.*.backend.service.name',
  ),
  ...to('v1/Service', ['apps/v1/StatefulSet'], 'spec.serviceName'),
  ...to('networking.k8s.io/v1/IngressClass', [ingress], 'spec.ingressClassName'),
  ...to('storage.k8s.io/v1/StorageClass', ['v1/PersistentVolumeClaim'], 'spec.storageClassName'),
  ...to('v1/PersistentVolume', ['v1/PersistentVolumeClaim'], 'spec.volumeName'),
  ...['Deployment', 'StatefulSet', 'ReplicaSet'].flatMap((kind) =>
    to(`apps/v1/${kind}`, [autoscaler], `spec.*?kind=${kind}.name`),
  ),
]

function to(target: string, types: readonly string[], ...paths: readonly string[]): Reference[] {
  return types.flatMap((type) => paths.map((path) => ({ target, type, path })))
}

function inContainers(...paths: readonly string[]): string[] {
  return ['containers', 'initContainers'].flatMap((list) => paths.map((path) => `${list}.*.${path}`))
}
