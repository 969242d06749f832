import { describe, expect, it } from 'vitest'
import { loadStream, readResources } from '#lib/config/document/document.ts'
import { wholeValues, withItems } from '#lib/config/document/list-items.ts'
import { textsOf } from '#lib/config/document/resource-text.ts'

const text = `# all of it
apiVersion: v1
kind: List
items:
  # the first
  - apiVersion: v1
    kind: ConfigMap
    metadata: {name: a, namespace: x} # named
    data:
      text: |
        one
          two
  - {apiVersion: v1, kind: ConfigMap, metadata: {name: b}}
---
apiVersion: v1
kind: Service
metadata: {name: s}
`

function listed(of: string) {
  const read = loadStream(of)
  if (!read.ok) throw new Error(read.error.message)
  return { stream: read.value, resources: withItems(read.value.resources) }
}

describe('the items of a List', () => {
  it('are resources in its place, counted with the others', () => {
    expect(
      listed(text).resources.map(({ index, resourceType, resourceName }) => [
        index,
        resourceType,
        resourceName,
      ]),
    ).toEqual([
      [0, 'v1/ConfigMap', 'x/a'],
      [1, 'v1/ConfigMap', '/b'],
      [2, 'v1/Service', '/s'],
    ])
  })

  it.each([
    'kind: List\nitems: []\n',
    'kind: List\n',
    'kind: List\nitems: [{kind: A}, 1]\n',
    'kind: List\nitems: [{name: a}]\n',
    'kind: AllowList\nitems: [{name: a}]\n',
    'kind: ConfigMapList\nitems: [{metadata: {name: a}}, a]\n',
  ])('are not taken apart in %j', (document) => {
    const read = readResources(document)

    expect(read.ok && withItems(read.value)).toMatchObject([{ index: 0, value: { kind: /List$/ } }])
  })

  it('of a typed List have its type if they do not name one', () => {
    const typed = `apiVersion: v1
kind: SecretList
items:
- metadata: {name: a}
- {apiVersion: v1, kind: Secret, metadata: {name: b, namespace: x}}
`

    expect(
      listed(typed).resources.map(({ resourceType, resourceName }) => [resourceType, resourceName]),
    ).toEqual([
      ['v1/Secret', '/a'],
      ['v1/Secret', 'x/b'],
    ])
  })

  it('have the text of their own lines, as a document would have it', () => {
    const { stream, resources } = listed(text)
    const texts = resources.map(textsOf(stream))

    expect(texts).toEqual([
      `apiVersion: v1
kind: ConfigMap
metadata: {name: a, namespace: x} # named
data:
  text: |
    one
      two
`,
      '{apiVersion: v1, kind: ConfigMap, metadata: {name: b}}\n',
      'apiVersion: v1\nkind: Service\nmetadata: {name: s}\n',
    ])
    for (const [index, each] of texts.entries())
      expect(readResources(each)).toMatchObject({ ok: true, value: [{ value: resources[index]?.value }] })
  })

  it('get new values inside their List', () => {
    const { resources } = listed(text)
    const [a, b, service] = resources
    if (a === undefined || b === undefined || service === undefined) throw new Error('no resources')

    expect([
      ...wholeValues(
        new Map([
          [a, { x: 1 }],
          [b, { y: 2 }],
          [service, { z: 3 }],
        ]),
      ),
    ]).toEqual([
      [0, { apiVersion: 'v1', kind: 'List', items: [{ x: 1 }, { y: 2 }] }],
      [1, { z: 3 }],
    ])
  })
})
