/**
 * Documents with the features of what well-known projects and tools write: Helm and kustomize output, custom resource
 * definitions, rules and dashboards as text, JSON in annotations, anchors, Lists, streams, Windows line ends. Generated
 * from a number, so that a failing one can be generated again.
 */
export type RealisticDocument = { readonly name: string; readonly text: string }

type Random = (below: number) => number
type Recipe = (random: Random, number: number) => string

export function realisticDocuments(count: number): RealisticDocument[] {
  return Array.from({ length: count }, (_, number) => {
    const random = randomFrom(number)
    const [name, recipe] = recipes[number % recipes.length] ?? ['chart', chart]
    const [dress, dressed] = dressings[Math.floor(number / recipes.length) % dressings.length] ?? ['', same]
    return { name: `${name} ${number}${dress}`, text: dressed(recipe(random, number)) }
  })
}

/** Numerical Recipes' generator: the same numbers everywhere. */
export function randomFrom(seed: number): Random {
  let state = seed * 2_654_435_761 + 1
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 0x1_0000_0000) * below)
  }
}

const same = (text: string) => text
const crlf = (text: string) => text.replaceAll('\n', '\r\n')

const dressings: readonly (readonly [string, (text: string) => string])[] = [
  ['', same],
  [' with Windows line ends', crlf],
  [' without final line break', (text) => text.trimEnd()],
  [' with a byte order mark', (text) => `\uFEFF${text}`],
  [
    ' below a licence',
    (text) => `# Copyright The Authors.\n# SPDX-License-Identifier: Apache-2.0\n\n${text}`,
  ],
  [' with Windows line ends below a comment', (text) => crlf(`# generated; do not edit\n${text}`)],
]

const apps = [
  'prometheus',
  'grafana',
  'cert-manager',
  'argo-rollouts',
  'external-dns',
  'ingress-nginx',
  'loki',
]

function pick<T>(random: Random, list: readonly [T, ...T[]]): T {
  return list[random(list.length)] ?? list[0]
}

function lines(count: number, line: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => line(at)).join('')
}

function sentence(random: Random, words: number): string {
  const known = [
    'the',
    'desired',
    'state',
    'of',
    'each',
    'Pod',
    'is',
    "controller's",
    'when',
    'set',
    'e.g.',
    '"auto"',
  ] as const
  return Array.from({ length: words }, () => pick(random, known)).join(' ')
}

const chart: Recipe = (random, number) => {
  const app = apps[number % apps.length] ?? 'app'
  const labels = (pad: string) =>
    `${pad}helm.sh/chart: ${app}-${random(30)}.1.0\n${pad}app.kubernetes.io/name: ${app}\n${pad}app.kubernetes.io/version: "${random(9)}.${random(9)}"\n${pad}app.kubernetes.io/managed-by: Helm\n`
  return `---
# Source: ${app}/templates/serviceaccount.yaml
apiVersion: v1
kind: ServiceAccount
automountServiceAccountToken: true
metadata:
  name: release-name-${app}
  namespace: default
  labels:
${labels('    ')}---
# Source: ${app}/templates/deployment.yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: release-name-${app}
  labels:
${labels('    ')}spec:
  replicas: ${1 + random(5)}
  revisionHistoryLimit: 10
  template:
    metadata:
      annotations:
        checksum/config: sha256:${random(1e9).toString(16).padStart(64, '0')}a
        prometheus.io/port: "${8000 + random(999)}"
    spec:
      containers:
        # the application itself
        - name: ${app}
          image: "quay.io/org/${app}:v${random(9)}.${random(9)}.0@sha256:${random(1e9).toString(16).padStart(63, 'a')}b"
          imagePullPolicy: IfNotPresent   # never Always
          args:
            - --config.file=/etc/config/${app}.yml
            - --storage.tsdb.retention.time=${1 + random(30)}d
            - "--web.external-url="
            # keep this one last
            - --log.level=info
          env:
${lines(1 + random(4), (at) => `            - name: VAR_${at}\n              value: "${random(1000)}"\n`)}            - name: POD_NAME
              valueFrom:
                fieldRef: {fieldPath: metadata.name}
          resources:
            {}
        - name: config-reloader
          image: reloader:v0.7${random(9)}.0
          securityContext: {runAsUser: ${65000 + random(500)}, capabilities: {drop: [ALL]}}
      volumes:
        - name: config-volume
          configMap:
            name: ${app}
            defaultMode: 0${random(8)}44
        - emptyDir: {}
          name: storage
`
}

const kustomized: Recipe = (random, number) => `apiVersion: v1
data:
  LOG_LEVEL: ${pick(random, ['info', 'debug', "'off'"])}
  config.json: |
    {
      "listen": ":${8000 + random(99)}",
      "features": ["a", "b"]
    }
  empty: ""
kind: ConfigMap
metadata:
  annotations: {}
  name: settings-${random(1e9).toString(36)}
---
apiVersion: v1
kind: Service
metadata:
  labels:
    app: web-${number}
  name: web
spec:
  ports:
  - name: http
    port: 80
    targetPort: ${8000 + random(99)}
  - name: metrics
    nodePort: ${30000 + random(999)}
    port: 9090
    protocol: TCP
  selector:
    app: web-${number}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: web
spec:
  ingress:
  - from:
    - ipBlock:
        cidr: 10.0.0.0/${8 + random(16)}
        except:
        - 10.${random(255)}.0.0/16
  podSelector: {}
  policyTypes:
  - Ingress
  - Egress
`

/** About 230 characters for each property. */
export function definition(random: Random, properties: number): string {
  const property = (at: number) => {
    const text = sentence(random, 14)
    const description = pick(random, [
      `description: ${text.replaceAll('"', '').replace(/^/, 'Field ')}`,
      `description: |-\n                      ${text}\n\n                        More about it.`,
      `description: >-\n                      ${text}\n                      ${sentence(random, 9)}`,
      `description: '${text.replaceAll("'", "''")}\n\n                        in the end'`,
    ])
    return `                  field${at}:\n                    ${description}\n                    type: ${pick(random, ['string', 'integer', 'boolean'])}\n${random(3) === 0 ? '                    enum:\n                    - ""\n                    - Always\n                    - "Never"\n' : ''}`
  }
  return `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  annotations:
    controller-gen.kubebuilder.io/version: v0.16.${random(9)}
  name: widgets.example.com
spec:
  group: example.com
  names: {kind: Widget, listKind: WidgetList, plural: widgets, singular: widget, shortNames: [wd, wdg]}
  scope: Namespaced
  versions:
  - additionalPrinterColumns:
    - jsonPath: .status.conditions[?(@.type=="Ready")].status
      name: Ready
      type: string
    - jsonPath: .metadata.creationTimestamp
      name: Age
      type: date
    name: v1
    schema:
      openAPIV3Schema:
        properties:
          spec:
                properties:
${lines(properties, property)}                required:
                - field0
                type: object
        type: object
    served: true
    storage: true
    subresources: {status: {}}
`
}

const rules: Recipe = (random, number) => `apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: rules-${number}
spec:
  groups:
    - name: node.rules
      interval: ${10 + random(50)}s
      rules:
        # --- saturation ---

        - alert: NodeFilesystemAlmostFull
          expr: |
            (
              node_filesystem_avail_bytes{fstype!=""} / node_filesystem_size_bytes{fstype!=""} * 100 < ${random(20)}
            and
              node_filesystem_readonly{fstype!=""} == 0
            )
          for: ${5 + random(30)}m
          annotations:
            summary: >-
              Filesystem has less than
              ${random(20)}% space left on
              {{ $labels.instance }}.
            description: "Filesystem on {{ $labels.device }}\\
              has only {{ printf \\"%.2f\\" $value }}% left."
        # see the runbook
        - record: instance:node_cpu:ratio
          expr: sum(rate(node_cpu_seconds_total{mode!="idle"}[5m])) without (mode)
            / count(node_cpu_seconds_total) without (mode)
          labels: {severity: page, team: "sre"}

        - alert: Watchdog
          expr: vector(1)
          labels:
            severity: none
`

const dashboard: Recipe = (random, number) => {
  const panels = Array.from({ length: 1 + random(5) }, (_, id) => ({
    id,
    title: sentence(random, 4),
    type: 'graph',
  }))
  const json = JSON.stringify({ panels, title: 'Überblick 概要', uid: String(number) }, null, 2)
  return `apiVersion: v1
kind: ConfigMap
metadata:
  name: dashboard-${number}
  labels: {grafana_dashboard: "1"}
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: |
      {"apiVersion":"v1","data":{"a":"${random(99)}"},"kind":"ConfigMap","metadata":{"name":"d"}}
    example.com/policy: '{"rules":[{"verbs":["get"],"n":${random(99)}}],"note":"it''s"}'
    long: "${'x'.repeat(500 + random(4000))}"
data:
  # the whole board
  board.json: |-
    ${json.replaceAll('\n', '\n    ')}
  run.sh: |
    #!/bin/sh
    set -eu
    # not a comment of the document
    until nc -z db ${5000 + random(999)}; do
    	sleep 1   # a tab, too
    done

    exec /app "$@"
`
}

const anchored: Recipe = (random, number) => `x-defaults: &defaults
  restart: always
  logging: {driver: json-file}
x-ports: &ports
  - "80"
services:
  web:
    <<: *defaults
    image: web:${number}
    ports: *ports
    environment:
      - A=${random(99)}
      - B=two words # b
  worker:	# a tab
    <<: [*defaults]
    image: worker:${random(99)}
    command: ["run", "--fast", "--n", "${random(9)}"]
    deploy: {replicas:	${random(9)}, mode: replicated}
stages: [build,\ttest , deploy]
`

const list: Recipe = (random, number) => `apiVersion: v1
kind: List
items:
- apiVersion: rbac.authorization.k8s.io/v1
  kind: ClusterRole
  metadata: {name: reader-${number}}
  rules:
  - apiGroups: [""]
    resources: ["pods", "pods/log"]
    verbs: ["get", "list", "watch"]
  # custom resources
  - apiGroups: ["example.com"]
    resources: ['*']
    verbs: [get]
# the account
- apiVersion: v1
  kind: ServiceAccount
  metadata:
    name: reader
    annotations:
      "eks.amazonaws.com/role-arn": arn:aws:iam::${random(1e9)}:role/reader
      big: 9007199254740993${random(9)}
- apiVersion: v1
  kind: ConfigMap
  metadata:
    name: reader
  data: {a: "1", b: 'two'}
`

const json: Recipe = (random, number) => {
  const value = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: `svc-${number}`, labels: { a: 'b', c: sentence(random, 5) } },
    spec: { ports: [{ port: 80 }, { port: 443, name: 'https' }, { port: random(9999) }], selector: {} },
  }
  return `${JSON.stringify(value, null, pick(random, [2, 4, '\t', undefined]))}\n`
}

const values: Recipe = (random, number) => `# Default values.
# -- number of replicas
replicaCount: ${random(9)}

image:
  repository: nginx   # -- where from
  # Overrides the tag of the chart.
  tag: ""

nodeSelector: {}

tolerations: []
#  - key: node
#    operator: Exists

hosts:
  - host: chart-${number}.local
    paths:
      - path: /
        pathType: Prefix

  # second host
  - host: "other.local"
    paths: []
extraArgs:
- --a=${random(99)}


- --b
`

const recipes: readonly (readonly [string, Recipe])[] = [
  ['chart', chart],
  ['kustomize output', kustomized],
  ['definition', (random) => definition(random, 3 + random(12))],
  ['rules', rules],
  ['dashboard', dashboard],
  ['anchors', anchored],
  ['List', list],
  ['JSON', json],
  ['values', values],
]
