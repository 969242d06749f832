import { describe, expect, it } from 'vitest'
import { mapParallel, whereIn } from '#lib/confighub/chunking.ts'

const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const ids = (count: number) => Array.from({ length: count }, (_, index) => id(index))

describe('whereIn', () => {
  it('asks nothing for no ids', () => {
    expect(whereIn('UnitID', [])).toEqual([])
  })

  it('puts 136 ids into one expression, and every id into exactly one', () => {
    const chunks = whereIn('UnitID', ids(500))

    expect(chunks).toHaveLength(4)
    expect(chunks[0]?.match(/'/g)).toHaveLength(2 * 136)
    expect(chunks.flatMap((text) => text.match(/[0-9a-f-]{36}/g))).toEqual(ids(500))
  })

  it.each([1, 135, 136, 137, 1000])(
    'keeps %i ids below 6,000 encoded characters, conditions included',
    (count) => {
      for (const text of whereIn('UnitID', ids(count), "Space.Slug LIKE '%prod%'")) {
        expect(encodeURIComponent(text).length).toBeLessThanOrEqual(6000)
        expect(text.endsWith(" AND Space.Slug LIKE '%prod%'")).toBe(true)
      }
    },
  )

  it('asks for an id once', () => {
    expect(whereIn('UnitID', [id(1), id(1)])).toEqual([`UnitID IN ('${id(1)}')`])
  })

  it('gives ids their own expression even when the rest leaves no room', () => {
    expect(whereIn('UnitID', ids(2), `Slug = '${'x'.repeat(7000)}'`)).toHaveLength(2)
  })

  it('accepts only ids in an expression', () => {
    expect(() => whereIn('UnitID', ["') OR ('1'='1"])).toThrow('Not an id')
  })
})

describe('mapParallel', () => {
  it('keeps the order and never has more than four at work', async () => {
    let working = 0
    let most = 0
    const results = await mapParallel(ids(20), async (text, index) => {
      working++
      most = Math.max(most, working)
      await Promise.resolve()
      working--
      return `${index} ${text}`
    })

    expect(most).toBe(4)
    expect(results).toEqual(ids(20).map((text, index) => `${index} ${text}`))
  })

  it('starts nothing more after a failure: a part must not look like the whole', async () => {
    const started: number[] = []
    const run = mapParallel(ids(20), async (_, index) => {
      started.push(index)
      await Promise.resolve()
      if (index === 1) throw new Error('refused')
    })

    await expect(run).rejects.toThrow('refused')
    expect(started.length).toBeLessThan(9)
  })
})
