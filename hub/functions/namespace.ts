import { type Edit, editEach } from '#hub/functions/edit.ts'
import { type HubFunction, mutating } from '#hub/functions/function.ts'
import { isJsonMap, type Json } from '#lib/base/json.ts'
import type { Resource } from '#lib/config/document/document.ts'

/** Built-in kinds without a namespace. */
const clusterScoped = new Set(
  `Namespace Node PersistentVolume StorageClass ClusterRole ClusterRoleBinding CustomResourceDefinition
  PriorityClass IngressClass GatewayClass RuntimeClass CSIDriver CSINode VolumeAttachment VolumeAttributesClass
  ValidatingWebhookConfiguration MutatingWebhookConfiguration ValidatingAdmissionPolicy
  ValidatingAdmissionPolicyBinding MutatingAdmissionPolicy MutatingAdmissionPolicyBinding APIService
  CertificateSigningRequest ClusterTrustBundle FlowSchema PriorityLevelConfiguration ServiceCIDR IPAddress
  ComponentStatus DeviceClass ResourceSlice StorageVersion StorageVersionMigration`.split(/\s+/),
)

export const namespace: HubFunction = {
  signature: mutating({
    FunctionName: 'set-namespace',
    Description:
      'Set the namespace of every resource that has one, the name of Namespaces and the namespace of the service accounts that bindings name; custom resources without a namespace are left alone',
    AttributeName: 'namespace-name',
    Parameters: [
      {
        ParameterName: 'namespace-name',
        DataType: 'string',
        Description: 'Name of the namespace',
        Required: true,
        Regexp: '^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$',
        Example: 'prod',
      },
    ],
  }),
  run: (input) =>
    editEach(input, (resource) => [
      ...ownNamespace(resource, String(input.args['namespace-name'])),
      ...subjectNamespaces(resource, String(input.args['namespace-name'])),
    ]),
}

function ownNamespace({ resourceType, value }: Resource, name: string): Edit[] {
  if (!isJsonMap(value) || resourceType === '') return []
  if (resourceType === 'v1/Namespace') return [{ path: 'metadata.name', value: name }]
  const kind = resourceType.slice(resourceType.lastIndexOf('/') + 1)
  const has = isJsonMap(value.metadata) && value.metadata.namespace !== undefined
  if (!has && (!isBuiltIn(resourceType) || clusterScoped.has(kind))) return []
  return [{ path: 'metadata.namespace', value: name }]
}

/** `v1`, `apps/v1`, `networking.k8s.io/v1`: API groups of Kubernetes itself. */
function isBuiltIn(resourceType: string): boolean {
  const parts = resourceType.split('/')
  const group = parts.length === 2 ? '' : (parts[0] ?? '')
  return !group.includes('.') || /(^|\.)k8s\.io$/.test(group)
}

function subjectNamespaces({ resourceType, value }: Resource, name: string): Edit[] {
  if (!/^rbac\.authorization\.k8s\.io\/[^/]+\/(Cluster)?RoleBinding$/.test(resourceType)) return []
  const subjects = isJsonMap(value) && Array.isArray(value.subjects) ? value.subjects : []
  return subjects.flatMap((subject: Json, index: number) =>
    isJsonMap(subject) && subject.kind === 'ServiceAccount' && subject.namespace !== undefined
      ? [{ path: `subjects.${index}.namespace`, value: name }]
      : [],
  )
}
