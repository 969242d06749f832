import { describe, expect, it } from 'vitest'
import { diffConfig, diffResources } from '#lib/config/compare/diff.ts'
import { readResources } from '#lib/config/document/document.ts'

const resource = (name: string, body: string, namespace = 'prod') =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: ${namespace}}\n${body}`

const short = (before: string, after: string) =>
  diffConfig(before, after).map(({ resourceName, path, change, from, to }) => [
    resourceName,
    path,
    change,
    from,
    to,
  ])

describe('diffConfig', () => {
  it('sees values only: not comments, quotes, key order or aliases', () => {
    expect(diffConfig('a: 1 # x\nb: &b {c: "d"}\ne: {c: d}\n', 'e: &b {"c": d}\nb: *b\n\na: 0x1\n')).toEqual(
      [],
    )
  })

  it('names list elements by their merge key', () => {
    const before = resource(
      'a',
      'spec: {containers: [{name: main, env: [{name: A, value: "1"}, {name: B}]}]}',
    )
    const after = resource(
      'a',
      'spec: {containers: [{name: side}, {name: main, env: [{name: A, value: "2"}, {name: C}]}]}',
    )
    const env = 'spec.containers.?name=main.env'

    expect(short(before, after)).toEqual([
      ['prod/a', `${env}.?name=A.value`, 'Update', '1', '2'],
      ['prod/a', `${env}.?name=B`, 'Delete', { name: 'B' }, undefined],
      ['prod/a', `${env}.?name=C`, 'Add', undefined, { name: 'C' }],
      ['prod/a', 'spec.containers.?name=side', 'Add', undefined, { name: 'side' }],
    ])
  })

  it.each([
    ['an item in front', '[b, c]', '[a, b, c]', [['l.0', 'Add', undefined, 'a']]],
    ['an item gone', '[a, b, c]', '[a, c]', [['l.1', 'Delete', 'b', undefined]]],
    ['an item changed', '[a, b, c]', '[a, x, c]', [['l.1', 'Update', 'b', 'x']]],
    ['another type', '[a]', '{a: 1}', [['l', 'Update', ['a'], { a: 1 }]]],
    ['null is a value', 'null', '1', [['l', 'Update', null, 1]]],
  ])('finds %s', (_, from, to, changes) => {
    expect(short(`l: ${from}`, `l: ${to}`).map(([, ...rest]) => rest)).toEqual(changes)
  })

  it.each([
    [
      'a named port',
      '{name: http, port: 80}',
      '{name: http, port: 81}',
      ['?name=http.port', 'Update', 80, 81],
    ],
    [
      'a port without a name',
      '{port: 80, targetPort: 1}',
      '{port: 81, targetPort: 1}',
      ['0.port', 'Update', 80, 81],
    ],
    [
      'a port with a name and more',
      '{name: a, port: 1}, {name: b, port: 2}',
      '{name: b, port: 3}, {name: a, port: 1}',
      ['?name=b.port', 'Update', 2, 3],
    ],
  ])('shows another number of %s as changed', (_, from, to, change) => {
    const read = (ports: string) => {
      const resources = readResources(`kind: Service\nspec: {ports: [${ports}]}`)
      return resources.ok ? resources.value : []
    }
    const changes = diffResources(read(from), read(to), 'as-seen')
    const [path, ...rest] = change
    expect(changes.map((each) => [each.path, each.change, each.from, each.to])).toEqual([
      [`spec.ports.${path}`, ...rest],
    ])
    // For Kubernetes, the number is the port.
    expect(diffResources(read(from), read(to)).map((each) => each.change)).toEqual(['Delete', 'Add'])
  })

  it('reports a keyed list that was only reordered', () => {
    expect(short('env: [{name: a}, {name: b}]', 'env: [{name: b}, {name: a}]')).toMatchObject([
      ['', 'env', 'Update', [{}, {}], [{}, {}]],
    ])
  })

  it('gives whole resources an empty path', () => {
    const a = resource('a', 'x: 1\n')
    const b = resource('b', 'x: 2\n')

    expect(short(a, `${b}---\n${a}`)).toMatchObject([['prod/b', '', 'Add', undefined, { x: 2 }]])
    expect(short(`${a}---\n${b}`, a)).toMatchObject([['prod/b', '', 'Delete', { x: 2 }, undefined]])
    expect(short('', a)).toMatchObject([['prod/a', '', 'Add', undefined, { x: 1 }]])
  })

  it('treats a new namespace as a change, not as another resource', () => {
    expect(short(resource('a', 'x: 1'), resource('a', 'x: 1', 'test'))).toEqual([
      ['prod/a', 'metadata.namespace', 'Update', 'prod', 'test'],
    ])
  })

  it('treats the items of a List as resources, wherever they are', () => {
    const list = `kind: List\nitems:\n- ${resource('a', 'spec: {x: 1}').replaceAll('\n', '\n  ')}\n- ${resource('b', 'spec: {x: 1}').replaceAll('\n', '\n  ')}\n`

    expect(short(list, list.replace('x: 1', 'x: 2'))).toEqual([['prod/a', 'spec.x', 'Update', 1, 2]])
    expect(short(list, `${resource('b', 'spec: {x: 1}')}\n---\n${resource('a', 'spec: {x: 1}')}`)).toEqual([])
  })

  it('compares a text that it cannot read as a whole', () => {
    expect(short('a: [', 'a: 1')).toEqual([['', '', 'Update', 'a: [', 'a: 1']])
  })
})

it('keeps two resources apart that get the same name', () => {
  const named = (metadata: string) => `kind: A\nmetadata: {${metadata}}\n`
  const before = `${named('name: x')}---\n${named('name: x, namespace: m')}`
  const after = `${named('name: x, namespace: m')}---\n${named('name: x, namespace: m')}`

  expect(diffConfig(before, after)).toEqual([
    { resourceType: 'A', resourceName: '/x', path: 'metadata.namespace', change: 'Add', to: 'm' },
  ])
})
