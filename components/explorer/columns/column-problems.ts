import { groupColumns, labelGridColumn } from '#components/explorer/columns/columns.ts'
import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import { parseWidth } from '#components/explorer/columns/layout.ts'
import { parseSort, printSort } from '#components/explorer/columns/sort.ts'
import {
  type ColumnProblem,
  nearestPath,
  parseValueColumn,
  valueColumnId,
  valueColumnProblem,
} from '#components/explorer/columns/value-column.ts'
import { mostValueColumns } from '#lib/confighub/columns/most-value-columns.ts'
import { metadataColumns } from '#lib/rows/metadata-columns.ts'

import { type AddressProblem, withParameter } from '#lib/url/address-problems.ts'
import type { UnitsSearch } from '#lib/url/search-params.ts'
import { parseFunctionCall } from '#lib/where/computed/function-call.ts'
import { nearName } from '#lib/where/near-name.ts'

/** Columns, sorting and groups that the address asks for and the grid cannot give. */
export function columnProblems(
  search: Pick<UnitsSearch, 'cols' | 'sort' | 'group' | 'pin' | 'widths' | 'value'>,
  shown: readonly GridColumn[],
  address: { readonly path: string; readonly parameters: URLSearchParams },
): AddressProblem[] {
  const { cols, sort, group } = search
  const withColumns = (ids: readonly string[]) =>
    withParameter(address, 'cols', ids.map(escapeComma).join(','))
  const columns = cols.flatMap((id): AddressProblem[] => {
    const problem = columnProblem(id) ?? (shown.some((column) => column.id === id) ? undefined : oneTooMany)
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
  return [
    ...columns,
    ...sortProblems(sort, shown, address),
    ...groupProblems(group, shown, address),
    ...layoutProblems(search, shown, address),
  ]
}

const oneTooMany: ColumnProblem = {
  message: `At most ${mostValueColumns} columns can be read from documents.`,
}

type Address = { readonly path: string; readonly parameters: URLSearchParams }

function sortProblems(sort: string, shown: readonly GridColumn[], address: Address): AddressProblem[] {
  const rules = parseSort(sort)
  const wrong = rules.filter(({ id }) => !shown.some((column) => column.id === id))
  const left = printSort(rules.filter((rule) => !wrong.includes(rule)))
  const effect = left === '' ? 'the rows keep their default order' : 'the other columns sort'
  return notShown('sort', { wrong: wrong.map(({ id }) => id), left, effect }, address)
}

function groupProblems(
  group: readonly string[],
  shown: readonly GridColumn[],
  address: Address,
): AddressProblem[] {
  const possible = groupColumns(shown)
  const wrong = group.filter((id) => !possible.some((column) => column.id === id))
  const left = listWithout(group, wrong)
  const effect = left === '' ? 'the rows are not grouped' : 'the other columns group'
  return notShown('group', { wrong, left, effect }, address)
}

function layoutProblems(
  { pin, widths, value }: Pick<UnitsSearch, 'pin' | 'widths' | 'value'>,
  shown: readonly GridColumn[],
  address: Address,
): AddressProblem[] {
  const isWrong = (id: string | undefined) => !shown.some((column) => column.id === id)
  const [pins, sizes] = [pin.filter(isWrong), widths.filter((text) => isWrong(parseWidth(text)?.[0]))]
  const values = value === '' ? [] : [value].filter(isWrong)
  return [
    ...notShown('pin', { wrong: pins, left: listWithout(pin, pins), effect: 'it pins nothing' }, address),
    ...notShown(
      'widths',
      {
        wrong: sizes,
        left: listWithout(widths, sizes),
        what: 'the width of a column on screen, such as “240 space”',
        effect: 'it changes nothing',
      },
      address,
    ),
    ...notShown('value', { wrong: values, left: '', effect: 'the matrix shows another one' }, address),
  ]
}

/** A parameter that names what is not there, and what is left of it without. */
function notShown(
  name: string,
  {
    wrong,
    left,
    effect,
    what = 'a column on screen',
  }: {
    readonly wrong: readonly string[]
    readonly left: string
    readonly effect: string
    readonly what?: string
  },
  address: Address,
): AddressProblem[] {
  if (wrong.length === 0) return []
  return [
    {
      key: name,
      message: `${name} names ${wrong.map((id) => `“${id}”`).join(', ')}, which is not ${what}: ${effect}.`,
      mayWiden: false,
      fixes: [{ label: 'Remove it', href: withParameter(address, name, left) }],
    },
  ]
}

function listWithout(ids: readonly string[], wrong: readonly string[]): string {
  return ids
    .filter((id) => !wrong.includes(id))
    .map(escapeComma)
    .join(',')
}

function escapeComma(id: string): string {
  return id.replaceAll(',', '%2C')
}

/**
 * What is wrong with the id of a column; nothing for one that can be shown.
 * @internal For tests.
 */
export function columnProblem(id: string): ColumnProblem | undefined {
  if (metadataColumns.some((column) => column.id === id) || labelGridColumn(id) || parseFunctionCall(id))
    return undefined
  const value = parseValueColumn(id)
  if (value !== undefined) return valueColumnProblem(value)
  const near =
    nearestLabel(id) ??
    nearName(
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

/** `labels.Team` and `space.label.Team` mean labels, whose names are case-sensitive. */
function nearestLabel(id: string): string | undefined {
  const [, ofSpace = '', key = ''] = /^(space\.)?labels?\.(.+)$/i.exec(id) ?? []
  const label = `${ofSpace === '' ? '' : 'Space.'}Labels.${key}`
  return labelGridColumn(label) && label
}
