import { groupColumns, labelGridColumn } from '#components/explorer/columns/columns.ts'
import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import { metadataColumns } from '#components/explorer/columns/metadata-columns.ts'
import { parseSort, printSort } from '#components/explorer/columns/sort.ts'
import {
  type ColumnProblem,
  nearestPath,
  parseValueColumn,
  valueColumnId,
  valueColumnProblem,
} from '#components/explorer/columns/value-column.ts'
import { parseReadingCall } from '#lib/confighub/schema/function-values.ts'
import { type AddressProblem, withParameter } from '#lib/url/address-problems.ts'
import type { UnitsSearch } from '#lib/url/search-params.ts'
import { nearName } from '#lib/where/near-name.ts'

/** Columns, sorting and groups that the address asks for and the grid cannot give. */
export function columnProblems(
  { cols, sort, group }: Pick<UnitsSearch, 'cols' | 'sort' | 'group'>,
  shown: readonly GridColumn[],
  address: { readonly path: string; readonly parameters: URLSearchParams },
): AddressProblem[] {
  const withColumns = (ids: readonly string[]) =>
    withParameter(address, 'cols', ids.map(escapeComma).join(','))
  const columns = cols.flatMap((id): AddressProblem[] => {
    const problem = columnProblem(id)
    if (problem === undefined) return []
    const { message, nearest } = problem
    const others = cols.filter((other) => other !== id)
    const meant =
      nearest === undefined
        ? []
        : [
            {
              label: `Show ${nearest}`,
              href: withColumns(cols.map((each) => (each === id ? nearest : each))),
            },
          ]
    return [
      {
        key: `column ${id}`,
        message: `${message} The column is left out.`,
        mayWiden: false,
        fixes: [...meant, { label: 'Remove it', href: withColumns(others) }],
      },
    ]
  })
  return [...columns, ...sortProblems(sort, shown, address), ...groupProblems(group, shown, address)]
}

type Address = { readonly path: string; readonly parameters: URLSearchParams }

function sortProblems(sort: string, shown: readonly GridColumn[], address: Address): AddressProblem[] {
  const rules = parseSort(sort)
  const wrong = rules.filter(({ id }) => !shown.some((column) => column.id === id))
  if (wrong.length === 0) return []
  const left = printSort(rules.filter((rule) => !wrong.includes(rule)))
  return [
    {
      key: 'sort',
      message: `sort names ${wrong.map(({ id }) => `“${id}”`).join(', ')}, which is not a column on screen: ${left === '' ? 'the rows keep their default order' : 'the other columns sort'}.`,
      mayWiden: false,
      fixes: [{ label: 'Remove it', href: withParameter(address, 'sort', left) }],
    },
  ]
}

function groupProblems(
  group: readonly string[],
  shown: readonly GridColumn[],
  address: Address,
): AddressProblem[] {
  const possible = groupColumns(shown)
  const wrong = group.filter((id) => !possible.some((column) => column.id === id))
  if (wrong.length === 0) return []
  const left = group.filter((id) => !wrong.includes(id)).map(escapeComma)
  return [
    {
      key: 'group',
      message: `group names ${wrong.map((id) => `“${id}”`).join(', ')}, which is not a column on screen: ${left.length === 0 ? 'the rows are not grouped' : 'the other columns group'}.`,
      mayWiden: false,
      fixes: [{ label: 'Remove it', href: withParameter(address, 'group', left.join(',')) }],
    },
  ]
}

function escapeComma(id: string): string {
  return id.replaceAll(',', '%2C')
}

/**
 * What is wrong with the id of a column; nothing for one that can be shown.
 * @internal For tests.
 */
export function columnProblem(id: string): ColumnProblem | undefined {
  if (metadataColumns.some((column) => column.id === id) || labelGridColumn(id) || parseReadingCall(id))
    return undefined
  const value = parseValueColumn(id)
  if (value !== undefined) return valueColumnProblem(value)
  const near = nearName(
    id,
    metadataColumns.map((column) => column.id),
  )
  if (near !== undefined) return { message: `There is no column “${id}”.`, nearest: near }
  const path = nearestPath(id)
  const isPath = path !== undefined && /^[a-z]\w*\./.test(path)
  return {
    message: `There is no column “${id}”. A path follows the resource type, or * for any.`,
    ...(isPath ? { nearest: valueColumnId({ resourceType: '*', path }) } : {}),
  }
}
