import { describe, expect, it } from 'vitest'
import { changesOf, runFunction } from '#hub/functions/testing/run-function.ts'

const document = `apiVersion: v1
kind: Namespace
metadata: {name: old}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: d
  labels: {app.kubernetes.io/name: d} # label
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: b}
subjects:
  - {kind: ServiceAccount, name: s, namespace: old}
  - {kind: User, name: u}
---
apiVersion: example.com/v1
kind: Thing
metadata: {name: t, annotations: {owner: me}}
---
apiVersion: example.com/v1
kind: Thing
metadata: {name: u, namespace: old}
`

describe('labels, annotations and namespaces', () => {
  it('a label goes to every resource, keys with dots and slashes too', () => {
    const changes = changesOf(runFunction('set-label', ['app.kubernetes.io/name', 'x'], document))
    expect(changes).toHaveLength(5)
    expect(changes).toContain('Deployment /d metadata.labels.app~1kubernetes~1io/name: "d" -> "x"')
    expect(changes).toContain('Namespace /old metadata.labels: undefined -> {"app.kubernetes.io/name":"x"}')
  })

  it('an annotation may hold any text', () => {
    const changes = changesOf(runFunction('set-annotation', ['owner', 'a: b\nc'], document))
    expect(changes).toContain('Thing /t metadata.annotations.owner: "me" -> "a: b\\nc"')
  })

  it.each([
    ['get-label', ['app.kubernetes.io/name'], [['Deployment', 'd']]],
    ['get-annotation', ['owner'], [['Thing', 'me']]],
    ['get-annotation', ['nobody'], []],
  ])('%s %j', (name, values, found) => {
    const ran = runFunction(name, values, document)
    expect(typeof ran === 'string' ? ran : ran.outputs.AttributeValueList).toEqual(
      found.map(([kind, Value]) =>
        expect.objectContaining({ ResourceType: expect.stringContaining(`${kind}`), Value }),
      ),
    )
  })

  it('set-namespace changes resources that are in a namespace and fields that name one', () => {
    expect(changesOf(runFunction('set-namespace', ['new'], document))).toEqual([
      'Namespace /old metadata.name: "old" -> "new"',
      'Deployment /d metadata.namespace: undefined -> "new"',
      'ClusterRoleBinding /b subjects.0.namespace: "old" -> "new"',
      'Thing old/u metadata.namespace: "old" -> "new"',
    ])
  })

  it.each([
    ['set-label', ['-x', 'v'], 'label-key must match'],
    ['set-label', ['x', 'a b'], 'label-value must match'],
    ['set-namespace', ['New'], 'namespace-name must match'],
  ])('%s refuses %j', (name, values, message) => {
    expect(runFunction(name, values, document)).toContain(message)
  })
})
