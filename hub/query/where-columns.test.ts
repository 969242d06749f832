import { expect, it } from 'vitest'
import { models } from '#hub/entities/models/models.ts'
import { unstoredAttributes } from '#hub/query/where-sql.ts'

it.each(Object.values(models))(
  'every attribute of $table has a column, or is said to be filled with nothing here',
  ({ table, unfilled, derived }) => {
    const known = [...unfilled, ...Object.keys(derived)]
    expect(unstoredAttributes(table).filter((name) => !known.includes(name))).toEqual([])
  },
)
