import { call } from '#tests/contract/http.ts'
import type { HubAddress } from '#tests/contract/hub-address.ts'
import { SpaceShape, UnitWriteShape } from '#tests/contract/shapes/answers.ts'
import { TargetShape, TriggerShape } from '#tests/contract/shapes/resident.ts'
import { settled } from '#tests/contract/triggers.ts'
import { putDocument, written } from '#tests/contract/units.ts'

type Seed = { readonly metadata?: Readonly<Record<string, unknown>>; readonly document: string }

const deployment = (name: string, namespace: string, rest: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${name}\n  namespace: ${namespace}\n${rest}`

/** Eight units such that every published example that can select something does. */
const seeds: Readonly<Record<string, Seed>> = {
  'trade-service': {
    metadata: { DisplayName: 'Trade Service', Labels: { Tier: 'web', 'app.kubernetes.io/name': 'trade' } },
    document: deployment(
      'trade-service',
      'prod',
      `  labels: {tier: frontend}
  annotations: {example.com/owner: team-a}
spec:
  replicas: 3
  template: {spec: {containers: [{name: main, image: "ghcr.io/x/y:latest"}]}}
`,
    ),
  },
  'order-api': {
    metadata: { DisplayName: 'Orders', Labels: { Tier: 'api' } },
    document: deployment(
      'order-api',
      'prod',
      `spec:
  replicas: 1
  paused: true
  template:
    spec: {containers: [{name: main, image: "nginx:1.27", securityContext: {runAsNonRoot: true}}]}
`,
    ),
  },
  'trade-api-2': {
    metadata: {
      DisplayName: 'the TRADE api',
      Labels: { Tier: 'db' },
    },
    document: deployment(
      'trade-api-2',
      'kube-system',
      `  labels: {tier: backend}
spec:
  replicas: 2
  template: {spec: {containers: [{name: sidecar, image: y}, {name: main, image: x}]}}
`,
    ),
  },
  a: { document: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n' },
  // Two resources, neither of which has both replicas and the label.
  b: {
    document: `apiVersion: v1
kind: ConfigMap
metadata: {name: b, namespace: prod, labels: {tier: frontend}}
---
${deployment('c', 'prod', 'spec:\n  replicas: 5\n  template: {spec: {containers: [{name: other, image: "q/b:edge"}]}}\n')}`,
  },
  'tmp-x': { document: '# nothing in it yet\n' },
  'old-x': { document: 'just: a document\n' },
  'Test-unit': { document: '- a\n- list\n' },
}

export const slugs: readonly string[] = Object.keys(seeds).sort()

/** Creates the space, its units, a Target for one of them, and Triggers. */
export async function seedCorpus(hub: HubAddress): Promise<{ SpaceID: string; TargetID: string }> {
  const space = await call(hub, 'POST', '/space', {
    body: { Slug: 'contract-corpus', Labels: { Environment: 'prod' } },
  })
  const { SpaceID } = SpaceShape.parse(space.json)
  const { TargetID } = TargetShape.parse(
    (
      await call(hub, 'POST', `/space/${SpaceID}/target`, {
        body: { Slug: 'cluster', Facts },
      })
    ).json,
  )
  await addTriggers(hub, SpaceID)
  for (const [Slug, { metadata = {}, document }] of Object.entries(seeds)) {
    const target = Slug === 'trade-api-2' ? { TargetID } : {}
    const body = { Slug, ToolchainType: 'Kubernetes/YAML', ...metadata, ...target }
    const created = await call(hub, 'POST', `/space/${SpaceID}/unit`, { body })
    const { Unit } = UnitWriteShape.parse(created.json)
    const unit = { path: `/space/${SpaceID}/unit/${Unit.UnitID}` }
    written(await putDocument(hub, unit, document, { query: { last_change_description: `seed ${Slug}` } }))
    // Until its Triggers were looked at, each unit has a gate, which an example asks for.
    await settled(hub, unit)
  }
  return { SpaceID, TargetID }
}

const Facts = { 'Cluster.KubernetesVersion': '1.30.4' }

/** One enabled and one disabled Trigger; neither concerns a unit of the corpus. */
async function addTriggers(hub: HubAddress, SpaceID: string): Promise<void> {
  const body = {
    Event: 'Mutation',
    ToolchainType: 'Kubernetes/YAML',
    FunctionName: 'vet-placeholders',
    WhereUnit: "Slug = 'nobody-has-this'",
  }
  for (const [Slug, Disabled] of [
    ['on', false],
    ['off', true],
  ] as const) {
    const answer = await call(hub, 'POST', `/space/${SpaceID}/trigger`, { body: { ...body, Slug, Disabled } })
    TriggerShape.parse(answer.json)
  }
}
