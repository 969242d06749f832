import { describe, expect, it } from 'vitest'
import { catalogue } from '#hub/functions/catalogue.ts'
import { runCalls } from '#hub/functions/testing/run-function.ts'
import { counterpartOf, counterparts } from '#lib/change/functions/counterparts.ts'
import { functionOrPatch } from '#lib/change/functions/function-or-patch.ts'
import type { FunctionPatch, Patch } from '#lib/change/model.ts'
import { callArguments } from '#lib/change/preview/call-arguments.ts'
import { applyPatch } from '#lib/config/testing/apply-patch.ts'

const functions = catalogue.get('Kubernetes/YAML') ?? new Map()
const isThere = (name: string) => functions.has(name)

const document = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop, labels: {app: web}, annotations: {example.com/owner: a}}
spec:
  replicas: 3
  paused: false
  template:
    spec:
      containers:
      - name: web
        image: ghcr.io/shop/web:v1
        env:
        - {name: LOG.LEVEL, value: info}
        - {name: MODE, value: x}
      - name: side
        image: ghcr.io/shop/side:v1
`
const ofType = 'apps/v1/Deployment'

const call = (name: string, given: Record<string, string | number | bigint | boolean>): FunctionPatch => ({
  kind: 'function',
  name,
  arguments: Object.entries(given).map(([each, value]) => ({ name: each, value })),
})
const web = { 'container-name': 'web' }

/** Of each function that a patch can replace at least one call; the patch says the same call. */
const replaceable: readonly FunctionPatch[] = [
  call('set-replicas', { replicas: 5 }),
  call('set-container-image', { ...web, 'container-image': 'ghcr.io/shop/web:v2' }),
  call('set-container-image', { 'container-name': '*', 'container-image': 'ghcr.io/shop/all:v2' }),
  call('set-container-image-reference', { ...web, 'image-reference': ':v2' }),
  call('set-container-repository-uri', { ...web, 'repository-uri': 'mirror.io/web' }),
  call('set-env-var', { ...web, 'env-var': 'LOG.LEVEL', 'env-value': 'debug' }),
  call('set-label', { 'label-key': 'example.com/team', 'label-value': 'b' }),
  call('set-annotation', { 'annotation-key': 'example.com/owner', 'annotation-value': 'b' }),
  call('set-namespace', { 'namespace-name': 'market' }),
  call('set-int-path', {
    'resource-type': ofType,
    path: 'spec.revisionHistoryLimit',
    'attribute-value': 9007199254740993n,
  }),
  call('set-bool-path', { 'resource-type': ofType, path: 'spec.paused', 'attribute-value': true }),
  call('set-string-path', { 'resource-type': '*', path: 'spec.a', 'attribute-value': '7' }),
  call('delete-path', { 'resource-type': ofType, path: 'spec.replicas' }),
  call('delete-path', {
    'resource-type': ofType,
    path: 'spec.template.spec.containers.?name=web.image',
  }),
]
/** Calls that a patch can replace, and that the patch would not become again. */
const oneWay: readonly FunctionPatch[] = [
  {
    kind: 'function',
    name: 'set-env',
    arguments: [
      { name: 'container-name', value: 'web' },
      { name: 'env-key-value', value: 'MODE=a=b' },
      { name: 'env-key-value', value: 'LOG.LEVEL=warn' },
    ],
  },
]

/** The editor asks which resources are meant, where that is open. */
function aimed(patch: Patch | undefined) {
  if (patch?.kind !== 'set-fields' && patch?.kind !== 'merge') throw new Error(`no patch: ${patch?.kind}`)
  return { ...patch, resourceType: patch.resourceType ?? ofType }
}

describe('a function that a patch can replace', () => {
  it.each([...replaceable, ...oneWay])('has the same result: $name $arguments', (made) => {
    const ran = runCalls(
      { FunctionInvocations: [{ FunctionName: made.name, Arguments: callArguments(made.arguments) }] },
      document,
    )
    const patched = applyPatch(document, aimed(functionOrPatch(made, isThere)?.other))
    const text = typeof ran === 'string' ? ran : ran.text

    expect(text).not.toBe(document)
    expect(patched.ok && patched.value.text).toBe(text)
  })

  it.each(replaceable)('comes back from the patch with its arguments: $name $arguments', (made) => {
    const patch = functionOrPatch(made, isThere)?.other
    expect(functionOrPatch(aimed(patch), isThere)?.other).toEqual(made)
  })

  it('is any function that writes, or one of which it is said why no patch does it', () => {
    const writing = [...functions].filter(([, { signature }]) => signature.Mutating).map(([name]) => name)
    const tried = new Set([...replaceable, ...oneWay].map(({ name }) => name))
    const both = Object.entries(counterparts).flatMap(([name, each]) => ('only' in each ? [] : [name]))

    expect(writing.filter((name) => counterpartOf(name) === undefined)).toEqual([])
    expect(Object.keys(counterparts).filter((name) => !isThere(name))).toEqual([])
    expect(both.filter((name) => !tried.has(name))).toEqual([])
  })
})

describe('a function or a patch', () => {
  const fields = (path: string, value: string | number, more: object = {}): Patch => ({
    kind: 'set-fields',
    fields: [{ path, value }],
    resourceType: ofType,
    ...more,
  })
  const image = 'spec.template.spec.containers.?name=web.image'

  it.each<[string, Patch, FunctionPatch]>([
    [
      'a tag without its colon',
      fields(`${image}#reference`, 'v3'),
      call('set-container-image-reference', { ...web, 'image-reference': ':v3' }),
    ],
    [
      'a merge patch of one container',
      {
        kind: 'merge',
        text: 'spec: {template: {spec: {containers: [{name: web, image: "a:1"}]}}}',
        resourceType: ofType,
      },
      call('set-container-image', { ...web, 'container-image': 'a:1' }),
    ],
    [
      'a container of a CronJob',
      fields('spec.jobTemplate.spec.template.spec.initContainers.?name=web.image', 'a:1'),
      call('set-container-image', { ...web, 'container-image': 'a:1' }),
    ],
    [
      'replicas of what has none for a function',
      fields('spec.replicas', 2, { resourceType: 'example.com/v1/Queue' }),
      call('set-int-path', {
        'resource-type': 'example.com/v1/Queue',
        path: 'spec.replicas',
        'attribute-value': 2,
      }),
    ],
  ])('%s', (_, patch, made) => {
    expect(functionOrPatch(patch, isThere)?.other).toEqual(made)
  })

  it.each<[string, Patch, string | undefined]>([
    ['a list', { kind: 'set-fields', fields: [{ path: 'spec.a', value: [1] }] }, undefined],
    ['one resource of several', fields('spec.replicas', 2, { resourceName: 'web' }), undefined],
    ['an operation of a JSON Patch', { kind: 'json', text: '[]' }, undefined],
    [
      'a fraction, which no function takes',
      { kind: 'set-fields', fields: [{ path: 'spec.a', value: 1.5 }], resourceType: ofType },
      undefined,
    ],
    [
      'cases',
      fields('', 0, {
        fields: [
          { path: 'spec.replicas', value: 2, cases: [{ when: { column: 'Slug', matches: 'a*' }, value: 3 }] },
        ],
      }),
      'This stays a patch: a function gives all units one value.',
    ],
    [
      'an amount',
      fields('', 0, { fields: [{ path: 'spec.replicas', value: 2, how: 'add' }] }),
      'This stays a patch: a function does not calculate with the value that is there.',
    ],
    [
      'several fields',
      fields('', 0, {
        fields: [
          { path: 'spec.replicas', value: 2 },
          { path: 'spec.paused', value: true },
        ],
      }),
      'This stays a patch: a function does one thing, and this sets several fields.',
    ],
  ])('offers nothing in the place of %s', (_, patch, text) => {
    expect(functionOrPatch(patch, isThere)).toEqual(text && { text })
  })

  it('offers no function that the hub does not have', () => {
    expect(functionOrPatch(fields('spec.replicas', 2), () => false)).toBeUndefined()
  })

  it('says when only a function does it, also for some of its values', () => {
    const removing = call('set-env', { ...web, 'env-key-value': 'MODE=' })
    expect(functionOrPatch(removing, isThere)?.text).toMatch(/^With these values only the function does this/)
    expect(functionOrPatch(call('search-replace', {}), isThere)).toEqual({
      text: 'Only a function does this: it changes parts of texts wherever they stand.',
    })
  })
})
