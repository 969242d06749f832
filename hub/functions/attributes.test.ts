import { describe, expect, it } from 'vitest'
import { changedLines, changesOf, runFunction } from '#hub/functions/testing/run-function.ts'

const document = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
  namespace: prod
spec:
  replicas: 2
  template:
    spec:
      serviceAccountName: runner # who runs it
      imagePullSecrets:
        - name: registry
      containers:
        - name: main
          image: ghcr.io/x/shop:v1
          env:
            - name: LEVEL
              value: debug
            - name: PASSWORD
              valueFrom: {secretKeyRef: {name: shop-secret, key: password}}
          envFrom:
            - configMapRef: {name: settings}
      volumes:
        - name: config
          configMap: {name: settings}
---
apiVersion: v1
kind: Service
metadata: {name: shop, namespace: prod}
spec:
  type: ClusterIP
  ports:
    - port: 80
      targetPort: http
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: reads, namespace: prod}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
subjects:
  - {kind: ServiceAccount, name: runner, namespace: prod}
  - {kind: User, name: ann}
`

type Row = { ResourceType: string; Path: string; Value?: unknown; AttributeName?: string; DataType: string }

function rows(name: string, values: readonly unknown[] = [], text = document): readonly Row[] | string {
  const ran = runFunction(name, values, text)
  return typeof ran === 'string' ? ran : ((ran.outputs.AttributeValueList ?? []) as readonly Row[])
}

const short = (found: ReturnType<typeof rows>) =>
  typeof found === 'string'
    ? found
    : found.map(({ AttributeName = '', Path, Value }) => `${AttributeName} ${Path} = ${Value}`)

const main = 'spec.template.spec.containers.?name=main'

describe('registered attributes', () => {
  it('are read under their own names', () => {
    expect(short(rows('get-attributes'))).toEqual([
      'replicas spec.replicas = 2',
      `container-name ${main}.name = main`,
      `container-image ${main}.image = ghcr.io/x/shop:v1`,
      `env-value ${main}.env.?name=LEVEL.value = debug`,
      'namespace-name metadata.namespace = prod',
      'namespace-name metadata.namespace = prod',
      'namespace-name metadata.namespace = prod',
    ])
  })

  it('are read one by one', () => {
    expect(short(rows('get-attribute', ['container-image']))).toEqual([
      `container-image ${main}.image = ghcr.io/x/shop:v1`,
    ])
    expect(rows('get-attribute', ['colour'])).toContain(
      'attribute colour is not registered; there are replicas',
    )
  })

  it('of other kinds count as their details', () => {
    expect(short(rows('get-details'))).toEqual([
      'service-type spec.type = ClusterIP',
      'port spec.ports.?port=80.port = 80',
      'target-port spec.ports.?port=80.targetPort = http',
      'role-name roleRef.name = view',
      'role-kind roleRef.kind = ClusterRole',
      'subject-name subjects.0.name = runner',
      'subject-name subjects.1.name = ann',
      'subject-namespace subjects.0.namespace = prod',
      'subject-kind subjects.0.kind = ServiceAccount',
      'subject-kind subjects.1.kind = User',
    ])
  })

  it('are written as a getter returned them, each in its own resource', () => {
    const found = rows('get-attributes')
    const list = typeof found === 'string' ? [] : found
    expect(changesOf(runFunction('set-attributes', [JSON.stringify(list)], document))).toEqual([])
    const edited = list.map((row) => (row.AttributeName === 'replicas' ? { ...row, Value: 5 } : row))
    expect(changesOf(runFunction('set-attributes', [JSON.stringify(edited)], document))).toEqual([
      'Deployment prod/shop spec.replicas: 2 -> 5',
    ])
  })

  it.each([
    ['replicas', 'attribute-list is not JSON'],
    ['{}', 'attribute-list:'],
    ['[{"ResourceType": "*", "Path": "a", "DataType": "int", "Value": "5"}]', 'attribute-list: 0.Value'],
    ['[{"ResourceType": "*", "Path": "a", "DataType": "JSON", "Value": 5}]', 'attribute-list: 0.DataType'],
    ['[{"ResourceType": "*", "Path": "a..b", "DataType": "int", "Value": 5}]', '0.Path A part of the path'],
  ])('are not written from %s', (list, message) => {
    expect(runFunction('set-attributes', [list], document)).toContain(message)
  })
})

describe('references', () => {
  it('are found with the type that they name', () => {
    const found = rows('get-references') as readonly (Row & {
      Details: { NeededRequired: { ResourceType: string } }
    })[]
    expect(
      found.map(({ Path, Value, Details }) => `${Details.NeededRequired.ResourceType} ${Value}: ${Path}`),
    ).toEqual([
      'v1/ConfigMap settings: spec.template.spec.volumes.?name=config.configMap.name',
      `v1/ConfigMap settings: ${main}.envFrom.0.configMapRef.name`,
      'v1/Namespace prod: metadata.namespace',
      'v1/Secret registry: spec.template.spec.imagePullSecrets.?name=registry.name',
      `v1/Secret shop-secret: ${main}.env.?name=PASSWORD.valueFrom.secretKeyRef.name`,
      'v1/ServiceAccount runner: spec.template.spec.serviceAccountName',
      'v1/Namespace prod: metadata.namespace',
      'rbac.authorization.k8s.io/v1/ClusterRole view: roleRef.name',
      'v1/Namespace prod: metadata.namespace',
      'v1/Namespace prod: subjects.0.namespace',
      'v1/ServiceAccount runner: subjects.0.name',
    ])
  })

  it('are set by type, leaving others alone', () => {
    const ran = runFunction('set-references-of-type', ['v1/ServiceAccount', 'robot'], document)
    expect(changedLines(ran, document)).toEqual([
      'serviceAccountName: runner # who runs it -> serviceAccountName: robot # who runs it',
      '- {kind: ServiceAccount, name: runner, namespace: prod} -> - {kind: ServiceAccount, name: robot, namespace: prod}',
    ])
    for (const type of ['v1/PersistentVolumeClaim', 'example.com/v1/Thing'])
      expect(changesOf(runFunction('set-references-of-type', [type, 'x'], document))).toEqual([])
  })
})

describe('list-paths', () => {
  const small = `kind: A
apiVersion: v1
spec:
  containers:
    - name: main
      ports: []
  plain: [1.5, null]
  a.b: true
`
  const listed = (values: Record<string, unknown>, text = small) => {
    const ran = runFunction('list-paths', values, text)
    const found = typeof ran === 'string' ? [] : ((ran.outputs.AttributeValueList ?? []) as readonly Row[])
    return found.map(({ Path, DataType, Value, AttributeName }) =>
      [Path, DataType, Value, AttributeName].filter((part) => part !== undefined).join(' '),
    )
  }

  it('lists every value in the order of the document', () => {
    expect(listed({})).toEqual([
      'kind string A',
      'apiVersion string v1',
      'spec.containers.?name=main.name string main',
      'spec.plain.0 JSON 1.5',
      'spec.plain.1 JSON ',
      'spec.a~1b bool true',
    ])
  })

  it.each([
    [{ depth: 1 }, ['kind string A', 'apiVersion string v1']],
    [
      { depth: 2, 'include-subtrees': true, 'path-prefix': 'spec' },
      ['spec YAML', 'spec.containers YAML', 'spec.plain YAML', 'spec.a~1b bool true'],
    ],
    [{ 'path-prefix': 'spec.containers.0' }, ['spec.containers.?name=main.name string main']],
    [{ 'path-prefix': 'spec.containers.?name=main' }, ['spec.containers.?name=main.name string main']],
    [{ 'path-prefix': 'spec.cont' }, []],
    [
      { 'path-prefix': 'spec.plain', 'include-subtrees': 'true' },
      ['spec.plain YAML', 'spec.plain.0 JSON 1.5', 'spec.plain.1 JSON '],
    ],
  ])('%o narrows or widens the list', (values, expected) => {
    expect(listed(values)).toEqual(expected)
  })

  it('names the attribute of a path', () => {
    expect(listed({ 'attributes-only': true, 'path-prefix': 'spec' }, document).slice(0, 3)).toEqual([
      'spec.replicas int 2 replicas',
      'spec.template.spec.serviceAccountName string runner resource-name',
      'spec.template.spec.imagePullSecrets.?name=registry.name string registry resource-name',
    ])
  })

  it('gives paths that setters take', () => {
    const found = rows('list-paths')
    for (const { ResourceType, Path, Value } of typeof found === 'string' ? [] : found)
      if (typeof Value === 'string')
        expect(changesOf(runFunction('set-string-path', [ResourceType, Path, Value], document))).toEqual([])
  })

  it.each([
    [{ depth: -1 }, 'depth must be at least 0'],
    [{ 'path-prefix': 'a..b' }, 'A part of the path is empty'],
  ])('refuses %o', (values, message) => {
    expect(runFunction('list-paths', values, small)).toContain(message)
  })
})
