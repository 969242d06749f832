import { describe, expect, it } from 'vitest'
import type { Registry } from '#hub/functions/attribute-registry.ts'
import { runCalls } from '#hub/functions/testing/run-function.ts'
import { vetDisruption } from '#hub/functions/vet-disruption.ts'
import { loadStream } from '#lib/config/document/document.ts'
import { withItems } from '#lib/config/document/list-items.ts'

const type = 'example.com/v1/Cluster'
const registry: Registry = new Map([
  ['disruption-critical', [{ attribute: 'disruption-critical', type, path: 'spec.cidr' }]],
  [
    'disruption-medium',
    [
      { attribute: 'disruption-medium', type, path: 'spec.version' },
      { attribute: 'disruption-medium', type, path: 'spec.cidr' },
    ],
  ],
])

const cluster = (spec: string, name = 'a') =>
  `apiVersion: example.com/v1\nkind: Cluster\nmetadata: {name: ${name}}\nspec: ${spec}\n`

function judged(
  threshold: string,
  text: string,
  released: string | null,
  source = 'LastReleasedRevisionNum',
) {
  const [stream, other] = [loadStream(text), loadStream(released ?? '')]
  if (!stream.ok || !other.ok) throw new Error('the document does not parse')
  const everything = withItems(stream.value.resources)
  const ran = vetDisruption(registry).run({
    toolchain: 'Kubernetes/YAML',
    stream: stream.value,
    everything,
    resources: everything,
    selects: () => true,
    args: { 'score-threshold': threshold },
    rest: [],
    other: { source, resources: released === null ? null : other.value.resources },
  })
  if (ran.kind === 'failed') return ran.message
  return ran.kind === 'judged' ? ran.verdict : ran.kind
}

describe('vet-disruption', () => {
  it.each([
    ['High', '{cidr: b, version: 1}', { passed: false, maxScore: 'Critical' }],
    ['Critical', '{cidr: b, version: 2}', { passed: false, maxScore: 'Critical' }],
    ['High', '{cidr: a, version: 2}', { passed: true, maxScore: 'Medium' }],
    ['Medium', '{cidr: a, version: 2}', { passed: false, maxScore: 'Medium' }],
    ['Low', '{cidr: a, version: 1, more: 3}', { passed: true, maxScore: undefined }],
    // A removed or new resource replaces nothing.
    ['Low', '{version: 1}', { passed: true, maxScore: undefined }],
  ])('at the threshold %s judges %s by the worst change', (threshold, spec, expected) => {
    expect(judged(threshold, cluster(spec), cluster('{cidr: a, version: 1}'))).toMatchObject(expected)
  })

  it('reports each change once, with its worst score', () => {
    expect(judged('Low', cluster('{cidr: b, version: 1}'), cluster('{cidr: a, version: 1}'))).toMatchObject({
      issues: [
        {
          Identifier: 'disruption-critical',
          Message: 'spec.cidr is Critical disruption: it changes from "a" to "b"',
        },
      ],
      attributes: [
        { Path: 'spec.cidr', Value: 'b', AttributeName: 'disruption-critical', Score: 'Critical' },
      ],
    })
  })

  it('passes what was never released, and a resource that is new', () => {
    expect(judged('Low', cluster('{cidr: b}'), null)).toMatchObject({ passed: true })
    expect(judged('Low', cluster('{cidr: b}', 'new'), cluster('{cidr: a}'))).toMatchObject({ passed: true })
  })

  it('compares with the last release only', () => {
    expect(judged('Low', cluster('{}'), cluster('{}'), 'Before:HeadRevisionNum')).toContain('only')
  })

  it('fails when no paths are registered, because then nothing can be judged', () => {
    const FunctionInvocations = [{ FunctionName: 'vet-disruption', Arguments: [{ Value: 'High' }] }]
    const released = { source: 'LastReleasedRevisionNum', text: cluster('{cidr: a}') }
    expect(runCalls({ FunctionInvocations }, cluster('{cidr: b}'), { other: released })).toContain(
      'no paths are registered under disruption-critical',
    )
  })
})
