import fc from 'fast-check'
import { expect, it } from 'vitest'
import { compareUnits } from '#components/change/list/compare-units.ts'
import type { ChangedUnit } from '#lib/change/record/change-record.ts'

const units = fc.uniqueArray(
  fc.record({
    UnitID: fc.nat(20).map(String),
    state: fc.constantFrom<ChangedUnit['state']>('written', 'moved-on', 'not-written', 'unproven'),
  }),
  { selector: ({ UnitID }) => UnitID },
)

it('every unit of either change is there once, and swapping the changes swaps the counts', () => {
  fc.assert(
    fc.property(units, units, (a, b) => {
      const compared = compareUnits({ units: a }, { units: b })
      const swapped = compareUnits({ units: b }, { units: a })

      expect(compared.units).toHaveLength(new Set([...a, ...b].map(({ UnitID }) => UnitID)).size)
      expect(compared.onlyA + compared.onlyB + compared.both).toBe(compared.units.length)
      expect(compared.onlyA + compared.both).toBe(a.length)
      expect([swapped.onlyA, swapped.onlyB, swapped.both, swapped.different]).toEqual([
        compared.onlyB,
        compared.onlyA,
        compared.both,
        compared.different,
      ])
      for (const each of compared.units)
        expect(each.a).toBe(a.find(({ UnitID }) => UnitID === each.UnitID)?.state)
    }),
  )
})

it('a change differs from itself in nothing', () => {
  fc.assert(
    fc.property(units, (a) => {
      expect(compareUnits({ units: a }, { units: a })).toMatchObject({ onlyA: 0, onlyB: 0, different: 0 })
    }),
  )
})
