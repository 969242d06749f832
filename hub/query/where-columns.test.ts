import { expect, it } from 'vitest'
import { models } from '#hub/entities/models/models.ts'
import { unstoredAttributes } from '#hub/query/where-sql.ts'

it.each(Object.values(models))(
  'every attribute of $table has a column, or is said to be filled with nothing here',
  ({ table, unfilled }) => {
    expect(unstoredAttributes(table).filter((name) => !unfilled.includes(name))).toEqual([])
  },
)
