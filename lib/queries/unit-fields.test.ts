import { describe, expect, it } from 'vitest'
import { fieldParameters, nameFields, type UnitFields, unionOf } from '#lib/queries/unit-fields.ts'

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
})
