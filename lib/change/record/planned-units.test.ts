import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  packIds,
  packUnits,
  resultTagBytes,
  unpackIds,
  unpackUnits,
} from '#lib/change/record/planned-units.ts'

const tag = fc
  .uint8Array({ minLength: resultTagBytes, maxLength: resultTagBytes })
  .map((bytes) => Buffer.from(bytes).toString('base64url'))
const entry = fc.record({ UnitID: fc.uuid(), head: fc.nat(0xffff_ffff), resultTag: tag })

it('units and ids are read back as they were packed', () => {
  fc.assert(
    fc.property(fc.array(entry), (entries) => {
      const ids = entries.map(({ UnitID }) => UnitID)
      expect(unpackUnits(packUnits(entries))).toEqual(entries)
      expect(unpackIds(packIds(ids))).toEqual(ids)
    }),
  )
})

it('an entry that someone cut is ignored', () => {
  const cutBy = fc.integer({ min: 1, max: 35 })
  fc.assert(
    fc.property(fc.array(entry, { minLength: 1 }), cutBy, (entries, cut) => {
      expect(unpackUnits(packUnits(entries).slice(0, -cut))).toEqual(entries.slice(0, -1))
    }),
  )
})
