import { describe, expect, it } from 'vitest'
import { readFacts } from '#lib/change/record/record-facts.ts'
import { patchHash } from '#lib/change/record/record-signature.ts'
import { RecordedPatch } from '#lib/change/record/recorded-patch.ts'

const patchOf = (text: string) => readFacts({ 'hubdeck.dev/patch': text }).patch

describe('the patch of a record', () => {
  it('is read as it was written', () => {
    const patch = { kind: 'set-fields', fields: [{ path: 'data.x', value: { __proto__: null, a: [1] } }] }

    expect(patchOf(JSON.stringify(patch))).toEqual(JSON.parse(JSON.stringify(patch)))
  })

  it('keeps every digit, and different numbers have different hashes', () => {
    const patch = (value: bigint) => ({ kind: 'set-fields', fields: [{ path: 'spec.x', value }] }) as const
    const [a, b] = [patch(9007199254740993n), patch(9007199254740995n)]

    expect(patchOf(JSON.stringify(a))).toEqual(a)
    expect(patchHash(a, 'record', 'secret')).not.toBe(patchHash(b, 'record', 'secret'))
  })

  it.each([
    '{"kind":"set-fields"}',
    '{"kind":"set-fields","fields":[]}',
    '{"kind":"set-fields","fields":[{"path":"spec.replicas"}]}',
    '{"kind":"merge","text":7}',
    '{"kind":"move","to":"x"}',
    '[]',
    'null',
    '{',
    'replicas up',
  ])('cannot be read from an annotation %s, and says so', (text) => {
    expect(patchOf(text)).toEqual({ kind: 'unreadable' })
    // The browser parses the answer with the same schema.
    expect(RecordedPatch.parse(patchOf(text))).toEqual({ kind: 'unreadable' })
  })

  it('is absent when the record does not contain it', () => {
    expect(readFacts({}).patch).toBeUndefined()
  })
})
