import { generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openBundle, signStatement } from '#lib/change/evidence/envelope.ts'
import { bundleType } from '#lib/change/evidence/read-statement.ts'
import { exampleStatement } from '#lib/change/testing/example-statement.ts'
import { judge } from '#lib/change/testing/sigstore.ts'

const keys = {
  'ECDSA P-256': generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  Ed25519: generateKeyPairSync('ed25519'),
}
const ours = keys['ECDSA P-256']
const file = signStatement(exampleStatement(50), ours.privateKey)

function opened(text: string) {
  const result = openBundle(text)
  if (!result.ok) throw new Error(result.message)
  return result.value
}

/** The file with one byte of a base64 text of it replaced. */
function withByte(field: 'payload' | 'sig', at: number, by: number): string {
  const bundle = JSON.parse(file)
  const owner = field === 'payload' ? bundle.dsseEnvelope : bundle.dsseEnvelope.signatures[0]
  const bytes = Buffer.from(owner[field], 'base64')
  const place = at % bytes.length
  bytes[place] = (bytes[place] ?? 0) ^ by
  owner[field] = bytes.toString('base64')
  return JSON.stringify(bundle)
}

describe('an evidence file', () => {
  it.each(Object.entries(keys))('signed with %s is accepted by Sigstore’s verifier and by ours', (_, key) => {
    const text = signStatement(exampleStatement(50), key.privateKey)
    expect(() => judge(text, key.publicKey)).not.toThrow()
    expect(opened(text).check(key.publicKey)).toBe('holds')
  })

  it('is an in-toto Statement of 50 subjects, in a bundle of version 0.3', () => {
    const bundle = JSON.parse(file)
    const statement = JSON.parse(Buffer.from(bundle.dsseEnvelope.payload, 'base64').toString())

    expect(bundle.mediaType).toBe(bundleType)
    expect(statement).toMatchObject({
      _type: 'https://in-toto.io/Statement/v1',
      predicateType: 'https://hubdeck.dev/change/v1',
    })
    expect(statement.subject).toHaveLength(50)
    expect(statement).toEqual(exampleStatement(50))
    expect(opened(file).statement).toEqual({ ok: true, value: exampleStatement(50) })
  })

  it('with any byte of its payload or signature altered is refused by both verifiers', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('payload' as const, 'sig' as const),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (field, at, by) => {
          const altered = withByte(field, at, by)
          expect(opened(altered).check(ours.publicKey)).toBe('broken')
          expect(() => judge(altered, ours.publicKey)).toThrow()
        },
      ),
      { numRuns: 300 },
    )
  })

  it('with any character of its base64 replaced is refused', () => {
    const text = file.trimEnd()
    const { payload } = JSON.parse(text).dsseEnvelope
    const start = text.indexOf(payload)
    fc.assert(
      fc.property(fc.nat(payload.length - 1), fc.constantFrom(...'ABCDabcd0189+/='), (at, character) => {
        fc.pre(payload[at] !== character)
        const altered = text.slice(0, start + at) + character + text.slice(start + at + 1)
        const result = openBundle(altered)
        expect(result.ok ? result.value.check(ours.publicKey) : 'not a bundle').not.toBe('holds')
      }),
      { numRuns: 300 },
    )
  })

  it('of 500 units has less than 200 kB', () => {
    expect(signStatement(exampleStatement(500), ours.privateKey).length).toBeLessThan(200_000)
  })

  it('is refused by name with another key, or with another kind of text', () => {
    expect(opened(file).check(keys.Ed25519.publicKey)).toBe('other-key')
    expect(openBundle('{}')).toEqual({
      ok: false,
      message: 'The file is not a Sigstore bundle of version 0.3.',
    })
  })
})
