import { describe, expect, it } from 'vitest'
import { maskConfig } from '#lib/config/mask/mask.ts'
import { harmlessKinds } from '#lib/config/testing/harmless-kinds.ts'
import { madeUp, secretKinds } from '#lib/config/testing/secret-kinds.ts'

describe('kinds', () => {
  it('are at least as many as promised, each with a unique name', () => {
    for (const kinds of [secretKinds, harmlessKinds]) {
      expect(kinds.length).toBeGreaterThanOrEqual(60)
      expect(new Set(kinds.map(({ name }) => name)).size).toBe(kinds.length)
    }
  })

  it.each(secretKinds)('$name is masked', ({ plant }) => {
    const { text, secrets } = plant(madeUp(7))
    const masked = maskConfig(text).text

    expect(secrets.filter((secret) => text.includes(secret))).not.toEqual([])
    expect(
      secrets.filter((secret) => masked.includes(secret)),
      masked,
    ).toEqual([])
    expect(masked.split('\n')).toHaveLength(text.split('\n').length)
    expect(maskConfig(masked).text).toBe(masked)
  })

  it.each(harmlessKinds)('$name stays readable', ({ text }) => {
    expect(maskConfig(text)).toEqual({ text, masked: 0 })
  })
})
