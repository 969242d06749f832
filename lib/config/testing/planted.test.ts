import { describe, expect, it } from 'vitest'
import { leaksIn, plantedKinds, typedSecret } from '#lib/config/testing/planted.ts'

const secretive = plantedKinds.filter(({ secrets }) => secrets.length > 0)

describe('leaksIn', () => {
  it.each(secretive)('finds $kind in its documents', ({ texts }) => {
    for (const text of texts) expect(leaksIn(text)).not.toEqual([])
  })

  it.each([
    ['as it is', typedSecret],
    ['among letters', `abc${typedSecret}def`],
    ['in JSON', JSON.stringify([{ a: typedSecret }])],
    ['in an address', `https://x/?a=${encodeURIComponent(typedSecret)}`],
    ['in Base64', btoa(`a${typedSecret}b`)],
    ['in Base64, shifted', btoa(`ab${typedSecret}`)],
    ['in Base64, shifted once more', btoa(`abc${typedSecret}`)],
  ])('finds a secret %s', (_, text) => {
    expect(leaksIn(`before ${text} after`)).toHaveLength(1)
  })

  it('finds nothing where nothing was planted', () => {
    const harmless = plantedKinds.filter(({ secrets }) => secrets.length === 0)

    expect(harmless.length).toBeGreaterThanOrEqual(60)
    expect(harmless.flatMap(({ texts }) => texts.flatMap(leaksIn))).toEqual([])
  })
})
