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
