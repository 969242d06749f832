import { describe, expect, it } from 'vitest'
import { mergeThreeWay } from '#lib/config/patch/merge-three.ts'

const base = `# top
apiVersion: apps/v1
kind: Deployment
metadata: {name: a, namespace: prod}
spec:
  replicas: 3 # three
  template:
    spec:
      containers:
      - name: main
        image: nginx:1
        args: [a]
      - name: old
        image: old:1
`
const other =
  'apiVersion: v1\nkind: Service\nmetadata: {name: a, namespace: prod}\nspec: {type: ClusterIP} # plain\n'

function merged(ours: string, theirs: string, from = base) {
  const result = mergeThreeWay(from, ours, theirs)
  return result.ok ? result.value : result.error
}

describe('mergeThreeWay', () => {
  it('applies their changes and keeps our text', () => {
    const ours = base.replace('replicas: 3 # three', 'replicas: 7   # seven').replace('# top', '# ours')
    const theirs = base
      .replace('nginx:1', 'nginx:2')
      .replace('      - name: old\n        image: old:1\n', '')
      .replace('# three', '# 3')

    expect(merged(ours, theirs)).toEqual({
      text: ours.replace('nginx:1', 'nginx:2').replace('      - name: old\n        image: old:1\n', ''),
      conflicts: [],
    })
  })

  it('puts a new element where it stands in theirs', () => {
    const side = '      - name: side\n        image: side:1\n'
    const theirs = base.replace('      - name: old', `${side}      - name: old`)
    const ours = base.replace('replicas: 3', 'replicas: 4')

    expect(merged(ours, theirs)).toEqual({
      text: ours.replace('      - name: old', `${side}      - name: old`),
      conflicts: [],
    })
  })

  it('keeps ours and reports the place where both changed differently', () => {
    const ours = base.replace('nginx:1', 'nginx:2').replace('args: [a]', 'args: [a, b]')
    const theirs = base
      .replace('nginx:1', 'nginx:3')
      .replace('args: [a]', 'args: [c]')
      .replace('replicas: 3', 'replicas: 4')
    const at = { resourceType: 'apps/v1/Deployment', resourceName: 'prod/a' }
    const main = 'spec.template.spec.containers.?name=main'

    expect(merged(ours, theirs)).toEqual({
      text: ours.replace('replicas: 3', 'replicas: 4'),
      conflicts: [
        {
          ...at,
          reason: 'disagreement',
          path: `${main}.image`,
          base: 'nginx:1',
          ours: 'nginx:2',
          theirs: 'nginx:3',
        },
        { ...at, reason: 'disagreement', path: `${main}.args`, base: ['a'], ours: ['a', 'b'], theirs: ['c'] },
      ],
    })
  })

  it('has no conflict where both made the same change', () => {
    const ours = base.replace('replicas: 3', 'replicas: 4')

    expect(merged(`${ours}# end\n`, ours)).toEqual({ text: `${ours}# end\n`, conflicts: [] })
  })

  it('reports a deletion against a change', () => {
    const without = base.replace('        args: [a]\n', '')
    const changed = base.replace('args: [a]', 'args: [b]')
    const path = 'spec.template.spec.containers.?name=main.args'

    expect(merged(changed, without)).toMatchObject({
      text: changed,
      conflicts: [{ path, base: ['a'], ours: ['b'] }],
    })
    expect(merged(without, changed)).toMatchObject({
      text: without,
      conflicts: [{ path, base: ['a'], theirs: ['b'] }],
    })
  })

  it('takes whole resources over with their comments', () => {
    const ours = base.replace('replicas: 3', 'replicas: 4')

    expect(merged(ours, `${base}---\n${other}`)).toEqual({ text: `${ours}---\n${other}`, conflicts: [] })
    expect(merged(ours.trimEnd(), `--- # first\n${other}---\n${base}`)).toMatchObject({
      text: expect.stringContaining('{type: ClusterIP} # plain'),
      conflicts: [],
    })
  })

  it('removes a resource that theirs removed, unless ours changed it', () => {
    const both = `${base}---\n${other}`
    const ours = both.replace('replicas: 3', 'replicas: 4')
    const changed = both.replace('ClusterIP', 'NodePort')

    expect(merged(ours, base, both)).toEqual({
      text: base.replace('replicas: 3', 'replicas: 4'),
      conflicts: [],
    })
    expect(merged(ours, `# top\n${other}`, both)).toMatchObject({
      text: ours,
      conflicts: [{ resourceType: 'apps/v1/Deployment', path: '' }],
    })
    expect(merged(changed, `# top\n${other}`, both)).toEqual({
      text: `# top\n---\n${other.replace('ClusterIP', 'NodePort')}`,
      conflicts: [],
    })
    expect(merged(changed, base, both)).toMatchObject({
      text: changed,
      conflicts: [{ resourceType: 'v1/Service', path: '' }],
    })
  })

  it('says what cannot be read, unless there is nothing to merge', () => {
    expect(mergeThreeWay('a: 1', 'a: 2', 'a: [')).toMatchObject({ ok: false, error: { line: 1 } })
    expect(mergeThreeWay('a: [', 'a: [', 'a: 1')).toEqual({
      ok: true,
      value: { text: 'a: 1', conflicts: [] },
    })
  })
})

describe('Lists', () => {
  const item = (kind: string, name: string, spec: string) =>
    `- apiVersion: v1\n  kind: ${kind}\n  metadata: {name: ${name}}\n  spec: ${spec}\n`
  const list = (...items: string[]) => `apiVersion: v1\nkind: List\nitems:\n${items.join('')}`
  const [a, b, c] = [
    item('Pod', 'a', '{x: 1, z: 1}'),
    item('Pod', 'b', '{x: 1}'),
    item('Service', 'a', '{x: 1}'),
  ]
  const ours = item('Pod', 'a', '{x: 2, z: 1} # ours')

  it('have items that are resources: both may change one of them', () => {
    const theirs = list(item('Pod', 'a', '{x: 1, z: 3}'), b, c)

    expect(merged(list(ours, b, c), theirs, list(a, b, c))).toEqual({
      text: list(item('Pod', 'a', '{x: 2, z: 3} # ours'), b, c),
      conflicts: [],
    })
  })

  it('say of an item that both changed which one it is', () => {
    const theirs = list(item('Pod', 'a', '{x: 3, z: 1}'), c)

    expect(merged(list(ours, b, c), theirs, list(a, b, c))).toEqual({
      text: list(ours, c),
      conflicts: [
        {
          reason: 'disagreement',
          resourceType: 'v1/Pod',
          resourceName: '/a',
          path: 'spec.x',
          base: 1,
          ours: 2,
          theirs: 3,
        },
      ],
    })
  })

  it('take what theirs added where it stands in theirs, in whatever order ours has the others', () => {
    const added = item('Pod', 'new', '{x: 1}')

    expect(merged(list(b, ours), list(a, added, b), list(a, b))).toEqual({
      text: list(b, ours, '- apiVersion: v1\n  kind: Pod\n  metadata:\n    name: new\n  spec:\n    x: 1\n'),
      conflicts: [],
    })
  })

  it('keep an item that ours changed and theirs removed', () => {
    expect(merged(list(ours, b), list(b), list(a, b))).toMatchObject({
      text: list(ours, b),
      conflicts: [{ resourceType: 'v1/Pod', resourceName: '/a', path: '' }],
    })
  })

  it('may be emptied by theirs, and get back what was taken', () => {
    const empty = 'apiVersion: v1\nkind: List\nitems: []\n'

    expect(merged(`# all\n${list(a)}`, empty, list(a))).toMatchObject({ text: `# all\n${empty}` })
    expect(merged(`# all\n${empty}`, list(a, b), empty)).toMatchObject({ conflicts: [] })
  })

  it('of one type have items without a type', () => {
    const typed = (...items: string[]) => `apiVersion: v1\nkind: ConfigMapList\nitems:\n${items.join('')}`
    const map = (name: string, data: string) => `- metadata: {name: ${name}}\n  data: ${data}\n`
    const from = typed(map('a', '{x: "1", z: "1"}'), map('b', '{}'))
    const mine = typed(map('a', '{x: "2", z: "1"}'), map('b', '{}'))
    const other = typed(map('a', '{x: "1", z: "3"}'))

    expect(merged(mine, other, from)).toEqual({ text: typed(map('a', '{x: "2", z: "3"}')), conflicts: [] })
  })
})
