import { describe, expect, it } from 'vitest'
import { changedLines, changesOf, runFunction } from '#hub/functions/testing/run-function.ts'

const digest = `sha256:${'a'.repeat(64)}`
const document = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: trade
spec:
  template:
    spec:
      initContainers:
        - name: wait
          image: busybox
      containers:
        - name: main
          image: "ghcr.io/finos/trade:v1" # pinned
        - name: proxy
          image: registry.local:5000/envoy@${digest}
        - name: bare # no image yet
`

describe('image functions change the part they name', () => {
  it.each([
    [
      'set-container-repository-uri',
      ['main', 'quay.io/finos/trade'],
      ['image: "ghcr.io/finos/trade:v1" # pinned -> image: "quay.io/finos/trade:v1" # pinned'],
    ],
    [
      'set-image-uri',
      ['proxy', 'envoy'],
      [`image: registry.local:5000/envoy@${digest} -> image: envoy@${digest}`],
    ],
    [
      'set-image-reference-by-uri',
      ['registry.local:5000/envoy', ':v2'],
      [`image: registry.local:5000/envoy@${digest} -> image: registry.local:5000/envoy:v2`],
    ],
    ['set-image-reference-by-uri', ['finos/trade', ':v2'], []],
    [
      'set-image-registry-by-registry',
      ['ghcr.io', 'mirror.example.com/ghcr'],
      [
        'image: "ghcr.io/finos/trade:v1" # pinned -> image: "mirror.example.com/ghcr/finos/trade:v1" # pinned',
      ],
    ],
    [
      'set-image-registry-by-registry',
      ['', 'mirror.example.com'],
      ['image: busybox -> image: mirror.example.com/busybox'],
    ],
    ['set-image-registry-by-registry', ['', 'mirror.example.com', 'main'], []],
    ['set-image-registry-by-registry', ['ghcr', 'mirror.example.com'], []],
    ['set-image-reference', ['wait', ':1.37'], ['image: busybox -> image: busybox:1.37']],
    ['set-container-image-reference', ['bare', ':1'], []],
  ])('%s %j', (name, values, lines) => {
    expect(changedLines(runFunction(name, values, document), document)).toEqual(lines)
  })

  it('a container without an image gets the whole one', () => {
    expect(changesOf(runFunction('set-image', ['bare', 'nginx:1'], document))).toEqual([
      'Deployment /trade spec.template.spec.containers.?name=bare.image: undefined -> "nginx:1"',
    ])
  })

  it.each([
    ['get-container-image', ['busybox', 'ghcr.io/finos/trade:v1', `registry.local:5000/envoy@${digest}`]],
    ['get-image', ['busybox', 'ghcr.io/finos/trade:v1', `registry.local:5000/envoy@${digest}`]],
    ['get-container-image-reference', ['', ':v1', `@${digest}`]],
  ])('%s reads all of them', (name, images) => {
    const ran = runFunction(name, ['*'], document)
    const list = typeof ran === 'string' ? ran : ran.outputs.AttributeValueList
    expect(new Set((Array.isArray(list) ? list : []).map(({ Value }: { Value: unknown }) => Value))).toEqual(
      new Set(images),
    )
  })

  it.each([
    ['set-container-repository-uri', ['main', 'ghcr.io/x:v1'], 'repository-uri must match'],
    ['set-image-registry-by-registry', ['ghcr.io', ''], 'new-registry must match'],
    ['set-image-reference-by-uri', ['ghcr.io/x', 'v1'], 'image-reference must match'],
  ])('%s refuses %j', (name, values, message) => {
    expect(runFunction(name, values, document)).toContain(message)
  })
})
