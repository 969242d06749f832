import { describe, expect, it } from 'vitest'
import { type Edit, editResources } from '#lib/config/patch/edits.ts'
import { deleteAtPath, setAtPath } from '#lib/config/testing/edit-at.ts'

const text = `kind: Pod
apiVersion: v1
spec:
  containers:
  - name: main # app
    env: []
---
kind: Pod
apiVersion: v1
spec:
  containers:
  - name: main
    env:
    # first
    - name: A
      value: "1"
`

const all = (...edits: Edit[]) => editResources(text, () => edits)
const env = 'spec.containers.?name=main.env'

describe('editResources', () => {
  it('asks about each resource and edits in place', () => {
    const result = editResources(text, ({ index }) =>
      index === 1 ? [{ op: 'set', path: `${env}.?name=A.value`, value: '2' }] : [],
    )

    expect(result).toEqual({ ok: true, value: { text: text.replace('"1"', '"2"'), changed: true } })
  })

  it('inserts at the end of a list and before an item', () => {
    expect(all({ op: 'insert', path: env, value: { name: 'Z' } })).toMatchObject({
      value: {
        text: text
          .replace('    env: []\n', '    env:\n    - name: Z\n')
          .replace('      value: "1"\n', '      value: "1"\n    - name: Z\n'),
      },
    })
    expect(all({ op: 'insert', path: `${env}.0`, value: { name: 'Z' } })).toMatchObject({
      value: {
        text: text
          .replace('    env: []\n', '    env:\n    - name: Z\n')
          .replace('    # first', '    - name: Z\n    # first'),
      },
    })
  })

  it('makes the list that it inserts into', () => {
    expect(setAtPath('a: 1\n', 0, 'b.c', 2)).toMatchObject({ value: { text: 'a: 1\nb:\n  c: 2\n' } })
    expect(editResources('a: 1\n', () => [{ op: 'insert', path: 'b.list', value: 'x' }])).toMatchObject({
      value: { text: 'a: 1\nb:\n  list:\n    - x\n' },
    })
  })

  it('deletes every place of a wildcard, and nothing where nothing is', () => {
    expect(editResources('a: [1, 2, 3]\nb: 1\n', () => [{ op: 'delete', path: 'a.*' }])).toMatchObject({
      value: { text: 'a: []\nb: 1\n' },
    })
    expect(deleteAtPath(text, 0, 'spec.gone.deep')).toEqual({ ok: true, value: { text, changed: false } })
  })

  it.each<[Edit, string]>([
    [{ op: 'set', path: 'spec.containers.?name=gone.image', value: 1 }, 'There is nothing at'],
    [{ op: 'insert', path: 'kind', value: 1 }, 'is not a list'],
    [{ op: 'delete', path: 'a..b' }, 'empty'],
    [{ op: 'delete', path: 'a#uri' }, 'only be set'],
  ])('refuses %j', (edit, words) => {
    expect(all(edit)).toMatchObject({ ok: false, error: { message: expect.stringContaining(words) } })
  })
})
