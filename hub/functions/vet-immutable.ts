import { attributeValue } from '#hub/functions/edit.ts'
import { type HubFunction, type Input, type Ran, validating } from '#hub/functions/function.ts'
import type { AttributeValue, Issue } from '#hub/functions/outputs.ts'
import { dataTypeOf } from '#hub/functions/paths.ts'
import { isJsonMap } from '#lib/base/json.ts'
import { diffResources } from '#lib/config/compare/diff.ts'
import type { PathChange } from '#lib/config/compare/path-change.ts'
import type { Resource } from '#lib/config/document/document.ts'

/** Fields that Kubernetes refuses to change once a resource exists. */
const immutable: Readonly<Record<string, readonly string[]>> = {
  'apps/v1/Deployment': ['spec.selector'],
  'apps/v1/ReplicaSet': ['spec.selector'],
  'apps/v1/DaemonSet': ['spec.selector'],
  'apps/v1/StatefulSet': [
    'spec.selector',
    'spec.serviceName',
    'spec.podManagementPolicy',
    'spec.volumeClaimTemplates',
  ],
  'batch/v1/Job': ['spec.selector', 'spec.template', 'spec.completionMode'],
  'v1/PersistentVolumeClaim': [
    'spec.accessModes',
    'spec.selector',
    'spec.storageClassName',
    'spec.volumeMode',
    'spec.volumeName',
  ],
  'storage.k8s.io/v1/StorageClass': ['provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode'],
  'rbac.authorization.k8s.io/v1/RoleBinding': ['roleRef'],
  'rbac.authorization.k8s.io/v1/ClusterRoleBinding': ['roleRef'],
  'v1/Secret': ['type'],
}

export const vetImmutable: HubFunction = {
  signature: validating({
    FunctionName: 'vet-immutable',
    Description:
      'Passes when no field that is immutable in Kubernetes differs from another revision, the last released one unless other_data_source names one; passes if there is no such revision',
    OtherDataExpected: ['LastReleasedRevisionNum'],
    Parameters: [
      {
        ParameterName: 'attribute-name',
        DataType: 'string',
        Description: 'Name of the attribute whose paths are immutable; of any other than immutable none are',
        Required: false,
        Example: 'immutable',
      },
    ],
  }),
  run: (input) => {
    const { 'attribute-name': attribute = '' } = input.args
    const isKnown = attribute === '' || attribute === 'immutable'
    return judge(input, (isKnown ? input.other?.resources : null) ?? [])
  },
}

function judge(input: Input, before: readonly Resource[]): Ran {
  const issues: Issue[] = []
  const attributes: AttributeValue[] = []
  for (const resource of input.resources) {
    const old = before.find(
      (each) => each.resourceType === resource.resourceType && each.resourceName === resource.resourceName,
    )
    if (old === undefined) continue
    for (const change of diffResources([old], [resource])) {
      if (!isForbidden(old, change)) continue
      const { path, from = null, to = null } = change
      issues.push({
        Identifier: 'immutable',
        Message: `${resource.resourceType} ${resource.resourceName}: ${path} cannot change from ${JSON.stringify(from)} to ${JSON.stringify(to)}`,
      })
      attributes.push(attributeValue(resource, { path, value: to, dataType: dataTypeOf(to) }))
    }
  }
  return { kind: 'judged', verdict: { passed: issues.length === 0, issues, attributes } }
}

function isForbidden({ resourceType, value }: Resource, { path }: PathChange): boolean {
  const fields = [...(immutable[resourceType] ?? [])]
  const isSealed = isJsonMap(value) && value.immutable === true
  if (isSealed && (resourceType === 'v1/ConfigMap' || resourceType === 'v1/Secret'))
    fields.push('data', 'binaryData', 'stringData', 'immutable')
  return fields.some((field) => path === field || path.startsWith(`${field}.`))
}
