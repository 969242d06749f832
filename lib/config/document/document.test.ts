import { describe, expect, it } from 'vitest'
import { readResources } from '#lib/config/document/document.ts'

describe('readResources', () => {
  it('reads a stream, passing over empty documents', () => {
    const text = `# top
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: a, namespace: prod}
---
# nothing
---
apiVersion: v1
kind: Namespace
metadata: {name: prod}
---
replicas: 3
`
    const read = readResources(text)

    expect(
      read.ok &&
        read.value.map(({ index, resourceType, resourceName }) => [index, resourceType, resourceName]),
    ).toEqual([
      [0, 'apps/v1/Deployment', 'prod/a'],
      [1, 'v1/Namespace', '/prod'],
      [2, '', ''],
    ])
  })

  it('reads a List as one resource', () => {
    const read = readResources('apiVersion: v1\nkind: List\nitems: [{kind: Pod}, {kind: Pod}]\n')

    expect(read).toMatchObject({ ok: true, value: [{ resourceType: 'v1/List', value: { items: [{}, {}] } }] })
  })

  it('resolves aliases and merges, own keys first', () => {
    const read = readResources('a: &a {x: 1, y: 2}\nb: {<<: *a, y: 3}\nc: *a\n')

    expect(read).toMatchObject({ ok: true, value: [{ value: { b: { x: 1, y: 3 }, c: { x: 1, y: 2 } } }] })
  })

  it('resolves an alias to the last anchor of its name above it, on keys too', () => {
    const read = readResources('a: &x 1\nb: *x\n&x c: &y [*x]\nd: *x\ne: *y\n')

    expect(read).toMatchObject({ ok: true, value: [{ value: { a: 1, b: 1, c: ['c'], d: 'c', e: ['c'] } }] })
  })

  it('reads file modes as the cluster does', () => {
    expect(readResources('mode: 0644\n')).toMatchObject({ ok: true, value: [{ value: { mode: 0o644 } }] })
  })

  it.each([
    ['a: 1\n b: 2\n', 1, 'indent'],
    ['a: 1\nb: [1\nc: 2\n', 3, 'indent'],
    ['a: "x\n', 2, 'YAML'],
    ['a: 1\nb: 2\na: 3\n', 3, 'set twice'],
    ['a: &a {x: 1}\nb:\n  <<: *a\n  <<: *a\n', 4, 'set twice'],
    ['a: *a\nb: &a 1\n', 1, 'no anchor'],
    ['a: &a [*a]\n', 1, 'contains itself'],
    ['a: *gone\n', 1, 'no anchor'],
    ['ok: 1\n---\n\ta: 1\n', 3, 'Tabs'],
    ['1: a\n"1": b\n', 2, 'set twice'],
    ['? [a]\n: b\n', 1, 'plain text'],
  ])('says what is wrong with %j and where', (text, line, words) => {
    const read = readResources(text)

    expect(read).toMatchObject({ ok: false, error: { line, message: expect.stringContaining(words) } })
    expect(read.ok ? 0 : read.error.column).toBeGreaterThan(0)
  })
})
