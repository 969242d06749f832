import { describe, expect, it } from 'vitest'
import type { DocumentPatch } from '#lib/config/patch/patch.ts'
import { applyPatch } from '#lib/config/testing/apply-patch.ts'

const service = `apiVersion: v1
kind: Service
metadata:
  name: trade
  namespace: prod
spec:
  ports:
  # dns
  - port: 53
    protocol: UDP
  - port: 53
    protocol: TCP # tcp
  - port: 80 # http
`

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: {name: trade, namespace: prod}
spec:
  replicas: 3 # three
  template:
    spec:
      containers:
      - name: main
        image: "nginx:1" # pinned
        args: [a, b]
        env:
        # the level
        - name: LEVEL
          value: info
        - name: PORT
          value: "80"
      tolerations:
      - key: a
`

const merge = (text: string, patch: string) => applyPatch(text, { kind: 'merge', text: patch })
const json = (text: string, patch: unknown) => applyPatch(text, { kind: 'json', text: JSON.stringify(patch) })
const set = (text: string, path: string, value: string | number | boolean | null) =>
  applyPatch(text, { kind: 'set-fields', fields: [{ path, value }] })
const container = (body: string) => `spec: {template: {spec: {containers: [{name: main, ${body}}]}}}`

function textOf(result: ReturnType<typeof applyPatch>): string {
  return result.ok ? result.value.text : `error: ${result.error.message}`
}

describe('merge patches', () => {
  it.each([
    ['a value', container('image: "nginx:2"'), 'nginx:1', 'nginx:2'],
    [
      'a list element by name',
      container('env: [{name: LEVEL, value: debug}]'),
      'value: info',
      'value: debug',
    ],
    ['an unknown list, whole', container('args: [c]'), '[a, b]', '[c]'],
    ['tolerations, whole', 'spec: {template: {spec: {tolerations: [{key: b}]}}}', '- key: a', '- key: b'],
    ['null deletes', container('args: null'), '        args: [a, b]\n', ''],
    [
      '$patch deletes an element',
      container('env: [{name: PORT, $patch: delete}]'),
      '        - name: PORT\n          value: "80"\n',
      '',
    ],
    [
      'a new element behind the one it follows in the patch',
      container('env: [{name: LEVEL}, {name: NEW, value: "1"}]'),
      '          value: info\n',
      '          value: info\n        - name: NEW\n          value: "1"\n',
    ],
    [
      'a number becoming text stays text',
      container('env: [{name: LEVEL, value: "5"}]'),
      'value: info',
      'value: "5"',
    ],
  ])('%s', (_, patch, from, to) => {
    expect(textOf(merge(deployment, patch))).toBe(deployment.replace(from, to))
  })

  it('$patch: replace takes the list as given', () => {
    const result = textOf(merge(deployment, container('env: [{$patch: replace}, {name: PORT, value: "81"}]')))

    expect(result).toBe(
      deployment
        .replace('        # the level\n        - name: LEVEL\n          value: info\n', '')
        .replace('"80"', '"81"'),
    )
  })

  it('tells ports apart by number and protocol', () => {
    expect(textOf(merge(service, 'spec: {ports: [{port: 53, protocol: TCP, name: t}]}'))).toBe(
      service.replace('TCP # tcp\n', 'TCP # tcp\n    name: t\n'),
    )
    expect(textOf(merge(service, 'spec: {ports: [{port: 80, name: h}]}'))).toBe(`${service}    name: h\n`)
  })

  it('takes kind and name as what it is meant for', () => {
    const stream = `${service}---\n${deployment}`
    const patch = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: trade}\nspec: {replicas: 5}\n'

    expect(merge(stream, patch)).toEqual({
      ok: true,
      value: { text: stream.replace('replicas: 3', 'replicas: 5'), matched: 1, changed: true },
    })
    expect(merge(stream, patch.replace('name: trade', 'name: other'))).toMatchObject({
      ok: true,
      value: { text: stream, matched: 0 },
    })
    expect(merge(stream, 'kind: CronJob\nspec: {suspend: true}')).toMatchObject({
      ok: true,
      value: { matched: 0, changed: false },
    })
  })

  it('replaces lists where a document is not a Kubernetes resource', () => {
    expect(textOf(merge('env:\n- name: a\n- name: b\n', 'env: [{name: c}]'))).toBe('env:\n- name: c\n')
  })

  it.each([
    ['spec:\n  replicas: [', 2],
    ['- a\n', 1],
    ['just text', 1],
    ['', 1],
    ['# nothing\n', 1],
    ['a: 1\n---\nb: 2\n', 3],
    ['a: 1\n  b: 2', 1],
  ])('refuses %j and says where', (patch, line) => {
    expect(merge(deployment, patch)).toMatchObject({ ok: false, error: { line, column: expect.any(Number) } })
  })

  it('says that it is the document that cannot be read', () => {
    expect(merge('a: [', 'a: 1')).toMatchObject({
      ok: false,
      error: { message: expect.stringMatching(/^The document is not valid YAML/) },
    })
  })
})

describe('set-fields', () => {
  it('makes missing maps, in the style of the document', () => {
    expect(textOf(set(deployment, 'spec.strategy.rollingUpdate.maxSurge', '25%'))).toBe(
      `${deployment}  strategy:\n    rollingUpdate:\n      maxSurge: 25%\n`,
    )
    expect(textOf(set(deployment, 'metadata.labels.on', 'yes'))).toBe(
      deployment.replace('namespace: prod}', 'namespace: prod, labels: {"on": "yes"}}'),
    )
  })

  it.each([
    ['spec.template.spec.containers.?name=gone.image'],
    ['spec.template.spec.containers.7.image'],
    ['spec.template.spec.volumes.*.name'],
    ['spec.template.spec.initContainers.0.image'],
  ])('selects only what is there: %s', (path) => {
    expect(set(deployment, path, 'x')).toMatchObject({
      ok: true,
      value: { matched: 0, changed: false, text: deployment, reason: expect.stringContaining(path) },
    })
  })

  it('sets no field when one of them has no place', () => {
    const fields = [
      { path: 'spec.replicas', value: 5 },
      { path: 'spec.template.spec.containers.?name=gone.image', value: 'x' },
    ]

    expect(applyPatch(deployment, { kind: 'set-fields', fields })).toMatchObject({
      ok: true,
      value: { matched: 0, text: deployment },
    })
  })

  it('sets part of an image', () => {
    expect(textOf(set(deployment, 'spec.template.spec.containers.*.image#reference', ':2'))).toBe(
      deployment.replace('nginx:1', 'nginx:2'),
    )
  })

  it('sees no change in an equal value', () => {
    expect(set(deployment.replace('3', '0x3'), 'spec.replicas', 3)).toMatchObject({
      ok: true,
      value: { matched: 1, changed: false },
    })
  })

  it.each([
    ['spec.replicas.deep', 'is not a map'],
    ['spec.template.spec.containers.name', 'is a list'],
    ['spec..x', 'empty'],
  ])('refuses %s', (path, words) => {
    expect(set(deployment, path, 1)).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining(words) },
    })
  })
})

describe('JSON patches', () => {
  it('runs all six operations as text edits', () => {
    const patch = [
      { op: 'test', path: '/spec/replicas', value: 3 },
      { op: 'replace', path: '/spec/replicas', value: 4 },
      { op: 'add', path: '/spec/template/spec/containers/0/args/-', value: 'c' },
      { op: 'remove', path: '/spec/template/spec/tolerations' },
      { op: 'copy', from: '/spec/replicas', path: '/spec/minReadySeconds' },
      {
        op: 'move',
        from: '/spec/template/spec/containers/0/env/1',
        path: '/spec/template/spec/containers/0/env/0',
      },
    ]

    expect(textOf(json(deployment, patch))).toBe(
      deployment
        .replace('replicas: 3', 'replicas: 4')
        .replace('[a, b]', '[a, b, c]')
        .replace('      tolerations:\n      - key: a\n', '  minReadySeconds: 4\n')
        .replace('        - name: PORT\n          value: "80"\n', '')
        .replace(
          '        # the level\n',
          '        - name: PORT\n          value: "80"\n        # the level\n',
        ),
    )
  })

  it('matches nothing where a test fails or a path is missing, and says why', () => {
    expect(json(deployment, [{ op: 'test', path: '/spec/replicas', value: 1 }])).toMatchObject({
      ok: true,
      value: {
        matched: 0,
        text: deployment,
        reason: 'Operation 1 (test /spec/replicas): the value is 3, not 1',
      },
    })
    expect(json(deployment, [{ op: 'remove', path: '/spec/paused' }])).toMatchObject({
      ok: true,
      value: { matched: 0 },
    })
  })

  it.each([
    ['{"op": "remove"}', 1],
    ['[\n{"op": "remove", "path": "/a"},\n{"op": "drop", "path": "/a"}]', 3],
    ['[{"op": "add", "path": "/a"}]', 1],
    ['[{"op": "remove", "path": "a"}]', 1],
    ['[{"op": "move", "from": "/a", "path": "/a/b"}]', 1],
    ['[{"op": "remove", "path": "/a"}', 1],
  ])('refuses %s and says where', (text, line) => {
    expect(applyPatch(deployment, { kind: 'json', text })).toMatchObject({ ok: false, error: { line } })
  })
})

describe('anchors', () => {
  const text = `base: &base # shared
  image: &image nginx:1
  env: {a: 1, b: 2}
one: *base
two:
  <<: *base
  name: two
three: *image
`

  it.each([
    [
      'an alias of a map gets a value of its own',
      'one.image',
      'x',
      (t: string) => t.replace('one: *base', 'one:\n  image: x\n  env:\n    a: 1\n    b: 2'),
    ],
    [
      'a merged key is overridden beside the merge',
      'two.image',
      'x',
      (t: string) => t.replace('name: two\n', 'name: two\n  image: x\n'),
    ],
    ['an alias of a text is replaced', 'three', 'x', (t: string) => t.replace('*image', 'x')],
  ])('%s', (_, path, value, expected) => {
    expect(textOf(set(text, path, value))).toBe(expected(text))
  })

  it('changes the anchor alone when all its users are meant', () => {
    const fields = ['base.image', 'one.image', 'two.image', 'three'].map((path) => ({
      path,
      value: 'nginx:2',
    }))

    expect(textOf(applyPatch(text, { kind: 'set-fields', fields }))).toBe(text.replace('nginx:1', 'nginx:2'))
  })

  it('leaves the users of an anchor what they had when only the anchor is meant', () => {
    const result = textOf(set(text, 'base.image', 'x'))

    expect(result).toContain('image: &image x')
    expect(result).toContain('three: nginx:1')
  })

  it('writes aliases out before their anchor is deleted', () => {
    expect(textOf(json('a: &a {x: 1}\nb: *a\n', [{ op: 'remove', path: '/a' }]))).toBe('b: {x: 1}\n')
  })

  it('takes a merge away when one of its keys is deleted', () => {
    expect(textOf(json('a: &a {x: 1, w: 2}\nb:\n  <<: *a\n  z: 3\n', [{ op: 'remove', path: '/b/x' }]))).toBe(
      'a: &a {x: 1, w: 2}\nb:\n  z: 3\n  w: 2\n',
    )
  })
})

describe('the text around a change', () => {
  it.each([
    ['a block text keeps its style', 'a: |\n  x\n  y\nb: 1\n', 'a', 'z\nw\n', 'a: |\n  z\n  w\nb: 1\n'],
    ['a folded text keeps its style', 'a: >-\n    x\n    y\n', 'a', 'z', 'a: >-\n    z\n'],
    [
      'CRLF inside a new block text',
      'a: |\r\n  x\r\nb: 1\r\n',
      'a',
      'z\nw\n',
      'a: |\r\n  z\r\n  w\r\nb: 1\r\n',
    ],
    ['single quotes', "a: 'x'\n", 'a', "it's", "a: 'it''s'\n"],
    ['double quotes', 'a: "x" # c\n', 'a', 'b\nc', 'a: "b\\nc" # c\n'],
    ['plain that would read as a number', 'a: x\n', 'a', '007', 'a: "007"\n'],
    ['plain that would read as a boolean in YAML 1.1', 'a: x\n', 'a', 'off', 'a: "off"\n'],
    ['nothing behind the key', 'a: # later\nb:\n', 'a', 1, 'a: 1 # later\nb:\n'],
    ['no final newline', 'a: 1', 'b', 2, 'a: 1\nb: 2'],
    ['a map becoming a value', 'a: # c\n  b: 1\n  # about c\n  c: 2\nd: 3\n', 'a', 5, 'a: 5 # c\nd: 3\n'],
    ['below deeper comments', 'a:\n  b: 1\n  # c: 2\n# end\n', 'd', 1, 'a:\n  b: 1\n  # c: 2\nd: 1\n# end\n'],
  ])('%s', (_, text, path, value, expected) => {
    expect(textOf(set(text, path, value))).toBe(expected)
  })

  it.each([
    ['the first key behind a dash', '- a: 1 # one\n  b: 2\n', '/0/a', '- b: 2\n'],
    [
      'the first key behind a dash, comments below',
      '- a: 1\n  # two\n  b: 2\n',
      '/0/a',
      '-\n  # two\n  b: 2\n',
    ],
    ['the last line without final newline', 'a: 1\nb: 2', '/b', 'a: 1'],
    ['the only key', 'a:\n  b: 1 # one\nc: 2\n', '/a/b', 'a: {}\nc: 2\n'],
    [
      'deeper comments with their key, others not',
      'a:\n  b: 1\n  # deep\n# of c\nc: 2\n',
      '/a',
      '# of c\nc: 2\n',
    ],
    [
      'an item of a flow list over lines',
      'a: [\n  1, # one\n  # two\n  2\n]\n',
      '/a/0',
      'a: [\n  # two\n  2\n]\n',
    ],
    ['the last item of a flow list over lines', '{"a": [\n  1,\n  2\n]}', '/a/1', '{"a": [\n  1\n]}'],
  ])('deletes %s', (_, text, path, expected) => {
    expect(textOf(json(text, [{ op: 'remove', path }]))).toBe(expected)
  })
})

describe('items of a List', () => {
  const list = `apiVersion: v1
kind: List
items:
# the app
- apiVersion: apps/v1
  kind: Deployment
  metadata: {name: x}
  spec: {replicas: 1}
- apiVersion: v1
  kind: ConfigMap
  metadata: {name: x}
  data: {a: "1"}
---
apiVersion: v1
kind: ConfigMapList
items:
- metadata: {name: other}
  data: {a: "1"}
`

  it.each<[string, DocumentPatch, string, string, number]>([
    [
      'set fields',
      {
        kind: 'set-fields',
        fields: [{ path: 'spec.replicas', value: 3 }],
        resourceType: 'apps/v1/Deployment',
      },
      'replicas: 1',
      'replicas: 3',
      1,
    ],
    [
      'a merge',
      { kind: 'merge', text: 'kind: Deployment\nspec: {replicas: 3}' },
      'replicas: 1',
      'replicas: 3',
      1,
    ],
    [
      'a JSON Patch',
      { kind: 'json', text: '[{"op": "replace", "path": "/data/a", "value": "2"}]', resourceName: 'other' },
      'other}\n  data: {a: "1"}',
      'other}\n  data: {a: "2"}',
      1,
    ],
  ])('are what %s goes to', (_, patch, from, to, matched) => {
    expect(applyPatch(list, patch)).toEqual({
      ok: true,
      value: { text: list.replace(from, to), matched, changed: true },
    })
  })

  it('are passed over by a patch for the List itself', () => {
    const remove = {
      kind: 'json',
      text: '[{"op": "remove", "path": "/items/0"}]',
      resourceType: 'v1/List',
    } as const

    expect(textOf(applyPatch(list, remove))).toBe(list.replace(/# the app[\s\S]*?1\}\n/, ''))
  })
})
