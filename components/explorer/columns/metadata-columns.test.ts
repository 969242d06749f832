import { expect, it } from 'vitest'
import { metadataColumns } from '#lib/rows/metadata-columns.ts'
import { Look } from '#lib/rows/views/look.ts'
import { shownBy, shownOf } from '#lib/rows/views/view-columns.ts'
import { typeOf } from '#lib/where/builder.ts'

const kept = metadataColumns.filter(({ attribute }) => attribute !== undefined)

it('a View that ConfigHub keeps has attributes that units have', () => {
  expect(kept.length).toBeGreaterThan(0)
  expect(kept.filter(({ attribute = '' }) => typeOf(attribute, 'Unit') === undefined)).toEqual([])
})

it('a View that ConfigHub keeps shows each column that has an attribute, and only those', () => {
  const all = metadataColumns.map(({ id }) => id)
  const view = shownOf({ ...Look.parse({}), cols: all })

  expect(shownBy(view).cols).toEqual(kept.map(({ id }) => id))
})
