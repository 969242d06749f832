import { expect, it } from 'vitest'
import { metadataColumns } from '#components/explorer/columns/metadata-columns.ts'
import { Look } from '#lib/confighub/saved/look.ts'
import { shownOf } from '#lib/confighub/saved/view-columns.ts'
import { typeOf } from '#lib/where/builder.ts'

/** No attribute of ConfigHub says these as they are shown. */
const computedHere = ['environment', 'region', 'by', 'changed', 'continent', 'upstream', 'errors']

const all = metadataColumns.map(({ id }) => id)
const kept = shownOf({ ...Look.parse({}), cols: all }).Columns

it('each column is one of the View that ConfigHub keeps, or is computed here', () => {
  const names = kept.map(({ Name }) => Name)

  expect([...names, ...computedHere].toSorted()).toEqual(all.toSorted())
})

it('a View that ConfigHub keeps has attributes that units have', () => {
  const attributes = kept.flatMap(({ ColumnSource: source }) =>
    'MetadataAttribute' in source ? [source.MetadataAttribute] : [],
  )

  expect(attributes).toHaveLength(kept.length)
  expect(attributes.filter((name) => typeOf(name, 'Unit') === undefined)).toEqual([])
})
