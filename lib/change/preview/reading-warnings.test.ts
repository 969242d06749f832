import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computeHere } from '#lib/change/preview/compute.ts'
import { documentHash } from '#lib/change/seal/document-hash.ts'
import type { DocumentPatch } from '#lib/config/patch/patch.ts'

const deployment = (value: string) =>
  `apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: a}\nspec:\n  debug: ${value}\n  fileMode: 0644\n  other: off\n`

async function rowOf(text: string, patch: DocumentPatch) {
  const [row] = await computeHere.rows({
    patch,
    jobs: [{ text, derivation: { from: 'patch' }, dataHash: await documentHash(text) }],
    upstreams: [],
    maxChangesLength: 10_000,
  })
  if (row?.status !== 'change') throw new Error(JSON.stringify(row))
  return row
}

const set = (path: string, value: string | number): DocumentPatch => ({
  kind: 'set-fields',
  fields: [{ path, value }],
})

describe('the remarks of a row', () => {
  it.each([
    ['on', 'true'],
    ['N', 'false'],
    ['1_000', '1000'],
    ['017', '15'],
    ['0b11', '3'],
    ['9223372036854775808', '9223372036854776000'],
  ])('say that %s was read as %s, at the place that changes', async (text, value) => {
    const row = await rowOf(deployment(text), set('spec.debug', 'x'))
    expect(row.remarks).toEqual([`spec.debug: \`${text}\` was read as ${value}`])
  })

  it('say what a patch is read as', async () => {
    const text = 'spec:\n  debug: yes\n  on: 0644\n'
    const row = await rowOf(deployment('x'), { kind: 'merge', text })
    expect(row.remarks).toEqual([
      'In the patch, `yes` is read as true',
      'In the patch, the key `on` is read as true',
      'In the patch, `0644` is read as 420',
    ])
    expect(row.changes.map(({ path, to }) => [path, to])).toEqual([
      ['spec.debug', true],
      ['spec.true', 420],
    ])
  })

  it('say what makes Kubernetes refuse the document, wherever it stands', async () => {
    const row = await rowOf(`${deployment('x')}  limits: [.inf]\n`, set('spec.debug', 'z'))
    expect(row.remarks).toEqual(['spec.limits.0: Kubernetes refuses the whole document because of `.inf`'])
    const config = await rowOf('debug: x\nlimit: .inf\n', set('debug', 'z'))
    expect(config.remarks).toBeUndefined()
  })

  it('say of an item of a List what it is read as', async () => {
    const item = deployment('on').trim().split('\n').join('\n  ')
    const row = await rowOf(`apiVersion: v1\nkind: List\nitems:\n- ${item}\n`, set('spec.debug', 'x'))
    expect(row.remarks).toEqual(['spec.debug: `on` was read as true'])
  })

  it('say nothing of application configuration, where a patch is read as its documents are', async () => {
    const row = await rowOf('log: off\nlimit: 1_0\n', { kind: 'merge', text: 'log: on\nsize: 1_000\n' })
    expect(row.remarks).toBeUndefined()
    expect(row.changes.map(({ path, from, to }) => [path, from, to])).toEqual([
      ['log', 'off', 'on'],
      ['size', undefined, '1_000'],
    ])
  })

  it('say nothing of what is as it looks, of a file mode, or of other places', async () => {
    const plain = [
      'true',
      '5',
      '-5',
      '0.5',
      '1e3',
      '0x1F',
      'null',
      '~',
      'text',
      '"on"',
      '9223372036854775807',
    ]
    for (const text of plain)
      expect((await rowOf(deployment(text), set('spec.debug', 'x'))).remarks).toBeUndefined()
    expect((await rowOf(deployment('x'), set('spec.fileMode', 7))).remarks).toBeUndefined()
  })

  it('say that the cluster refuses a number which JSON does not have', async () => {
    const row = await rowOf(deployment('.inf'), set('spec.debug', 'x'))
    expect(row.remarks).toEqual(['spec.debug: `.inf` was not a value that Kubernetes accepts'])
  })

  it('never quote what is masked', async () => {
    const text = deployment('x').replace('debug: x', 'password: 1_234_567')
    const row = await rowOf(text, set('spec.password', 'other'))
    expect(JSON.stringify(row)).not.toContain('234')
  })

  it('are few, however much is surprising', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('on', 'off', 'yes', '1_0', '017', '0b1', 'x'), { maxLength: 20 }),
        async (list) => {
          const row = await rowOf(deployment(`[${[...list, 'on'].join(', ')}]`), set('spec.debug', 'x'))
          expect(row.remarks?.length).toBeGreaterThan(0)
          expect(row.remarks?.length).toBeLessThanOrEqual(4)
        },
      ),
      { numRuns: 20 },
    )
  })
})
