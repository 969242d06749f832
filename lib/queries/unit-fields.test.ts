import { describe, expect, it } from 'vitest'
import { covers, fieldParameters, nameFields, type UnitFields, unionOf } from '#lib/queries/unit-fields.ts'

const head: UnitFields = { select: ['HeadRevisionNum'], include: ['HeadRevisionNum'] }

describe('the union of needs', () => {
  it('names each field once', () => {
    expect(fieldParameters(unionOf([nameFields, head, nameFields]))).toEqual({
      select: 'HeadRevisionNum,Slug,SpaceID,SpaceSlug',
      include: 'HeadRevisionNum,SpaceID',
    })
  })

  it('makes the same request in whatever order the needs come', () => {
    expect(unionOf([head, nameFields])).toEqual(unionOf([nameFields, head]))
  })

  it('covers each of them, and nothing more', () => {
    const asked = unionOf([nameFields, head])

    expect([nameFields, head].every((needs) => covers(asked, needs))).toBe(true)
    expect(covers(asked, { select: ['DataHash'], include: [] })).toBe(false)
    expect(covers(asked, { select: [], include: ['UpstreamUnitID'] })).toBe(false)
  })
})
