import fc from 'fast-check'
import { expect, it } from 'vitest'
import { lookedAt } from '#lib/queries/live/gone-units.ts'

it('all rows are looked for in turn, those on screen each time, and never more than one call can name', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 600 }),
      fc.array(fc.nat({ max: 700 }), { maxLength: 130 }),
      (count, visible) => {
        const ids = Array.from({ length: count }, (_, row) => String(row))
        const onScreen = visible.filter((row) => row < count).slice(0, 60)
        const seen = new Set<string>()
        let next = 0
        for (let round = 0; round < 30; round += 1) {
          const asked = lookedAt({ ids, count }, onScreen, next)
          next = asked.next
          expect(asked.ids.length).toBeLessThanOrEqual(100)
          expect(new Set(asked.ids).size).toBe(asked.ids.length)
          for (const row of onScreen) expect(asked.ids).toContain(String(row))
          for (const id of asked.ids) seen.add(id)
        }
        expect(seen.size).toBe(count)
      },
    ),
  )
})
