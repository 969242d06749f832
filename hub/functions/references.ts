import { podSpecs } from '#hub/functions/workloads.ts'
import { isJsonMap, type Json } from '#lib/base/json.ts'
import type { Resource } from '#lib/config/document/document.ts'
import { readPath } from '#lib/path/walk.ts'

/** A place in a resource that names another resource. */
export type NameReference = {
  readonly path: string
  readonly value: Json
  /** Type of what it names: `v1/ConfigMap`. */
  readonly names: string
}

/** Path in a pod spec -> what it names. */
const inPods: Readonly<Record<string, string>> = {
  serviceAccountName: 'v1/ServiceAccount',
  priorityClassName: 'scheduling.k8s.io/v1/PriorityClass',
  runtimeClassName: 'node.k8s.io/v1/RuntimeClass',
  'imagePullSecrets.*.name': 'v1/Secret',
  'volumes.*.configMap.name': 'v1/ConfigMap',
  'volumes.*.secret.secretName': 'v1/Secret',
  'volumes.*.persistentVolumeClaim.claimName': 'v1/PersistentVolumeClaim',
  'volumes.*.projected.sources.*.configMap.name': 'v1/ConfigMap',
  'volumes.*.projected.sources.*.secret.name': 'v1/Secret',
  ...inContainers('containers'),
  ...inContainers('initContainers'),
}

function inContainers(list: string): Record<string, string> {
  return {
    [`${list}.*.env.*.valueFrom.configMapKeyRef.name`]: 'v1/ConfigMap',
    [`${list}.*.env.*.valueFrom.secretKeyRef.name`]: 'v1/Secret',
    [`${list}.*.envFrom.*.configMapRef.name`]: 'v1/ConfigMap',
    [`${list}.*.envFrom.*.secretRef.name`]: 'v1/Secret',
  }
}

const gateway = 'gateway.networking.k8s.io/v1/Gateway'
const webhook = 'webhooks.*.clientConfig.service'

/** Resource type -> path -> what it names. */
const inResources: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'apps/v1/StatefulSet': {
    'spec.serviceName': 'v1/Service',
    'spec.volumeClaimTemplates.*.spec.storageClassName': 'storage.k8s.io/v1/StorageClass',
  },
  'v1/ServiceAccount': { 'secrets.*.name': 'v1/Secret', 'imagePullSecrets.*.name': 'v1/Secret' },
  'v1/PersistentVolumeClaim': {
    'spec.storageClassName': 'storage.k8s.io/v1/StorageClass',
    'spec.volumeName': 'v1/PersistentVolume',
  },
  'networking.k8s.io/v1/Ingress': {
    'spec.ingressClassName': 'networking.k8s.io/v1/IngressClass',
    'spec.defaultBackend.service.name': 'v1/Service',
    'spec.rules.*.http.paths.*.backend.service.name': 'v1/Service',
    'spec.tls.*.secretName': 'v1/Secret',
  },
  'gateway.networking.k8s.io/v1/HTTPRoute': {
    'spec.parentRefs.*.name': gateway,
    'spec.rules.*.backendRefs.*.name': 'v1/Service',
  },
  'apiregistration.k8s.io/v1/APIService': {
    'spec.service.name': 'v1/Service',
    'spec.service.namespace': 'v1/Namespace',
  },
  'admissionregistration.k8s.io/v1/ValidatingWebhookConfiguration': {
    [`${webhook}.name`]: 'v1/Service',
    [`${webhook}.namespace`]: 'v1/Namespace',
  },
  'admissionregistration.k8s.io/v1/MutatingWebhookConfiguration': {
    [`${webhook}.name`]: 'v1/Service',
    [`${webhook}.namespace`]: 'v1/Namespace',
  },
}

/** The type of the named resource, from the `kind` beside the name; group and version are implied. */
const byKind: Readonly<Record<string, Readonly<Record<string, (kind: string) => string>>>> = {
  'autoscaling/v2/HorizontalPodAutoscaler': { 'spec.scaleTargetRef': (kind) => `apps/v1/${kind}` },
  'rbac.authorization.k8s.io/v1/RoleBinding': bindings(),
  'rbac.authorization.k8s.io/v1/ClusterRoleBinding': bindings(),
}

function bindings(): Record<string, (kind: string) => string> {
  return {
    roleRef: (kind) => `rbac.authorization.k8s.io/v1/${kind}`,
    'subjects.*': (kind) => (kind === 'ServiceAccount' ? 'v1/ServiceAccount' : ''),
  }
}

/** Every place in a resource of a known kind that names another one, with its value. */
export function nameReferences({ resourceType, value }: Resource): NameReference[] {
  const pods = podSpecs[resourceType]
  const places = [
    ['metadata.namespace', 'v1/Namespace'],
    ...Object.entries(inResources[resourceType] ?? {}),
    ...(pods === undefined ? [] : Object.entries(inPods).map(([path, names]) => [`${pods}.${path}`, names])),
  ]
  return [
    ...places.flatMap(([pattern = '', names = '']) =>
      readPath(value, pattern).map(({ path, value: found }) => ({ path, value: found, names })),
    ),
    ...Object.entries(byKind[resourceType] ?? {}).flatMap(([pattern, typeOf]) =>
      readPath(value, pattern).flatMap(({ path, value: at }) => namedByKind(path, at, typeOf)),
    ),
  ]
}

function namedByKind(path: string, at: Json, typeOf: (kind: string) => string): NameReference[] {
  if (!isJsonMap(at) || typeof at.kind !== 'string') return []
  const names = typeOf(at.kind)
  return [
    ...(names === '' || at.name === undefined ? [] : [{ path: `${path}.name`, value: at.name, names }]),
    ...(at.namespace === undefined
      ? []
      : [{ path: `${path}.namespace`, value: at.namespace, names: 'v1/Namespace' }]),
  ]
}
