import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isJsonMap, type Json, type JsonMap } from '#lib/base/json.ts'
import { readResources } from '#lib/config/document/document.ts'
import { mergeValue } from '#lib/config/patch/merge-value.ts'
import { applyPatch } from '#lib/config/testing/apply-patch.ts'

const deployment = (pod: JsonMap): JsonMap => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'm', namespace: 'n', labels: { a: '1' } },
  spec: { template: { spec: pod } },
})
const inPod = (pod: JsonMap): JsonMap => ({ spec: { template: { spec: pod } } })

function podOf(document: JsonMap, patch: JsonMap): JsonMap {
  const merged = mergeValue(document, patch)
  if (!merged.ok) throw new Error(merged.error.message)
  const read = (value: Json | undefined, key: string) => (isJsonMap(value) ? value[key] : undefined)
  const pod = ['spec', 'template', 'spec'].reduce<Json | undefined>(read, merged.value.value)
  return isJsonMap(pod) ? pod : {}
}

const names: fc.Arbitrary<string[]> = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), {
  maxLength: 6,
})
const keyedLists = fc.constantFrom(
  ['initContainers', 'name'],
  ['volumes', 'name'],
  ['hostAliases', 'ip'],
  ['imagePullSecrets', 'name'],
  ['schedulingGates', 'name'],
)

describe('lists that Kubernetes merges', () => {
  it('have what the patch names in its order, and the rest where it was', () => {
    fc.assert(
      fc.property(keyedLists, names, names, ([field = '', key = ''], there, named) => {
        const document = deployment({ [field]: there.map((name) => ({ [key]: name, from: 'document' })) })
        const patch = inPod({ [field]: named.map((name) => ({ [key]: name, by: 'patch' })) })
        const merged = (podOf(document, patch)[field] ?? []) as JsonMap[]
        const order = merged.map((each) => each[key])

        expect(order.filter((name) => named.includes(String(name)))).toEqual(named)
        expect(order.filter((name) => !named.includes(String(name)))).toEqual(
          there.filter((name) => !named.includes(name)),
        )
        for (const each of merged) {
          expect(each.from).toBe(there.includes(String(each[key])) ? 'document' : undefined)
          expect(each.by).toBe(named.includes(String(each[key])) ? 'patch' : undefined)
        }
      }),
    )
  })

  it('are left alone, to the byte, where any element has no merge key', () => {
    const side = fc.constantFrom('patch', 'document')
    fc.assert(
      fc.property(keyedLists, names, fc.nat(6), side, ([field = '', key = ''], list, at, where) => {
        const whole = list.map((name) => ({ [key]: name }))
        const broken = whole.toSpliced(at % (whole.length + 1), 0, { nmae: 'x' })
        const text = JSON.stringify(deployment({ [field]: where === 'document' ? broken : whole }))
        const patch = inPod({ [field]: where === 'patch' ? broken : [{ [key]: 'z' }] })
        const applied = applyPatch(text, { kind: 'merge', text: JSON.stringify(patch) })

        expect(applied).toMatchObject({
          ok: false,
          error: { message: expect.stringMatching(`${field}.* of the ${where} has no "${key}"`) },
        })
      }),
    )
  })

  it('keep every port of a patch, whatever numbers they share', () => {
    const ports = fc.uniqueArray(
      fc.record({ port: fc.constantFrom(53, 80), protocol: fc.constantFrom('TCP', 'UDP', 'SCTP') }),
      { selector: ({ port, protocol }) => `${port}/${protocol}` },
    )
    fc.assert(
      fc.property(ports, ports, (there, named) => {
        const document = { apiVersion: 'v1', kind: 'Service', spec: { ports: there } }
        const merged = mergeValue(document, { spec: { ports: named } })
        const all = new Set([...there, ...named].map(({ port, protocol }) => `${port}/${protocol}`))
        const found = merged.ok ? (merged.value.value as typeof document).spec.ports : []

        expect(found.map(({ port, protocol }) => `${port}/${protocol}`).toSorted()).toEqual(
          [...all].toSorted(),
        )
      }),
    )
  })

  it('are found by their declared keys in kinds of former versions and groups too', () => {
    for (const [apiVersion, kind] of [
      ['extensions/v1beta1', 'Deployment'],
      ['apps/v1beta2', 'Deployment'],
    ]) {
      const document = {
        ...deployment({ containers: [{ name: 'a' }, { name: 'b' }] }),
        apiVersion,
        kind,
      } as JsonMap

      expect(podOf(document, inPod({ containers: [{ name: 'b', image: 'x' }] })).containers).toEqual([
        { name: 'a' },
        { name: 'b', image: 'x' },
      ])
    }
  })
})

it('lists that Kubernetes does not merge become those of the patch', () => {
  const fields = fc.constantFrom('tolerations', 'readinessGates', 'anything', 'args')
  const lists = fc.array(fc.oneof(fc.record({ name: fc.constantFrom('a', 'b') }), fc.constantFrom('a', null)))
  fc.assert(
    fc.property(fields, lists, lists, (field, there, given) => {
      expect(podOf(deployment({ [field]: there }), inPod({ [field]: given }))[field]).toEqual(given)
    }),
  )
})

describe('a whole resource', () => {
  it('keeps its identity when it is replaced', () => {
    const document = deployment({ containers: [{ name: 'a' }] })
    const merged = mergeValue(document, { $patch: 'replace', spec: { replicas: 1 } })

    expect(merged.ok && merged.value.value).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'm', namespace: 'n' },
      spec: { replicas: 1 },
    })
  })

  // kubectl takes the name away with the rest, and is refused by the cluster.
  it.each<[string, JsonMap]>([
    ['goes', { metadata: null }],
    ['is emptied', { metadata: { $patch: 'delete' } }],
    ['is replaced', { metadata: { $patch: 'replace' } }],
    ['keeps nothing', { metadata: { $retainKeys: [] } }],
  ])('keeps its name where its metadata %s', (_, patch) => {
    const merged = mergeValue(deployment({}), patch)

    expect(merged.ok && merged.value.value).toMatchObject({ metadata: { name: 'm', namespace: 'n' } })
    expect(merged.ok && merged.value.value).not.toHaveProperty('metadata.labels')
  })

  it('loses its namespace where the patch takes away just that', () => {
    const merged = mergeValue(deployment({}), { metadata: { namespace: null } })

    expect(merged.ok && merged.value.value).not.toHaveProperty('metadata.namespace')
  })

  it('is the one that a patch names when its metadata is replaced', () => {
    const patch = 'kind: Deployment\nmetadata: {name: m, namespace: n, $patch: replace, labels: {b: c}}\n'
    const applied = applyPatch(JSON.stringify(deployment({})), { kind: 'merge', text: patch })

    expect(applied.ok && JSON.parse(applied.value.text).metadata).toEqual({
      name: 'm',
      namespace: 'n',
      labels: { b: 'c' },
    })
  })

  it('is not deleted by a patch', () => {
    expect(mergeValue(deployment({}), { $patch: 'delete' })).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('remove the resource from its unit') },
    })
  })
})

describe('custom resources', () => {
  const rules = {
    apiVersion: 'monitoring.example/v1',
    kind: 'Rules',
    metadata: { name: 'k', finalizers: ['x/a'] },
    spec: {
      groups: [
        { name: 'proxy', rules: [{ alert: 'Down' }] },
        { name: 'burn', rules: [] },
      ],
    },
  }
  const definition = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: rules.monitoring.example}
spec:
  group: monitoring.example
  names: {kind: Rules}
  versions:
  - name: v1
    schema:
      openAPIV3Schema:
        properties:
          spec:
            properties:
              groups:
                type: array
                x-kubernetes-list-type: map
                x-kubernetes-list-map-keys: [name]
                items: {type: object}
`

  it('have their lists replaced', () => {
    const merged = mergeValue(rules, { spec: { groups: [{ name: 'burn' }] } })

    expect(merged.ok && merged.value).toMatchObject({
      value: { spec: { groups: [{ name: 'burn' }] } },
      notes: [],
    })
  })

  it('lose nothing to an instruction that needs a merge key', () => {
    expect(mergeValue(rules, { spec: { groups: [{ name: 'proxy', $patch: 'delete' }] } })).toMatchObject({
      ok: false,
      error: { message: expect.stringMatching(/^spec\.groups\.0 has "\$patch"/) },
    })
  })

  it('have metadata that is merged as everywhere', () => {
    const merged = mergeValue(rules, { metadata: { finalizers: ['x/b'] } })

    expect(merged.ok && merged.value.value).toMatchObject({ metadata: { finalizers: ['x/b', 'x/a'] } })
  })

  it('are merged as a definition in the same document declares', () => {
    const text = `${definition}---\n${JSON.stringify(rules)}\n`
    const patch = 'kind: Rules\nspec: {groups: [{name: proxy, $patch: delete}, {name: new}]}'
    const applied = applyPatch(text, { kind: 'merge', text: patch })
    const read = applied.ok ? readResources(applied.value.text) : applied

    expect(read.ok && read.value[1]?.value).toMatchObject({
      spec: { groups: [{ name: 'new' }, { name: 'burn' }] },
    })
  })

  it('have pods that merge as pods, which is said', () => {
    const rollout = `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: {name: r}
spec:
  template:
    spec:
      containers:
      - name: web
        image: web:1
      - name: log
        image: log:1
`
    const patch = 'spec: {template: {spec: {containers: [{name: log, image: "log:2"}]}}}'

    expect(applyPatch(rollout, { kind: 'merge', text: patch })).toEqual({
      ok: true,
      value: {
        text: rollout.replace('log:1', 'log:2'),
        matched: 1,
        changed: true,
        notes: [
          'merges containers of a custom resource by name, as in a pod; a cluster would replace the list',
        ],
      },
    })
  })
})

it('of a variable that is listed twice the last entry, which counts, is the one that a path sets', () => {
  const text = 'kind: Pod\nspec:\n  env:\n  - {name: TZ, value: a}\n  - {name: TZ, value: b}\n'
  const fields = [{ path: 'spec.env.?name=TZ.value', value: 'c' }]

  expect(applyPatch(text, { kind: 'set-fields', fields })).toMatchObject({
    ok: true,
    value: { text: text.replace('value: b', 'value: c') },
  })
})
