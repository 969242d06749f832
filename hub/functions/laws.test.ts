import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { catalogue } from '#hub/functions/catalogue.ts'
import { type Invocation, prepareCall } from '#hub/functions/prepare-call.ts'
import { runCalls } from '#hub/functions/testing/run-function.ts'
import { runs } from '#hub/testing/runs.ts'
import { equalJson, type Json } from '#lib/base/json.ts'
import type { PathChange } from '#lib/config/compare/path-change.ts'
import { readResources } from '#lib/config/document/document.ts'
import { documents, maps } from '#lib/config/testing/arbitrary-documents.ts'

const word = fc.constantFrom('a', 'b', 'main', 'trade', 'x.y')
const label = fc.constantFrom('a', 'b', 'main', 'trade')

const container = fc.record(
  {
    name: word,
    image: fc.constantFrom('nginx', 'ghcr.io/a/b:v1', 'r:5000/x', `q.io/a@sha256:${'0'.repeat(64)}`),
    env: fc.uniqueArray(fc.record({ name: word, value: fc.string({ maxLength: 5 }) }), {
      maxLength: 3,
      selector: ({ name }) => name,
    }),
    resources: fc.record({ requests: fc.constant({ cpu: '100m', memory: '1Gi' }) }),
  },
  { requiredKeys: ['name'] },
)
const containers = fc.uniqueArray(container, { maxLength: 3, selector: ({ name }) => name })

/** Kubernetes-like resources with odd content beside the fields that functions know. */
const resource: fc.Arbitrary<Json> = fc
  .record({
    type: fc.constantFrom(
      ['apps/v1', 'Deployment'],
      ['apps/v1', 'StatefulSet'],
      ['v1', 'ConfigMap'],
      ['v1', 'Namespace'],
      ['example.com/v1', 'Thing'],
    ),
    metadata: fc.record(
      { name: label, namespace: label, labels: fc.dictionary(label, label, { maxKeys: 2 }) },
      { requiredKeys: ['name'] },
    ),
    replicas: fc.nat(9),
    containers,
    data: maps,
  })
  .map(({ type: [apiVersion = '', kind = ''], metadata, replicas, containers, data }) => ({
    apiVersion,
    kind,
    metadata,
    ...(apiVersion === 'apps/v1' ? { spec: { replicas, template: { spec: { containers } } } } : {}),
    data,
  }))

const kubernetesDocuments = fc
  .tuple(fc.array(resource, { minLength: 1, maxLength: 3 }), fc.integer({ min: 2, max: 4 }), fc.boolean())
  .map(([resources, indent, indentSeq]) =>
    resources.map((each) => `# about it\n${stringify(each, { indent, indentSeq })}`).join('---\n'),
  )

/** Arguments by the name of their parameter. */
const valuesOf: Readonly<Record<string, fc.Arbitrary<string | number | boolean>>> = {
  replicas: fc.nat(9),
  'container-name': fc.constantFrom('*', 'main', 'a'),
  'container-image': fc.constantFrom('nginx:2', 'ghcr.io/a/b:v2'),
  'image-reference': fc.constantFrom(':v2', `@sha256:${'1'.repeat(64)}`),
  'repository-uri': fc.constantFrom('nginx', 'ghcr.io/a/b'),
  registry: fc.constantFrom('', 'ghcr.io'),
  'new-registry': fc.constant('mirror.io'),
  operation: fc.constantFrom('all', 'cap', 'floor'),
  cpu: fc.constantFrom('', '50m', '1'),
  memory: fc.constantFrom('', '1Gi', '512Mi'),
  'limit-factor': fc.nat(3),
  'env-var': word,
  'env-value': fc.string({ maxLength: 6 }),
  'env-key-value': fc.tuple(word, fc.constantFrom('', 'v')).map(([name, value]) => `${name}=${value}`),
  'annotation-key': label,
  'annotation-value': fc.string({ maxLength: 6 }),
  'label-key': label,
  'label-value': label,
  'namespace-name': label,
  'resource-type': fc.constantFrom('*', 'apps/v1/Deployment', 'v1/ConfigMap'),
  'resource-name': label,
  path: fc.constantFrom('data.a', 'data.name', 'metadata.labels.b', 'spec.replicas', 'data.b.c'),
  'search-value': fc.constantFrom('a', 'trade', 'v1', '\n'),
  'replace-value': fc.constantFrom('', 'q', '$&', 'a: b'),
  'num-approvers': fc.nat(2),
  expression: fc.constantFrom('has(r.data)', 'r.data.a == 1', "r.kind == 'Deployment'"),
  param: fc.constantFrom('a=b', 'most=3'),
  'where-expression': fc.constantFrom('spec.replicas > 1', "kind = 'ConfigMap'"),
  body: fc.constantFrom('yaml', 'none', 'json'),
  'attribute-name': fc.constantFrom('container-image', 'attribute-value', 'resource-name/v1/Namespace'),
  'attribute-list': fc.constantFrom(
    '[]',
    '[{"ResourceType": "*", "Path": "data.a", "DataType": "string", "Value": "b"}]',
  ),
  'path-prefix': fc.constantFrom('', 'data', 'spec.template'),
  depth: fc.nat(3),
  'revision-history-limit': fc.nat(2),
  'score-threshold': fc.constantFrom('High', 'Low'),
  'attribute-prefix': fc.constant('disruption'),
  reasons: fc.constantFrom('', 'Subtracted, ProtectedPath'),
}

/** Where the same parameter means something else. */
const valuesIn: Readonly<Record<string, Readonly<Record<string, fc.Arbitrary<string>>>>> = {
  'get-cel': { expression: fc.constantFrom('[]', "[{'Path': 'kind', 'Value': r.kind}]") },
  'set-template': { expression: fc.constantFrom('fixed', '{{.Params.a}}', '{{.UnitSlug}}-{{.Params.a}}') },
}

function callsOf(toolchain: string, name: string): fc.Arbitrary<Invocation> {
  const parameters = catalogue.get(toolchain)?.get(name)?.signature.Parameters ?? []
  const given = parameters.map(({ ParameterName, DataType, Regexp }) => {
    const values =
      valuesIn[name]?.[ParameterName] ??
      valuesOf[ParameterName] ??
      (DataType === 'bool' ? fc.boolean() : fc.nat(9))
    const fits = (value: unknown) => Regexp === undefined || new RegExp(Regexp).test(String(value))
    return values.filter(fits).map((Value) => ({ Value }))
  })
  return fc.tuple(...given).map((Arguments) => ({ FunctionName: name, Arguments }))
}

/** Names of the functions that take the arguments above; upsert-resource has tests of its own. */
function namesOf(toolchain: string): string[] {
  return [...(catalogue.get(toolchain)?.keys() ?? [])].filter((name) => name !== 'upsert-resource')
}

const anyCall = (toolchain: string) =>
  fc.constantFrom(...namesOf(toolchain)).chain((name) => callsOf(toolchain, name))

const podSpec = /^spec(\.template(\.spec(\.containers(\..*)?)?)?)?$/
/** Where a setter may change something. Setters that are not listed may change whatever their arguments name. */
const reach: Readonly<Record<string, RegExp>> = {
  'set-replicas': /^spec(\.replicas)?$/,
  'set-container-image': podSpec,
  'set-container-image-reference': podSpec,
  'set-container-repository-uri': podSpec,
  'set-image-reference-by-uri': podSpec,
  'set-image-registry-by-registry': podSpec,
  'set-container-resources': podSpec,
  'set-env': podSpec,
  'set-env-var': podSpec,
  'set-label': /^metadata\.labels(\..*)?$/,
  'set-annotation': /^metadata\.annotations(\..*)?$/,
  'set-namespace': /^metadata\.(namespace|name)$/,
  'set-hash': /^metadata\.annotations(\..*)?$/,
}

function isWithinReach({ FunctionName, Arguments }: Invocation, { path, resourceType }: PathChange): boolean {
  const values = (Arguments ?? []).map(({ Value }) => String(Value))
  const allowed = reach[FunctionName]
  if (allowed !== undefined) return allowed.test(path)
  if (FunctionName === 'delete-resource') return path === '' && resourceType === values[0]
  if (!/^(set|delete)-.*path$/.test(FunctionName)) return true
  const [type = '', target = ''] = values
  return (type === '*' || type === resourceType) && `${target}.`.startsWith(`${path}.`)
}

describe.each(['Kubernetes/YAML', 'AppConfig/YAML'])('functions for %s', (ToolchainType) => {
  const texts =
    ToolchainType === 'Kubernetes/YAML' ? kubernetesDocuments : fc.oneof(documents, kubernetesDocuments)
  const run = (FunctionInvocations: Invocation[], text: string, more = {}) =>
    runCalls({ ToolchainType, FunctionInvocations, ...more }, text)

  it('keep the document readable, report every change, and change nothing else', () => {
    fc.assert(
      fc.property(texts, anyCall(ToolchainType), (text, invocation) => {
        const ran = run([invocation], text)
        if (typeof ran === 'string') return
        const after = readResources(ran.text)
        expect(after.ok).toBe(true)
        expect(ran.changes.length > 0).toBe(ran.text !== text)
        for (const change of ran.changes)
          expect([invocation, change, isWithinReach(invocation, change)]).toEqual([invocation, change, true])
        const { Mutating } = catalogue.get(ToolchainType)?.get(invocation.FunctionName)?.signature ?? {}
        if (!Mutating) expect(ran.text).toBe(text)
      }),
      { numRuns: runs(150) },
    )
  })

  it('change nothing the second time if declared idempotent', () => {
    fc.assert(
      fc.property(texts, anyCall(ToolchainType), (text, invocation) => {
        const { Idempotent } = catalogue.get(ToolchainType)?.get(invocation.FunctionName)?.signature ?? {}
        const once = run([invocation], text)
        if (typeof once === 'string' || !Idempotent) return
        expect(run([invocation], once.text)).toMatchObject({ text: once.text, mutators: [] })
      }),
      { numRuns: runs(100) },
    )
  })

  it('leave resources alone that WhereResource does not select', () => {
    fc.assert(
      fc.property(kubernetesDocuments, anyCall(ToolchainType), (text, invocation) => {
        const ran = run([invocation], text, { WhereResource: "kind = 'Deployment'" })
        if (typeof ran === 'string') return
        const others = (whole: string) => {
          const read = readResources(whole)
          return read.ok
            ? read.value.filter(({ value }) => !JSON.stringify(value).includes('"Deployment"'))
            : []
        }
        const before = others(text)
        const after = others(ran.text)
        expect(after.length).toBe(before.length)
        for (const [index, { value }] of before.entries())
          expect(equalJson(value, after[index]?.value)).toBe(true)
      }),
      { numRuns: runs(80) },
    )
  })

  it('do the same in one call as one after another', () => {
    fc.assert(
      fc.property(texts, fc.array(anyCall(ToolchainType), { minLength: 2, maxLength: 4 }), (text, calls) => {
        const together = run(calls, text)
        if (typeof together === 'string') return
        const apart = calls.reduce((current, invocation) => {
          const ran = run([invocation], current)
          return typeof ran === 'string' ? current : ran.text
        }, text)
        expect(together.text).toBe(apart)
      }),
      { numRuns: runs(60) },
    )
  })
})

it('the arguments above fit their functions', () => {
  const functions = catalogue.get('Kubernetes/YAML') ?? new Map()
  for (const name of namesOf('Kubernetes/YAML')) {
    const [invocation] = fc.sample(callsOf('Kubernetes/YAML', name), 1)
    if (invocation === undefined) throw new Error(`no call of ${name}`)
    expect(prepareCall(functions, 'Kubernetes/YAML', invocation, undefined)).toMatchObject({ ok: true })
  }
})
