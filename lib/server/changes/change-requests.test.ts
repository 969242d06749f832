import { describe, expect, it } from 'vitest'
import { readCommitRequest, readPreviewRequest } from '#lib/server/changes/change-requests.ts'

const id = '9f3a1c00-0000-4000-bfff-00000000000a'
const selection = { kind: 'query', where: '' }
const preview = (patch: unknown) => readPreviewRequest({ selection, patch })
const set = (value: unknown) => ({ kind: 'set-fields', fields: [{ path: 'x', value }] })
const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels))

describe('a patch', () => {
  it.each([
    ['a list of 1.5 million', set(Array.from({ length: 1_500_000 }, () => 1))],
    ['a text of 300,000', set('y'.repeat(300_000))],
    ['keys of 300,000', set({ ['y'.repeat(300_000)]: 1 })],
    ['a value nested 5,000 deep', set(nested(5000))],
    [
      '101 fields',
      { kind: 'set-fields', fields: Array.from({ length: 101 }, () => ({ path: 'x', value: 1 })) },
    ],
    [
      'many values that are too large together',
      {
        kind: 'set-fields',
        fields: Array.from({ length: 100 }, () => ({ path: 'x', value: 'y'.repeat(3000) })),
      },
    ],
    ['a path of 2,000', { kind: 'set-fields', fields: [{ path: 'x'.repeat(2000), value: 1 }] }],
    ['a merge text of 300,000', { kind: 'merge', text: ' '.repeat(300_000) }],
    ['a JSON text of 300,000', { kind: 'json', text: ' '.repeat(300_000) }],
  ])('with %s is refused, naming the limits', (_, patch) => {
    expect(preview(patch)).toMatchObject({
      ok: false,
      status: 422,
      code: 'too-large',
      message: expect.stringMatching(/100 fields.*262,144 characters.*200 levels.*Change less at once/),
    })
  })

  it.each([
    ['a text of 256 KiB', { kind: 'merge', text: ' '.repeat(262_144) }],
    ['values of 100,000 items', set(Array.from({ length: 100_000 }, () => 1))],
    ['null', set(null)],
    ['a value nested 150 deep', set(nested(150))],
  ])('with %s is read', (_, patch) => {
    expect(preview(patch)).toMatchObject({ ok: true, value: { patch } })
  })

  it('keeps a key named __proto__', () => {
    const read = preview(set(JSON.parse('{"__proto__": {"a": 1}}')))

    expect(read.ok && JSON.stringify(read.value.patch)).toContain('{"__proto__":{"a":1}}')
  })

  it('without a value says which field', () => {
    expect(preview({ kind: 'set-fields', fields: [{ path: 'x' }] })).toMatchObject({
      ok: false,
      status: 400,
      message: 'patch.fields.0.value: is missing',
    })
  })
})

describe('ids', () => {
  it('mean the same unit however they are spelled', () => {
    const picked = readPreviewRequest({
      selection: { kind: 'units', unitIds: [id.toUpperCase()] },
      patch: set(1),
    })
    const commit = readCommitRequest({ seal: 's', reason: 'r', excludedUnitIds: [id.toUpperCase()] })

    expect(picked).toMatchObject({ ok: true, value: { selection: { unitIds: [id] } } })
    expect(commit).toMatchObject({ ok: true, value: { excludedUnitIds: [id] } })
  })

  it.each([
    ['none', [], 'at least|>=1'],
    ['too many', Array.from({ length: 2_000_000 }, () => 1), '10,000'],
    ['what is none', ['x'], 'UUID'],
  ])('are refused as a whole if they are %s', (_, unitIds, message) => {
    const read = readPreviewRequest({ selection: { kind: 'units', unitIds }, patch: set(1) })

    expect(read).toMatchObject({ ok: false, status: 400, message: expect.stringMatching(message) })
  })
})
