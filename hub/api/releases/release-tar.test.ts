import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { tarOf } from '#hub/api/releases/release-tar.ts'

async function archive(files: Readonly<Record<string, string>>): Promise<Buffer> {
  async function* each() {
    for (const [name, text] of Object.entries(files)) yield { name, bytes: Buffer.from(text) }
  }
  const pieces: Uint8Array[] = []
  for await (const piece of tarOf(each())) pieces.push(piece)
  return Buffer.concat(pieces)
}

/** What tar prints about it: one line per file with mode, owner, size and name. */
const read = (input: Buffer, ...options: string[]) =>
  execFileSync('tar', options, { input, encoding: 'utf8' })

describe('tarOf', () => {
  // Beyond 100 a record holds the name, and near 990 that record needs one more digit for its own length.
  const lengths = [1, 99, 100, 101, 139, 255, 988, 989, 990, 991, 992]

  it.each(lengths)('keeps a name of %i characters', async (length) => {
    const name = 'n'.repeat(length)
    const bytes = await archive({ [name]: 'a: 1\n', second: '' })

    expect(read(bytes, '-t')).toBe(`${name}\nsecond\n`)
    if (length <= 255) expect(read(bytes, '-x', '-O', name)).toBe('a: 1\n')
    expect(bytes.length % 512).toBe(0)
  })

  it.each([0, 1, 511, 512, 513, 100_000])('keeps a file of %i bytes', async (size) => {
    const text = 'é'.repeat(size / 2) + 'x'.repeat(size % 2)

    expect(read(await archive({ a: text, b: 'after' }), '-x', '-O', 'a')).toBe(text)
  })

  it('depends on names and contents only', async () => {
    const listing = read(await archive({ a: 'x' }), '-t', '-v', '--numeric-owner', '--utc')

    expect(listing).toMatch(/^-rw-r--r-- 0\/0 +1 1970-01-01 00:00 a\n$/)
  })
})
