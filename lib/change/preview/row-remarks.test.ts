import { expect, it } from 'vitest'
import { computeHere } from '#lib/change/preview/compute.ts'

async function remarksAfter(text: string, patch: string) {
  const [{ row } = { row: undefined }] = await computeHere.rows({
    patch: { kind: 'merge', text: patch },
    jobs: [{ text, derivation: { from: 'patch' }, dataHash: '' }],
    maxChangesLength: 10_000,
  })
  return row?.status === 'change' ? row.remarks : row
}

const resource = (type: string) => `${type}
metadata: {name: m}
spec:
  template:
    spec:
      containers:
      - {name: web, env: [{name: TZ, value: a}, {name: TZ, value: b}]}
`
const inPod = (pod: string) => `spec: {template: {spec: {${pod}}}}`
const deployment = resource('apiVersion: apps/v1\nkind: Deployment')
const rollout = resource('apiVersion: argoproj.io/v1alpha1\nkind: Rollout')

it.each([
  [
    'where a new element stands',
    deployment,
    'containers: [{name: log}]',
    ['the change places log before web in containers'],
  ],
  [
    'which of two variables counts',
    deployment,
    'containers: [{name: web, env: [{name: TZ, value: c}]}]',
    ['the change leaves env with more than one TZ, of which the last counts'],
  ],
  [
    'that a custom resource was merged as a pod',
    rollout,
    'containers: [{name: web, image: w}]',
    [
      'the change merges containers of a custom resource by name, as in a pod; a cluster would replace the list',
    ],
  ],
  ['nothing where there is nothing to say', deployment, 'containers: [{name: web, image: w}]', undefined],
])('a row says %s', async (_, text, pod, remarks) => {
  expect(await remarksAfter(text, inPod(pod))).toEqual(remarks)
})
