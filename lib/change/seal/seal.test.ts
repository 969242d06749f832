import { inflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { openSeal, seal } from '#lib/change/seal/seal.ts'
import type { SealContents } from '#lib/change/seal/seal-contents.ts'

const secret = 'a-secret-of-at-least-thirty-two-characters'
const author = { UserID: 'alice', OrganizationID: 'org', hub: 'https://hub.test' }
const now = new Date('2026-11-23T06:20:00Z')
const contents: SealContents = {
  selection: { kind: 'query', where: "Slug = 'trade-service'" },
  patch: { kind: 'set-fields', fields: [{ path: 'spec.replicas', value: 5 }] },
  units: [
    {
      UnitID: 'u1',
      SpaceID: 's1',
      Slug: 'trade-service',
      SpaceSlug: 'prod-eu',
      HeadRevisionNum: 3,
      DataHash: 'aa',
      resultHash: 'bb',
    },
  ],
  author,
  sealedAt: now.toISOString(),
  expiresAt: '2026-11-23T06:35:00.000Z',
}
const key = { secret, author, now }

describe('a seal', () => {
  it('opens to what was sealed', async () => {
    const sealed = await seal(contents, secret)

    expect(await openSeal(sealed.seal, key)).toEqual({ ok: true, contents, sealHash: sealed.sealHash })
  })

  it('keeps every digit of the numbers that are set', async () => {
    const fields = [-9223372036854775808n, 9223372036854775807n].map((value) => ({ path: 'spec.x', value }))
    const patch = { kind: 'set-fields', fields } as const
    const { seal: text } = await seal({ ...contents, patch }, secret)

    expect(await openSeal(text, key)).toMatchObject({ ok: true, contents: { patch } })
  })

  it('of another version, with another form of patch, is refused', async () => {
    const other = JSON.parse(JSON.stringify({ ...contents, patch: { kind: 'set-fields' } }))
    const { seal: text } = await seal(other, secret)

    expect(await openSeal(text, key)).toMatchObject({ ok: false, code: 'seal-tampered' })
  })

  it('cannot be read by whoever holds it', async () => {
    const password = 'tuesday-horse-4711'
    const patch = { kind: 'merge', text: `stringData: {a: ${password}}` } as const
    const { seal: text } = await seal({ ...contents, patch }, secret)

    const bytes = Buffer.from(text, 'base64url')
    expect(bytes.includes(password)).toBe(false)
    // Compressed text could begin anywhere in the bytes, so decompression is tried at every offset.
    const readable = Array.from(bytes.keys(), (at) => unpacked(bytes.subarray(at)))
    expect(readable.filter((each) => each.includes(password))).toEqual([])
    expect((await seal({ ...contents, patch }, secret)).seal, 'equal patches look different').not.toBe(text)
  })

  it('is refused when any single character is changed', async () => {
    const { seal: text } = await seal(contents, secret)
    for (let at = 0; at < text.length; at++) {
      const changed = `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`
      expect(await openSeal(changed, key), `character ${at}`).toMatchObject({
        ok: false,
        code: 'seal-tampered',
      })
    }
  })

  it.each(['', '.', 'a.b', 'a.b.c', '💥'])('is refused when it is %o', async (text) => {
    expect(await openSeal(text, key)).toMatchObject({ ok: false, code: 'seal-tampered' })
  })

  it.each([
    [
      'signed with another secret',
      { ...key, secret: 'another-secret-of-at-least-32-characters' },
      'seal-tampered',
    ],
    ['of another author', { ...key, author: { ...author, UserID: 'bob' } }, 'seal-other-author'],
    ['of another organization', { ...key, author: { ...author, OrganizationID: 'x' } }, 'seal-other-hub'],
    ['of another hub', { ...key, author: { ...author, hub: 'https://other.test' } }, 'seal-other-hub'],
    ['that ran out', { ...key, now: new Date('2026-11-23T06:35:01Z') }, 'seal-expired'],
  ])('%s is refused', async (_, wrong, code) => {
    const { seal: text } = await seal(contents, secret)

    expect(await openSeal(text, wrong)).toMatchObject({ ok: false, code })
  })
})

function unpacked(bytes: Buffer): string {
  try {
    return inflateRawSync(bytes).toString('utf8')
  } catch {
    return ''
  }
}
