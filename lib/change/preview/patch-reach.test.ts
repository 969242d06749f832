import { describe, expect, it } from 'vitest'
import type { Json } from '#lib/base/json.ts'
import { namesKind, typesReached } from '#lib/change/preview/patch-reach.ts'
import { readResources } from '#lib/config/document/document.ts'
import type { DocumentPatch } from '#lib/config/patch/patch.ts'

const text = `apiVersion: apps/v1
kind: Deployment
metadata: {name: trade, labels: {app: trade}}
spec:
  replicas: 3
  template: {spec: {containers: [{name: trade, image: app:v1}]}}
---
apiVersion: v1
kind: Service
metadata: {name: trade, labels: {app: trade}}
spec: {ports: [{port: 80}]}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {a: "1"}
`
const read = readResources(text)
const resources = read.ok ? read.value : []
const set = (...paths: string[]): DocumentPatch => ({
  kind: 'set-fields',
  fields: paths.map((path) => ({ path, value: 1 })),
})
const merge = (patch: Json): DocumentPatch => ({ kind: 'merge', text: JSON.stringify(patch) })
const json = (...paths: string[]): DocumentPatch => ({
  kind: 'json',
  text: JSON.stringify(paths.map((path) => ({ op: 'add', path, value: 1 }))),
})

const [deployment, service, settings] = ['apps/v1/Deployment', 'v1/Service', 'v1/ConfigMap']

describe('a patch without a resource type is meant for', () => {
  it.each<[why: string, patch: DocumentPatch, types: string[]]>([
    ['the only type with the field', set('spec.replicas'), [deployment]],
    [
      'the only type with the list element',
      set('spec.template.spec.containers.?name=trade.image'),
      [deployment],
    ],
    ['the only type with the element at that place', set('spec.ports.0.port'), [service]],
    ['the only type with the field of a merge', merge({ spec: { replicas: 6 } }), [deployment]],
    [
      'the only type with the container of a merge',
      merge({ spec: { template: { spec: { containers: [{ name: 'trade', image: 'x' }] } } } }),
      [deployment],
    ],
    [
      'the only type with the list that an instruction of a merge orders',
      merge({ spec: { '$setElementOrder/ports': [{ port: 80 }] } }),
      [service],
    ],
    [
      'the only type with the map that an instruction of a merge is in',
      merge({ data: { $patch: 'delete' } }),
      [settings],
    ],
    ['the only type with the place of an operation', json('/spec/ports/0/port'), [service]],
    ['the type that has most of the way', set('spec.template.spec.nodeSelector.disk'), [deployment]],
    ['the type that has the section', merge({ data: { b: '2' } }), [settings]],
    ['the type that has more of the places', merge({ spec: { replicas: 6, unknown: 1 } }), [deployment]],
    ['the type that has all of several fields', set('spec.replicas', 'metadata.labels.app'), [deployment]],
    ['one of two that share the field', set('metadata.labels.app'), [deployment, service]],
    ['one of two that share the way', set('spec.replica'), [deployment, service]],
    ['one of all that have a name', set('metadata.name'), [deployment, settings, service]],
    ['one of all when nothing of it is there', set('status'), [deployment, settings, service]],
    [
      'the type of the named resource',
      { ...set('metadata.labels.app'), resourceName: 'settings' },
      [settings],
    ],
    ['nothing when no resource has that name', { ...set('spec.replicas'), resourceName: 'nobody' }, []],
  ])('%s', (_why, patch, types) => {
    expect(typesReached(patch, resources)).toEqual(types)
  })
})

it.each([
  [merge({ kind: 'Deployment', spec: { replicas: 6 } }), true],
  [merge({ spec: { replicas: 6 } }), false],
  [set('kind'), false],
])('knows whether a patch says itself which kind it is for: %#', (patch, is) => {
  expect(namesKind(patch)).toBe(is)
})
