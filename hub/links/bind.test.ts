import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BindRequest, type Bound, bind } from '#hub/links/bind.ts'

const kubernetes = 'Kubernetes/YAML'
const placeholder = 'confighubplaceholder'

async function bound(text: string, upstream: string, more: Partial<BindRequest> = {}): Promise<Bound> {
  const given = { text, upstream, toolchain: kubernetes, upstreamToolchain: kubernetes }
  const result = await bind({ finds: true, manual: [], bindings: [], kept: [], ...given, ...more })
  if (!result.ok) throw new Error(result.message)
  return result.value
}

const named = (type: string, name: string, more = '') => {
  const at = type.lastIndexOf('/')
  return `apiVersion: ${type.slice(0, at)}\nkind: ${type.slice(at + 1)}\nmetadata:\n  name: ${name}\n${more}`
}
const service = (name: string, ports: readonly number[], namespace = '') =>
  named(
    'v1/Service',
    name,
    `${namespace && `  namespace: ${namespace}\n`}spec:\n  ports:\n${ports.map((port) => `    - port: ${port}\n`).join('')}`,
  )
const pod = (spec: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: app\n  namespace: shop\nspec:\n${spec}`
const variable = (value: string) =>
  pod(`  containers:\n    - name: main\n      env:\n        - name: URL\n          value: ${value}\n`)
const ingress = (name: string, port: number | string) =>
  named(
    'networking.k8s.io/v1/Ingress',
    'web',
    `spec:\n  defaultBackend:\n    service:\n      name: ${name}\n      port:\n        number: ${port}\n`,
  )

describe('a placeholder', () => {
  it.each([
    ['namespace', named('v1/ConfigMap', 'c', `  namespace: ${placeholder}\n`), 'v1/Namespace'],
    ['service account', pod(`  serviceAccountName: ${placeholder}\n`), 'v1/ServiceAccount'],
    [
      'volume of a ConfigMap',
      pod(`  volumes:\n    - name: v\n      configMap:\n        name: ${placeholder}\n`),
      'v1/ConfigMap',
    ],
    [
      'volume of a Secret',
      pod(`  volumes:\n    - name: v\n      secret:\n        secretName: ${placeholder}\n`),
      'v1/Secret',
    ],
    [
      'claim',
      pod(`  volumes:\n    - name: v\n      persistentVolumeClaim:\n        claimName: ${placeholder}\n`),
      'v1/PersistentVolumeClaim',
    ],
    [
      'environment from a Secret',
      pod(
        `  containers:\n    - name: m\n      envFrom:\n        - secretRef:\n            name: ${placeholder}\n`,
      ),
      'v1/Secret',
    ],
    ['pull secret', pod(`  imagePullSecrets:\n    - name: ${placeholder}\n`), 'v1/Secret'],
    [
      'role',
      named(
        'rbac.authorization.k8s.io/v1/RoleBinding',
        'b',
        `roleRef:\n  kind: Role\n  name: ${placeholder}\n`,
      ),
      'rbac.authorization.k8s.io/v1/Role',
    ],
    [
      'scaled workload',
      named(
        'autoscaling/v2/HorizontalPodAutoscaler',
        'h',
        `spec:\n  scaleTargetRef:\n    kind: Deployment\n    name: ${placeholder}\n`,
      ),
      'apps/v1/Deployment',
    ],
  ])('for the name of a %s is filled from the only resource of that type', async (_what, text, type) => {
    const upstream = `${named(type, 'given')}---\n${named('batch/v1/Job', 'other')}`
    const { text: after, bindings, changes } = await bound(text, upstream)

    expect(after).toBe(text.replace(placeholder, 'given'))
    expect(bindings).toEqual([
      expect.objectContaining({
        AttributeName: 'resource-name',
        ProvidedPath: 'metadata.name',
        ProvidedResource: expect.objectContaining({ ResourceType: type, ResourceName: '/given' }),
      }),
    ])
    expect(changes).toHaveLength(1)
  })

  it.each([
    ['nothing of its type', named('v1/Secret', 'given')],
    ['several of its type', `${named('v1/Namespace', 'one')}---\n${named('v1/Namespace', 'two')}`],
    ['one whose name is still open', named('v1/Namespace', placeholder)],
    ['nothing at all', ''],
  ])('stays when the upstream Unit has %s', async (_what, upstream) => {
    const text = named('v1/ConfigMap', 'c', `  namespace: ${placeholder}\n`)
    expect(await bound(text, upstream)).toEqual({ text, bindings: [], changes: [] })
  })

  it('stays when it is protected', async () => {
    const text = named('v1/ConfigMap', 'c', `  namespace: ${placeholder}\n`)
    const kept = [{ type: 'v1/ConfigMap', name: `${placeholder}/c`, path: 'metadata' }]
    expect((await bound(text, named('v1/Namespace', 'n'), { kept })).text).toBe(text)
  })
})

describe('the address of a Service', () => {
  it.each([
    [`http://${placeholder}:8080/path?q=1`, 'http://data:8080/path?q=1', service('data', [80], 'shop')],
    [`http://${placeholder}:999999999`, 'http://data:80', service('data', [80])],
    [`${placeholder}:5432`, 'data:5432', service('data', [1, 2])],
    [`http://${placeholder}/x`, 'http://data.elsewhere/x', service('data', [80], 'elsewhere')],
    ['http://data:999999999', 'http://data:80', service('data', [80])],
    ['http://data:999999999', 'http://data:999999999', service('data', [80, 443])],
    ['http://other:999999999', 'http://other:999999999', service('data', [80])],
    [`http://${placeholder}`, `http://${placeholder}`, service('data', [80], placeholder)],
    [placeholder, placeholder, service('data', [80])],
    ['http://mine:8080', 'http://mine:8080', service('data', [80])],
  ])('%s becomes %s', async (before, after, upstream) => {
    expect((await bound(variable(before), upstream)).text).toBe(variable(after))
  })

  it.each([
    [ingress(placeholder, 999_999_999), ingress('data', 80), service('data', [80])],
    [ingress('data', 999_999_999), ingress('data', 80), `${service('data', [80])}---\n${service('b', [1])}`],
    [ingress('gone', 999_999_999), ingress('gone', 999_999_999), service('data', [80])],
  ])('is filled in for a backend', async (before, after, upstream) => {
    expect((await bound(before, upstream)).text).toBe(after)
  })
})

describe('what a Link has filled in', () => {
  const text = (name: string) =>
    `${named('v1/ConfigMap', 'one', `  namespace: ${name} # kept\n`)}---\n${named('v1/Secret', 'two', `  namespace: ${name}\n`)}`

  it('follows the upstream Unit', async () => {
    const { bindings } = await bound(text(placeholder), named('v1/Namespace', 'first'))
    const later = await bound(text('first'), named('v1/Namespace', 'second'), { bindings })
    expect(later.text).toBe(text('second'))
  })

  it('stays when the upstream Unit no longer provides it, and when it was filled in by hand', async () => {
    const { bindings } = await bound(text(placeholder), named('v1/Namespace', 'first'))
    expect((await bound(text('first'), '', { bindings })).text).toBe(text('first'))
    expect((await bound(text('mine'), named('v1/Namespace', 'first'))).text).toBe(text('mine'))
  })

  it('is the same when filled in again, for any name', async () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,40}$/)
    await fc.assert(
      fc.asyncProperty(name, name, async (first, second) => {
        const once = await bound(text(placeholder), named('v1/Namespace', `"${first}"`))
        const again = await bound(once.text, named('v1/Namespace', `"${first}"`), once)
        expect(again).toEqual({ ...once, changes: [] })
        const moved = await bound(once.text, named('v1/Namespace', `"${second}"`), once)
        const fresh = await bound(text(placeholder), named('v1/Namespace', `"${second}"`))
        expect(moved.bindings).toEqual(fresh.bindings)
      }),
      { numRuns: 40 },
    )
  })
})

describe('an explicit binding', () => {
  const holder = named('v1/ConfigMap', 'settings', 'data:\n  app.yaml: ""\n')
  const NeededResource = { ResourceType: 'v1/ConfigMap', ResourceName: '/settings' }

  it('puts the whole upstream document at its place', async () => {
    const manual = [{ NeededResource, NeededPath: 'data.app~1yaml' }]
    const { text } = await bound(holder, 'level: debug\n', {
      finds: false,
      manual,
      upstreamToolchain: 'AppConfig/YAML',
    })
    expect(text).toBe(holder.replace('""', '"level: debug\\n"'))
  })

  it('takes one value of the upstream document', async () => {
    const manual = [
      {
        NeededResource,
        NeededPath: 'metadata.labels.tier',
        ProvidedResource: { ResourceType: 'v1/Namespace', ResourceName: '/shop' },
        ProvidedPath: 'metadata.labels.tier',
      },
    ]
    const upstream = named('v1/Namespace', 'shop', '  labels:\n    tier: gold\n')
    expect((await bound(holder, upstream, { manual })).text).toContain('tier: gold')
  })

  it.each([
    [{ ResourceType: 'v1/Secret', ResourceName: '/settings' }, undefined],
    [NeededResource, { ResourceType: 'v1/Secret', ResourceName: '/none' }],
  ])('says what is missing', async (needed, provided) => {
    const manual = [
      {
        NeededResource: needed,
        NeededPath: 'data.x',
        ...(provided === undefined ? {} : { ProvidedResource: provided, ProvidedPath: 'data.x' }),
      },
    ]
    await expect(bound(holder, named('v1/Namespace', 'n'), { finds: false, manual })).rejects.toThrow(
      /has no v1\/Secret/,
    )
  })
})
