import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { catalogue } from '#hub/functions/catalogue.ts'
import { InvocationsRequest } from '#hub/functions/invoke.ts'
import { listSignatures } from '#hub/functions/list-signatures.ts'
import { runCalls } from '#hub/functions/testing/run-function.ts'
import { callArguments } from '#lib/change/preview/call-arguments.ts'
import { unreachedUnits } from '#lib/change/preview/unreached-units.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { FunctionSignature } from '#lib/confighub/schema/entities.ts'

const unitId = '9f3a1c00-0000-4000-bfff-000000000001'

const web = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop, labels: {app: web}, annotations: {team: a, hash: ""}}
spec:
  replicas: 3
  template:
    spec:
      volumes: [{name: v, configMap: {name: settings}}]
      containers:
      - name: web
        image: ghcr.io/shop/web:v1
        env: [{name: A, value: b}]
        resources: {requests: {cpu: "1"}}
`
const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n'
const role = 'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: r}\nrules: []\n'
const binding = `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: b}
subjects: [{kind: ServiceAccount, name: s, namespace: shop}]
`

type Arguments = Readonly<Record<string, string | number | readonly string[]>>
type Case = readonly [name: string, given: Arguments, document: string]

const inContainer = (name: string) => ({ 'container-name': name })
const requests = { operation: 'all', cpu: '1', memory: '', 'limit-factor': 0 }
const path = (ResourceType: string, Path: string, Value: string) => ({
  'attribute-list': JSON.stringify([{ ResourceType, Path, DataType: 'string', Value }]),
})

const nowhere: readonly Case[] = [
  ['set-replicas', { replicas: 3 }, namespace],
  ['set-container-image-reference', { ...inContainer('wbe'), 'image-reference': ':v1' }, web],
  ['set-container-image', { ...inContainer('wbe'), 'container-image': 'a:1' }, web],
  ['set-container-repository-uri', { ...inContainer('wbe'), 'repository-uri': 'a' }, web],
  ['set-image-reference-by-uri', { 'repository-uri': 'ghcr.io/shop', 'image-reference': ':v1' }, web],
  ['set-image-registry-by-registry', { registry: 'quay.io', 'new-registry': 'ghcr.i' }, web],
  [
    'set-image-registry-by-registry',
    { registry: 'quay.io', 'new-registry': 'ghcr.io', ...inContainer('wbe') },
    web,
  ],
  ['set-container-resources', { ...inContainer('wbe'), ...requests }, web],
  ['set-env-var', { ...inContainer('wbe'), 'env-var': 'A', 'env-value': 'b' }, web],
  ['set-env', { ...inContainer('wbe'), 'env-key-value': ['A=b', 'B='] }, web],
  ['set-annotation', { 'annotation-key': 'a', 'annotation-value': 'b' }, ''],
  ['set-label', { 'label-key': 'a', 'label-value': 'b' }, ''],
  ['set-namespace', { 'namespace-name': 'shop' }, role],
  ['set-int-path', { 'resource-type': 'v1/Service', path: 'spec.a', 'attribute-value': 1 }, web],
  ['set-string-path', { 'resource-type': 'v1/Service', path: 'spec.a', 'attribute-value': 'x' }, web],
  ['set-bool-path', { 'resource-type': 'v1/Service', path: 'spec.a', 'attribute-value': 'true' }, web],
  ['delete-path', { 'resource-type': 'apps/v1/Deployment', path: 'spec.replcas' }, web],
  ['delete-resource', { 'resource-type': 'v1/Service', 'resource-name': '/web' }, web],
  ['search-replace', { 'search-value': 'no such text', 'replace-value': 'x' }, web],
  ['set-template', { expression: 'x', path: 'metadata.labels.a' }, ''],
  ['set-references-of-type', { 'resource-type': 'v1/Secret', 'resource-name': 'settings' }, web],
  ['set-attributes', path('v1/Service', 'metadata.labels.app', 'web'), web],
  ['set-hash', { path: 'metadata.annotations.hash' }, namespace],
]

const asWanted: readonly Case[] = [
  ['set-replicas', { replicas: 3 }, web],
  ['set-container-image-reference', { ...inContainer('web'), 'image-reference': ':v1' }, web],
  ['set-container-image', { ...inContainer('web'), 'container-image': 'ghcr.io/shop/web:v1' }, web],
  ['set-container-repository-uri', { ...inContainer('web'), 'repository-uri': 'ghcr.io/shop/web' }, web],
  ['set-image-reference-by-uri', { 'repository-uri': 'ghcr.io/shop/web', 'image-reference': ':v1' }, web],
  ['set-image-registry-by-registry', { registry: 'quay.io', 'new-registry': 'ghcr.io' }, web],
  ['set-container-resources', { ...inContainer('web'), ...requests }, web],
  ['set-env-var', { ...inContainer('web'), 'env-var': 'A', 'env-value': 'b' }, web],
  ['set-env', { ...inContainer('web'), 'env-key-value': ['A=b', 'B='] }, web],
  ['set-annotation', { 'annotation-key': 'team', 'annotation-value': 'a' }, web],
  ['set-label', { 'label-key': 'app', 'label-value': 'web' }, web],
  ['set-namespace', { 'namespace-name': 'shop' }, web],
  ['set-namespace', { 'namespace-name': 'shop' }, namespace],
  ['set-namespace', { 'namespace-name': 'shop' }, binding],
  [
    'set-int-path',
    { 'resource-type': 'apps/v1/Deployment', path: 'spec.replicas', 'attribute-value': 3 },
    web,
  ],
  ['set-template', { expression: 'web', path: 'metadata.labels.app' }, web],
  ['set-references-of-type', { 'resource-type': 'v1/ConfigMap', 'resource-name': 'settings' }, web],
  ['set-attributes', path('apps/v1/Deployment', 'metadata.labels.app', 'web'), web],
  [
    'upsert-resource',
    {
      'resource-list': JSON.stringify([
        { ResourceType: 'v1/Namespace', ResourceName: '/shop', ResourceBody: namespace },
      ]),
      'resource-type': 'v1/Namespace',
      'resource-name': '/shop',
    },
    namespace,
  ],
  ['prune-configmaps', {}, web],
]

/** The functions of the embedded hub on one unit, without HTTP. */
function hubOn(text: string): Pick<ConfigHub, 'functions' | 'invoke'> {
  const signatures = listSignatures('')
  if (!signatures.ok) throw new Error(signatures.message)
  return {
    functions: async () =>
      z.record(z.string(), z.record(z.string(), FunctionSignature)).parse(signatures.value),
    invoke: async (call) => {
      const ran = runCalls(InvocationsRequest.parse(call), text)
      if (typeof ran === 'string') throw new Error(ran)
      const outputs = Object.entries(ran.outputs).map(([type, value]) => [type, JSON.stringify(value)])
      return [{ UnitID: unitId, Success: true, Outputs: Object.fromEntries(outputs) }]
    },
  }
}

async function isUnreached([name, given, text]: Case): Promise<boolean> {
  const patch = {
    kind: 'function' as const,
    name,
    arguments: Object.entries(given).flatMap(([each, values]) =>
      [values].flat().map((value) => ({ name: each, value: value as string | number })),
    ),
  }
  const calls = [{ FunctionName: name, Arguments: callArguments(patch.arguments) }]
  const ran = runCalls({ FunctionInvocations: calls }, text)
  expect(typeof ran === 'string' ? ran : ran.text).toBe(text)
  const head = { unit: { UnitID: unitId }, text } as never
  const derivation = { from: 'nothing', evaluation: { status: 'unchanged' } } as const
  return (await unreachedUnits(hubOn(text), patch, [{ head, derivation }], undefined)).has(unitId)
}

describe('a function that changes nothing', () => {
  it.each(nowhere)('had nothing to apply to: %s %j', async (...each) => {
    expect(await isUnreached(each)).toBe(true)
  })

  it.each(asWanted)('found all as it would have it: %s %j', async (...each) => {
    expect(await isUnreached(each)).toBe(false)
  })

  it('is any function that writes', () => {
    const functions = [...(catalogue.get('Kubernetes/YAML') ?? [])]
    const writing = functions.filter(([, { signature }]) => signature.Mutating).map(([name]) => name)
    const aliases = functions.flatMap(([, { aliases = [] }]) => aliases)
    const tried = new Set([...nowhere, ...asWanted].map(([name]) => name))

    expect(writing.filter((name) => !tried.has(name) && !aliases.includes(name))).toEqual([])
  })
})
