import { describe, expect, it } from 'vitest'
import { prepare, runAll } from '#hub/functions/invoke.ts'
import type { Invocation } from '#hub/functions/prepare-call.ts'

const document = `# head
apiVersion: apps/v1
kind: Deployment
metadata: {name: trade, namespace: prod}   # flow
spec:
  replicas:   2 # spaced
  template:
    spec:
      initContainers:
        - name: migrate
          image: registry.local:5000/db/migrate
      containers:
        - name: main
          image: "ghcr.io/finos/trade:v1" # pinned
          env:
            - name: MODE
              value: fast
            - name: TOKEN
              valueFrom: {secretKeyRef: {name: s, key: k}}
        - name: proxy
          image: registry.local:5000/envoy@sha256:${'a'.repeat(64)}
---
apiVersion: batch/v1
kind: CronJob
metadata:
  name: nightly
spec:
  jobTemplate:
    spec:
      template:
        spec:
          containers:
          - name: main
            image: busybox
---
apiVersion: v1
kind: Service
metadata:
  name: trade
spec:
  replicas: 9
`

type Arguments = NonNullable<Invocation['Arguments']>

function run(FunctionName: string, values: Record<string, unknown> | unknown[], text = document) {
  const Arguments: Arguments = Array.isArray(values)
    ? values.map((Value) => ({ Value }))
    : Object.entries(values).map(([ParameterName, Value]) => ({ ParameterName, Value }))
  const prepared = prepare({ FunctionInvocations: [{ FunctionName, Arguments }] })
  if (!prepared.ok) return prepared.message
  const ran = runAll(prepared.value, text)
  return ran.ok ? ran.value : ran.message
}

/** The lines of the result that differ, as `old -> new`. */
function changed(result: ReturnType<typeof run>): string[] {
  if (typeof result === 'string') return [result]
  const after = result.text.split('\n')
  const before = document.split('\n')
  if (after.length !== before.length) return [result.text]
  return before.flatMap((line, at) => (line === after[at] ? [] : [`${line.trim()} -> ${after[at]?.trim()}`]))
}

describe('setters touch the value and no other byte', () => {
  it.each([
    ['set-replicas', { replicas: 5 }, ['replicas:   2 # spaced -> replicas:   5 # spaced']],
    ['set-replicas', ['5'], ['replicas:   2 # spaced -> replicas:   5 # spaced']],
    ['set-replicas', { replicas: 2 }, []],
    [
      'set-container-image-reference',
      ['main', ':v2'],
      [
        'image: "ghcr.io/finos/trade:v1" # pinned -> image: "ghcr.io/finos/trade:v2" # pinned',
        'image: busybox -> image: busybox:v2',
      ],
    ],
    [
      'set-container-image-reference',
      ['migrate', ':v2'],
      ['image: registry.local:5000/db/migrate -> image: registry.local:5000/db/migrate:v2'],
    ],
    [
      'set-container-image-reference',
      ['proxy', ':v2'],
      [`image: registry.local:5000/envoy@sha256:${'a'.repeat(64)} -> image: registry.local:5000/envoy:v2`],
    ],
    [
      'set-container-image',
      ['proxy', 'envoy:1'],
      [`image: registry.local:5000/envoy@sha256:${'a'.repeat(64)} -> image: envoy:1`],
    ],
    ['set-int-path', ['v1/Service', 'spec.replicas', 3], ['replicas: 9 -> replicas: 3']],
    ['set-string-path', ['v1/Service', 'metadata.name', 'true'], ['name: trade -> name: "true"']],
    ['set-string-path', ['v1/Service', 'spec.ports.?name=http.port', 'x'], []],
    ['set-bool-path', ['v1/Secret', 'immutable', true], []],
  ])('%s %j', (name, values, lines) => {
    expect(changed(run(name, values))).toEqual(lines)
  })

  it('an environment variable is set where it exists and added where it does not', () => {
    expect(run('set-env-var', ['main', 'MODE', 'slow'])).toMatchObject({
      text: document
        .replace('value: fast', 'value: slow')
        .replace(
          'image: busybox\n',
          'image: busybox\n            env:\n            - name: MODE\n              value: slow\n',
        ),
    })
  })

  it('a missing field is created, a missing variable added, a referenced value replaced', () => {
    const made = run('set-bool-path', ['v1/Service', 'spec.template.paused', true])
    const added = run('set-env-var', ['proxy', 'LEVEL', '3'])
    const replaced = run('set-env-var', ['main', 'TOKEN', 'plain'])

    expect(made).toMatchObject({
      text: expect.stringMatching(/replicas: 9\n {2}template:\n {4}paused: true\n$/),
    })
    expect(added).toMatchObject({ text: expect.stringMatching(/name: LEVEL\n\s+value: "3"/) })
    expect(replaced).toMatchObject({ text: expect.stringMatching(/name: TOKEN\n\s+value: plain\n/) })
  })
})

describe('changes are reported path by path', () => {
  it('with the function that did it', () => {
    expect(run('set-replicas', [4])).toMatchObject({
      mutators: [0],
      mutations: [
        {
          Resource: {
            ResourceType: 'apps/v1/Deployment',
            ResourceName: 'prod/trade',
            ResourceNameWithoutScope: 'trade',
          },
          PathMutationMap: { 'spec.replicas': { MutationType: 'Update', Index: 0, Value: '4' } },
        },
      ],
    })
  })

  it('across several functions, from the first document to the last', () => {
    const call = (value: number) => ({ FunctionName: 'set-replicas', Arguments: [{ Value: value }] })
    const prepared = prepare({ FunctionInvocations: [call(4), call(7), call(7)] })
    if (!prepared.ok) throw new Error(prepared.message)

    expect(runAll(prepared.value, document)).toMatchObject({
      value: { mutators: [0, 1], changes: [{ path: 'spec.replicas', from: 2, to: 7 }] },
    })
  })
})

describe('getters return values with their paths', () => {
  it.each([
    ['get-replicas', [], [['prod/trade', 'spec.replicas', 2]]],
    [
      'get-container-image',
      ['main'],
      [
        ['prod/trade', 'spec.template.spec.containers.?name=main.image', 'ghcr.io/finos/trade:v1'],
        ['/nightly', 'spec.jobTemplate.spec.template.spec.containers.?name=main.image', 'busybox'],
      ],
    ],
    ['get-int-path', ['v1/Service', 'spec.replicas'], [['/trade', 'spec.replicas', 9]]],
    [
      'get-env-var',
      ['main', 'MODE'],
      [['prod/trade', 'spec.template.spec.containers.?name=main.env.?name=MODE.value', 'fast']],
    ],
    ['get-string-path', ['v1/Service', 'spec.type'], []],
  ])('%s %j', (name, values, found) => {
    const ran = run(name, values)
    const list = typeof ran === 'string' ? ran : ran.outputs.AttributeValueList
    expect(list).toEqual(
      found.map(([ResourceName, Path, Value]) => expect.objectContaining({ ResourceName, Path, Value })),
    )
  })
})

describe('arguments are checked before anything runs', () => {
  it.each([
    ['set-replicas', [], 'set-replicas: argument replicas is required'],
    ['set-replicas', ['many'], 'set-replicas: argument replicas must be a whole number, not "many"'],
    ['set-replicas', [-1], 'set-replicas: argument replicas must be at least 0, not -1'],
    ['set-replicas', [1.5], 'set-replicas: argument replicas must be a whole number, not 1.5'],
    ['set-replicas', [null], 'set-replicas: argument replicas has no value'],
    ['set-replicas', [1, 2], 'set-replicas: unknown argument number 2'],
    ['set-replicas', { count: 1 }, 'set-replicas: unknown argument count'],
    [
      'set-bool-path',
      ['v1/Service', 'spec.x', 'yes'],
      'set-bool-path: argument attribute-value must be true or false, not "yes"',
    ],
    ['set-container-image-reference', ['main', 'v2'], expect.stringContaining('image-reference must match')],
    ['set-no-such-thing', [], expect.stringContaining('set-no-such-thing does not exist')],
    ['set-int-path', ['v1/Service', 'spec..x', 1], expect.stringContaining('part of the path is empty')],
  ])('%s %j', (name, values, message) => {
    expect(run(name, values)).toEqual(message)
  })

  it('after a named argument all must be named', () => {
    const Arguments = [{ ParameterName: 'container-name', Value: 'main' }, { Value: ':v2' }]
    const prepared = prepare({
      FunctionInvocations: [{ FunctionName: 'set-container-image-reference', Arguments }],
    })

    expect(prepared).toMatchObject({ ok: false, message: expect.stringContaining('must be named too') })
  })
})
