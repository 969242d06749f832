import { expect, it } from 'vitest'
import { fingerprinter, fingerprintKey } from '#lib/change/seal/fingerprint.ts'

const tagOf = fingerprinter(fingerprintKey('a-secret-of-at-least-thirty-two-characters'))

it('a tag is short, plain, and the same for the same secret on every server of a deployment', () => {
  const again = fingerprinter(fingerprintKey('a-secret-of-at-least-thirty-two-characters'))

  expect(tagOf('hunter2')).toMatch(/^[0-9a-z]{5}$/)
  expect(again('hunter2')).toBe(tagOf('hunter2'))
})

it('another secret, and another deployment, give another tag', () => {
  const elsewhere = fingerprinter(fingerprintKey('another-secret-of-at-least-32-characters'))
  const tags = ['hunter2', 'hunter3', '', ' ', 'HUNTER2', 'hunter2\n'].map(tagOf)

  expect(new Set(tags).size).toBe(tags.length)
  expect(elsewhere('hunter2')).not.toBe(tagOf('hunter2'))
})

it('all letters of a tag are equally frequent', () => {
  const counts = new Map<string, number>()
  for (let secret = 0; secret < 6400; secret++) {
    for (const letter of tagOf(String(secret))) counts.set(letter, (counts.get(letter) ?? 0) + 1)
  }

  // 1,000 each; twelve standard deviations off would be one in 10^30.
  expect(counts.size).toBe(32)
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(380)
})
