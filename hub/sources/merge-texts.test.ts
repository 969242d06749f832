import { expect, it } from 'vitest'
import { applyWithheld } from '#hub/sources/apply-withheld.ts'
import { mergeTexts } from '#hub/sources/merge-texts.ts'
import { resourceInfo } from '#hub/sources/mutation-sources.ts'
import { withProtection } from '#hub/sources/protection.ts'
import { traceSources } from '#hub/sources/trace-sources.ts'

const list = (a: number, b: number) => `apiVersion: v1
kind: List
items:
- {apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {replicas: ${a}}}
- {apiVersion: apps/v1, kind: Deployment, metadata: {name: b}, spec: {replicas: ${b}}}
`

it('keeps what is protected in one item of a List, and merges the others', () => {
  const steps = ['', list(1, 1)].map((text, mutationNum) => ({ text, mutationNum }))
  const sources = withProtection(
    traceSources({ sources: [], texts: steps, protect: false }),
    resourceInfo('apps/v1/Deployment', '/a'),
    { 'spec.replicas': true },
    1,
  )

  const merged = mergeTexts({
    base: list(1, 1),
    head: list(1, 1),
    theirs: list(5, 7),
    sources,
    prefer: 'theirs',
    kept: new Set(),
    from: { Index: 1 },
    toolchain: 'Kubernetes/YAML',
  })

  expect(merged).toMatchObject({
    ok: true,
    value: {
      text: list(1, 7),
      withheld: [{ conflict: { Path: 'spec.replicas', Resource: { ResourceName: '/a' } }, value: 5 }],
    },
  })
  expect(merged.ok && applyWithheld({ head: merged.value.text, applied: merged.value.withheld })).toEqual({
    ok: true,
    value: list(5, 7),
  })
})
