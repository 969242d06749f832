import { expect, it } from 'vitest'
import { Look } from '#lib/confighub/saved/look.ts'
import { shownOf } from '#lib/confighub/saved/view-columns.ts'
import { unitColumns } from '#lib/rows/unit-columns.ts'

/** No attribute of ConfigHub says these as they are shown. */
const computedHere = ['environment', 'region', 'by', 'changed', 'continent', 'upstream', 'errors']

it('each column is one of the View that ConfigHub keeps, or is computed here', () => {
  const all = Object.keys(unitColumns)
  const kept = shownOf({ ...Look.parse({}), cols: all }).Columns.map(({ Name }) => Name)

  expect([...kept, ...computedHere].toSorted()).toEqual(all.toSorted())
})
