import { expect, it } from 'vitest'
import { type FieldRule, looksLikePod, shapeOfKind } from '#lib/config/patch/list-rules.ts'
import { listTable } from '#lib/config/patch/list-table.ts'

function ruleAt(apiVersion: string, kind: string, path: string): FieldRule | undefined {
  let shape = shapeOfKind(apiVersion, kind)
  let rule: FieldRule | undefined
  for (const field of path.split('.')) {
    rule = shape?.(field)
    shape = rule !== undefined && 'shape' in rule ? rule.shape : undefined
  }
  return rule
}

it.each([
  ['v1', 'ConfigMap', 'metadata.finalizers', { kind: 'set' }],
  ['v1', 'ServiceAccount', 'secrets', { kind: 'keyed', keys: ['name'] }],
  ['v1', 'ServiceAccount', 'imagePullSecrets', undefined],
  ['v1', 'Pod', 'spec.imagePullSecrets', { kind: 'keyed', keys: ['name'] }],
  [
    'v1',
    'Service',
    'spec.ports',
    { kind: 'keyed', keys: ['port', 'protocol'], defaults: { protocol: 'TCP' } },
  ],
  ['v1', 'Node', 'spec.taints', undefined],
  [
    'apps/v1',
    'StatefulSet',
    'spec.template.spec.containers.volumeMounts',
    { kind: 'keyed', keys: ['mountPath'] },
  ],
  [
    'batch/v1beta1',
    'CronJob',
    'spec.jobTemplate.spec.template.spec.volumes',
    { kind: 'keyed', keys: ['name'] },
  ],
  ['discovery.k8s.io/v1', 'EndpointSlice', 'ports', undefined],
  ['policy/v1', 'PodDisruptionBudget', 'spec.selector', { kind: 'replaced' }],
  ['argoproj.io/v1alpha1', 'Rollout', 'spec.template.spec.containers', undefined],
])('%s %s %s', (apiVersion, kind, path, rule) => {
  if (rule === undefined) expect(ruleAt(apiVersion, kind, path)).toBeUndefined()
  else expect(ruleAt(apiVersion, kind, path)).toMatchObject(rule)
})

it('every type that the table names has a line in it', () => {
  const lines = listTable.types.trim().split('\n')
  const known = new Set(lines.map((line) => line.slice(0, line.indexOf(':'))))
  const named = lines.flatMap((line) => [...line.matchAll(/ ([A-Z]\w*)(?=,|$| by)/g)].map(([, type]) => type))

  expect(named.length).toBeGreaterThan(50)
  expect(named.filter((type) => type !== undefined && !known.has(type))).toEqual([])
})

it.each([
  [{ containers: [{ name: 'a' }] }, true],
  [{ containers: [{ image: 'a' }, { name: 'b' }] }, true],
  [{ containers: ['a'] }, false],
  [{ containers: [] }, false],
  [{ volumes: [{ name: 'a' }] }, false],
])('%j looks like a pod: %s', (map, expected) => {
  expect(looksLikePod(map)).toBe(expected)
})
