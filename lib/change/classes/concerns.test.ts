import { describe, expect, it } from 'vitest'
import type { Json } from '#lib/base/json.ts'
import { concernsOf, concernsOfGoingBack } from '#lib/change/classes/concerns.ts'
import { readResources } from '#lib/config/document/document.ts'
import type { DocumentPatch } from '#lib/config/patch/patch.ts'
import { applyPatch } from '#lib/config/testing/apply-patch.ts'

const workload = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: trade
  namespace: prod
  labels: {app: trade}
spec:
  replicas: 3
  selector: {matchLabels: {app: trade}}
  strategy: {rollingUpdate: {maxUnavailable: 1}}
  template:
    metadata: {labels: {app: trade}}
    spec:
      containers:
        - name: trade
          image: app:v1
          env: [{name: LOG_LEVEL, value: info}]
          ports: [{containerPort: 8080}]
          resources: {limits: {cpu: 1, memory: 1Gi}}
          livenessProbe: {httpGet: {path: /, port: 8080}, periodSeconds: 5}
          unheardOf: true
---
apiVersion: v1
kind: Service
metadata: {name: trade, namespace: prod}
spec: {ports: [{port: 80, targetPort: 8080}]}
`
const settings = `apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {a: "1", b: "2"}
`
const custom = `apiVersion: example.com/v1
kind: Database
metadata: {name: db}
spec: {size: 3, storage: 10Gi, cpu: 1, mode: fast, priority: 5, nodes: [{name: a}], nested: {one: 1, two: 2}}
`
const autoscaler = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: trade}
spec: {minReplicas: 2, maxReplicas: 5, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: trade}}
`
const job = `apiVersion: batch/v1
kind: CronJob
metadata: {name: nightly}
spec: {schedule: "0 3 * * *", suspend: false, jobTemplate: {spec: {template: {spec: {containers: [{name: a, image: b}], restartPolicy: Never}}}}}
`
const application = `server: {port: 8080, name: x}
metadata: {name: settings}
`
const list = `apiVersion: v1
kind: List
items:
  - apiVersion: apps/v1
    kind: Deployment
    metadata: {name: one}
    spec: {replicas: 1, selector: {}, template: {spec: {containers: [{name: a, image: b}]}}}
`

async function concernsOfPatch(document: string, patch: DocumentPatch) {
  const applied = applyPatch(document, patch)
  if (!applied.ok) throw new Error(applied.error.message)
  expect(applied.value.changed, 'the patch changes the document').toBe(true)
  return concernsBetween(document, applied.value.text)
}

async function concernsBetween(before: string, after: string) {
  const [old, fresh] = [readResources(before), readResources(after)]
  if (!old.ok || !fresh.ok) throw new Error('unreadable')
  return concernsOf(old.value, fresh.value)
}

const deployment = 'apps/v1/Deployment'
const merge = (patch: Json, resourceType = ''): DocumentPatch => ({
  kind: 'merge',
  text: JSON.stringify(patch),
  ...(resourceType === '' ? {} : { resourceType }),
})
const set = (path: string, value: Json, resourceType = ''): DocumentPatch => ({
  kind: 'set-fields',
  fields: [{ path, value }],
  ...(resourceType === '' ? {} : { resourceType }),
})
const container = (patch: Json) =>
  merge({ spec: { template: { spec: { containers: [patch] } } } }, deployment)
const pod = (patch: Json) => merge({ spec: { template: { spec: patch } } }, deployment)

describe('needs consent', () => {
  it.each<[why: string, document: string, patch: DocumentPatch, kind: string, text: string]>([
    [
      'an unknown field',
      workload,
      set('spec.replica', 5, deployment),
      'unknown-field',
      'spec.replica is not a field of apps/v1/Deployment',
    ],
    [
      'a field of another kind',
      workload,
      merge({ spec: { replicas: 6 } }),
      'unknown-field',
      'spec.replicas is not a field of v1/Service',
    ],
    [
      'an unknown field of a container',
      workload,
      container({ name: 'trade', imagee: 'x' }),
      'unknown-field',
      'trade imagee is not',
    ],
    [
      'an unknown field deep in a new map',
      workload,
      container({ name: 'trade', readinessProbe: { httpGet: { port: 1, paht: '/' } } }),
      'unknown-field',
      'paht is not',
    ],
    [
      'an unknown field at the root',
      settings,
      merge({ dat: { c: '3' } }),
      'unknown-field',
      'dat is not a field of v1/ConfigMap',
    ],
    [
      'an unknown field of metadata',
      workload,
      set('metadata.label.x', 'y', deployment),
      'unknown-field',
      'metadata.label is not',
    ],
    [
      'an unknown field beside one that was there',
      workload,
      container({ name: 'trade', unheardOf2: 1 }),
      'unknown-field',
      'trade unheardOf2',
    ],
    [
      'an unknown field in an item of a List',
      list,
      { kind: 'json', text: '[{"op":"add","path":"/spec/replica","value":2}]' },
      'unknown-field',
      'spec.replica is not a field of apps/v1/Deployment',
    ],
    [
      'a text for a number',
      workload,
      set('spec.replicas', 'five', deployment),
      'type',
      'spec.replicas must be',
    ],
    [
      'digits as text for a number',
      workload,
      set('spec.replicas', '5', deployment),
      'type',
      'spec.replicas must be',
    ],
    [
      'a fraction of a replica',
      workload,
      set('spec.replicas', 2.5, deployment),
      'type',
      'spec.replicas must be integer',
    ],
    [
      'a map for a number',
      workload,
      set('spec.replicas', { a: 1 }, deployment),
      'type',
      'spec.replicas must be',
    ],
    ['a number for a text', settings, set('data.a', 1), 'type', 'data.a must be string'],
    [
      'a wrong type in a new field',
      workload,
      set('spec.minReadySeconds', 'ten', deployment),
      'type',
      'spec.minReadySeconds must be',
    ],
    [
      'a text for a number of an unknown kind',
      custom,
      set('spec.size', 'three'),
      'type',
      'makes spec.size a string instead of a number',
    ],
    [
      'a list for a map of an unknown kind',
      custom,
      set('spec.nested', [1]),
      'type',
      'makes spec.nested a list instead of a map',
    ],
    [
      'a boolean for a text of an unknown kind',
      custom,
      set('spec.mode', true),
      'type',
      'makes spec.mode a boolean',
    ],
    ['a text for a number of an application', application, set('server.port', 'http'), 'type', 'server.port'],
    [
      'a value that is not allowed',
      workload,
      container({ name: 'trade', imagePullPolicy: 'Sometimes' }),
      'schema',
      'allowed values',
    ],
    [
      'a required field that goes',
      workload,
      merge({ spec: { selector: null } }, deployment),
      'schema',
      'selector',
    ],
    [
      'another kind',
      workload,
      {
        kind: 'json',
        text: '[{"op":"replace","path":"/kind","value":"StatefulSet"}]',
        resourceType: deployment,
      },
      'identity',
      'changes kind',
    ],
    [
      'another apiVersion',
      workload,
      set('apiVersion', 'apps/v1beta1', deployment),
      'identity',
      'changes apiVersion',
    ],
    [
      'another name',
      workload,
      set('metadata.name', 'other', deployment),
      'identity',
      'changes metadata.name',
    ],
    [
      'another namespace',
      workload,
      set('metadata.namespace', 'dev', deployment),
      'identity',
      'changes metadata.namespace',
    ],
    [
      'a first namespace',
      settings,
      set('metadata.namespace', 'dev'),
      'identity',
      'changes metadata.namespace',
    ],
    ['a name that goes', settings, merge({ metadata: { name: null } }), 'identity', 'changes metadata.name'],
    [
      'another name of an item of a List',
      list,
      { kind: 'json', text: '[{"op":"replace","path":"/metadata/name","value":"two"}]' },
      'identity',
      'changes metadata.name',
    ],
    [
      'an item of a List that goes',
      `${list}  - {apiVersion: v1, kind: ConfigMap, metadata: {name: two}}\n`,
      { kind: 'json', text: '[{"op":"remove","path":"/items/0"}]', resourceType: 'v1/List' },
      'deletes-resource',
      'deletes a resource, apps/v1/Deployment',
    ],
    [
      'a whole spec that goes',
      workload,
      merge({ spec: null }, deployment),
      'removes-section',
      'removes all of spec',
    ],
    ['data emptied', settings, set('data', {}), 'removes-section', 'removes all of data'],
    [
      'a section of an unknown kind that goes',
      custom,
      merge({ spec: { nested: null } }),
      'removes-section',
      'removes all of spec.nested',
    ],
    [
      'a probe that goes',
      workload,
      container({ name: 'trade', livenessProbe: null }),
      'removes-section',
      'trade livenessProbe',
    ],
    [
      'a container that goes',
      workload,
      {
        kind: 'json',
        text: '[{"op":"remove","path":"/spec/template/spec/containers/0"}]',
        resourceType: deployment,
      },
      'removes-section',
      'removes all of container trade',
    ],
    [
      'a container of a misspelled name',
      workload,
      container({ name: 'trad', image: 'app:v2' }),
      'new-element',
      'adds container trad',
    ],
    [
      'a misspelled container that also lacks an image',
      workload,
      container({ name: 'traed', env: [{ name: 'X', value: '1' }] }),
      'new-element',
      'adds container traed',
    ],
    [
      'no replicas',
      workload,
      set('spec.replicas', 0, deployment),
      'stops-workload',
      'sets spec.replicas to 0',
    ],
    [
      'no replicas through a merge',
      workload,
      merge({ spec: { replicas: 0 } }, deployment),
      'stops-workload',
      'sets spec.replicas to 0',
    ],
    [
      'no replicas of an unknown kind',
      custom,
      set('spec.replicas', 0),
      'stops-workload',
      'sets spec.replicas to 0',
    ],
    [
      'no least replicas',
      autoscaler,
      set('spec.minReplicas', 0),
      'stops-workload',
      'sets spec.minReplicas to 0',
    ],
    ['a suspended job', job, set('spec.suspend', true), 'stops-workload', 'sets spec.suspend to true'],
    [
      'negative replicas',
      workload,
      set('spec.replicas', -1, deployment),
      'negative',
      'sets spec.replicas to -1',
    ],
    [
      'negative replicas inside a new map',
      custom,
      set('spec.pool', { replicas: -2 }),
      'negative',
      'sets spec.pool.replicas to -2',
    ],
    [
      'a negative time',
      workload,
      container({ name: 'trade', livenessProbe: { periodSeconds: -5 } }),
      'negative',
      'periodSeconds to -5',
    ],
    [
      'a negative port',
      workload,
      pod({ terminationGracePeriodSeconds: -1 }),
      'negative',
      'terminationGracePeriodSeconds to -1',
    ],
  ])('%s', async (_, document, patch, kind, text) => {
    const concerns = await concernsOfPatch(document, patch)

    expect(concerns).toContainEqual({ kind, text: expect.stringContaining(text) })
  })

  it.each([
    [
      'a resource that goes',
      workload,
      workload.slice(0, workload.indexOf('---')),
      'deletes-resource',
      'v1/Service',
    ],
    [
      'a resource that comes',
      settings,
      `${settings}---\n${custom}`,
      'adds-resource',
      'example.com/v1/Database',
    ],
  ])('%s', async (_, before, after, kind, text) => {
    expect(await concernsBetween(before, after)).toEqual([{ kind, text: expect.stringContaining(text) }])
  })
})

describe('raises no concern', () => {
  it.each<[why: string, document: string, patch: DocumentPatch]>([
    ['more replicas', workload, set('spec.replicas', 5, deployment)],
    ['fewer replicas', workload, set('spec.replicas', 1, deployment)],
    ['an image', workload, container({ name: 'trade', image: 'app:v2' })],
    ['a label of one type', workload, set('metadata.labels.team', 'x', deployment)],
    ['a label of every resource', workload, merge({ metadata: { labels: { team: 'x' } } })],
    ['an annotation with a strange key', workload, merge({ metadata: { annotations: { 'a.b/c~d': 'x' } } })],
    ['a new variable', workload, container({ name: 'trade', env: [{ name: 'X', value: '1' }] })],
    [
      'a variable from elsewhere',
      workload,
      container({
        name: 'trade',
        env: [{ name: 'X', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }],
      }),
    ],
    [
      'a variable that goes',
      workload,
      container({ name: 'trade', env: [{ name: 'LOG_LEVEL', $patch: 'delete' }] }),
    ],
    [
      'a quantity instead of a number',
      workload,
      container({ name: 'trade', resources: { limits: { cpu: '500m' } } }),
    ],
    [
      'a resource of another vendor',
      workload,
      container({ name: 'trade', resources: { limits: { 'nvidia.com/gpu': 1 } } }),
    ],
    [
      'a percentage instead of a number',
      workload,
      merge({ spec: { strategy: { rollingUpdate: { maxUnavailable: '25%' } } } }, deployment),
    ],
    ['a port by name', workload, container({ name: 'trade', livenessProbe: { httpGet: { port: 'http' } } })],
    [
      'a target port by name',
      workload,
      {
        kind: 'json',
        text: '[{"op":"replace","path":"/spec/ports/0/targetPort","value":"http"}]',
        resourceType: 'v1/Service',
      },
    ],
    [
      'another port',
      workload,
      container({ name: 'trade', ports: [{ containerPort: 9090, name: 'metrics' }] }),
    ],
    [
      'a whole new probe',
      workload,
      container({ name: 'trade', readinessProbe: { tcpSocket: { port: 1 }, initialDelaySeconds: 0 } }),
    ],
    ['a volume', workload, pod({ volumes: [{ name: 'x', emptyDir: {} }] })],
    [
      'a volume of a driver, with attributes of its own',
      workload,
      pod({ volumes: [{ name: 'x', csi: { driver: 'd', volumeAttributes: { any: 'thing' } } }] }),
    ],
    ['a node selector', workload, pod({ nodeSelector: { disk: 'ssd' } })],
    ['tolerations', workload, pod({ tolerations: [{ key: 'a', operator: 'Exists' }] })],
    ['a security context', workload, pod({ securityContext: { runAsNonRoot: true } })],
    ['a setting', settings, set('data.c', '3')],
    ['a setting that goes', settings, merge({ data: { a: null } })],
    ['a field of an unknown kind', custom, set('spec.anything', 'goes')],
    ['a map in an unknown kind', custom, set('spec.more', { a: { b: 1 } })],
    ['a number of an unknown kind', custom, set('spec.size', 5)],
    ['a quantity of an unknown kind', custom, set('spec.cpu', '500m')],
    ['a negative priority of an unknown kind', custom, set('spec.priority', -5)],
    ['an element of an unknown kind', custom, merge({ spec: { nodes: [{ name: 'a' }, { name: 'b' }] } })],
    ['more least replicas', autoscaler, set('spec.minReplicas', 3)],
    ['a schedule', job, set('spec.schedule', '0 4 * * *')],
    ['the name in the metadata of an application', application, set('metadata.name', 'other')],
    ['a field of an application', application, set('server.host', 'x')],
    [
      'replicas of an item of a List',
      list,
      { kind: 'json', text: '[{"op":"replace","path":"/spec/replicas","value":3}]' },
    ],
    ['what was wrong before and stays', workload, set('metadata.labels.a', 'b', deployment)],
  ])('%s', async (_, document, patch) => {
    expect(await concernsOfPatch(document, patch)).toEqual([])
  })

  it('a change of comments and layout alone', async () => {
    expect(
      await concernsBetween(
        settings,
        `# settings\n${settings.replace('{a: "1", b: "2"}', '\n  a: "1"\n  b: "2"')}`,
      ),
    ).toEqual([])
  })

  it('a fault whose neighbours moved', async () => {
    const before = workload.replace(
      '        - name: trade\n',
      '        - name: side\n          image: s:v1\n        - name: trade\n',
    )
    const after = workload.replace(
      '          unheardOf: true\n',
      '          unheardOf: true\n        - name: side\n          image: s:v1\n',
    )

    expect(await concernsBetween(before, after)).toEqual([])
  })
})

it('reveals no values except numbers of replicas, because a value may be a secret', async () => {
  const secret = 'correct-horse-battery-staple'
  const patches = [
    container({ name: 'trade', imagePullPolicy: secret }),
    set('spec.replicas', secret, deployment),
    set('spec.unknown', secret, deployment),
    set('metadata.name', secret, deployment),
    set('apiVersion', secret, deployment),
  ]

  const concerns = await Promise.all(patches.map((patch) => concernsOfPatch(workload, patch)))

  expect(concerns.every((each) => each.length > 0)).toBe(true)
  expect(JSON.stringify(concerns)).not.toContain(secret)
})

it('is bounded: a thousand unknown fields are reported as a few', async () => {
  const many = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`f${index}`, 1]))

  const concerns = await concernsOfPatch(workload, merge({ spec: many }, deployment))

  expect(concerns.length).toBeLessThanOrEqual(12)
  expect(concerns.at(-1)?.text).toBe('has 989 more places like these')
})

it('going back raises concerns only about the change, not about the earlier state', () => {
  const kinds = [
    'unknown-field',
    'type',
    'schema',
    'new-element',
    'removes-section',
    'adds-resource',
    'negative',
    'unreadable',
  ] as const
  const effects = ['identity', 'deletes-resource', 'stops-workload'] as const
  const of = (kind: (typeof kinds)[number] | (typeof effects)[number]) => ({ kind, text: kind })

  expect(concernsOfGoingBack([...kinds, ...effects].map(of))).toEqual(effects.map(of))
})
