import { useQueryClient } from '@tanstack/react-query'
import { useLayoutEffect, useRef } from 'react'
import type { CellChoice } from '#components/explorer/cell-menu/cell-choices.ts'
import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import type { Explorer } from '#components/explorer/use-explorer.ts'
import { sameQuery } from '#components/query/query-fields.ts'
import { notify } from '#components/ui/overlay/toast.tsx'
import { lateCode } from '#components/ui/state/late-code.ts'
import { valuesQuery } from '#lib/queries/cells/values.ts'

const withChoices = lateCode(() => import('#components/explorer/later.ts'))

/** Asks for units with the value that a row has in a column, or for those without it; or says why nothing asks for it. */
export function useAskValue(explorer: Explorer) {
  const { search, answer } = explorer
  const client = useQueryClient()
  const latest = useRef(explorer)
  useLayoutEffect(() => {
    latest.current = explorer
  })
  const { where, data, type, computed } = search
  const query = { where, data, type, computed }
  const refuse = (description: string) => notify({ tone: 'attention', title: 'Not possible', description })
  return (column: GridColumn, row: number, how: 'is' | 'isNot') =>
    withChoices(async ({ choicesOf, contentOf }) => {
      const { table, valueColumns } = answer
      const run = (choice: CellChoice | undefined) =>
        choice?.query ? latest.current.ask(choice.query) : refuse(choice?.explanation ?? '')
      const value = valueColumns.find(({ id }) => id === column.id)
      if (value === undefined)
        return run(choicesOf({ table, row, column, query }).find((each) => each.how === how))
      // Rows keep texts; a condition needs to know whether it is a number or a boolean.
      const unitId = table.ids[row] ?? ''
      const path = { resourceType: value.resourceType, path: value.path }
      const found = await client.fetchQuery(valuesQuery([unitId], [path])).catch(() => undefined)
      const values = found?.units[unitId]?.cells[0]
      // Meanwhile somebody may have asked for something else.
      if (!sameQuery(latest.current.search, query)) return
      const choices = choicesOf({ table, row, column, query, content: contentOf(table, row, value, values) })
      const [choice, another] = choices.filter((each) => each.how === how)
      if (another !== undefined)
        return refuse('These are several values; the menu of a cell asks for one of them.')
      run(choice)
    })
}
