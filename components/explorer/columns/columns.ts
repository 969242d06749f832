import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import { parseValueColumn, valueColumnProblem } from '#components/explorer/columns/value-column.ts'
import { mostValueColumns } from '#lib/confighub/columns/most-value-columns.ts'
import type { ReadingCall } from '#lib/confighub/schema/function-values.ts'
import type { ValueColumn } from '#lib/confighub/values.ts'
import { metadataColumns, placeColumns } from '#lib/rows/metadata-columns.ts'
import { documentColumn, labelColumn } from '#lib/rows/unit-columns.ts'
import { parseFunctionCall } from '#lib/where/computed/function-call.ts'

const replicas = 'apps/v1/Deployment spec.replicas'
const image = 'apps/v1/Deployment spec.template.spec.containers.*.image'

/** Columns of an address that names none. @internal For tests. */
export const usualColumns: readonly string[] = [
  'unit',
  'space',
  'environment',
  'region',
  replicas,
  image,
  'head',
  'released',
  'by',
  'changed',
]

export type ChosenColumns = {
  readonly columns: readonly GridColumn[]
  /** Those of them that are read from documents. */
  readonly values: readonly (ValueColumn & { readonly id: string })[]
  /** Those that a function of ConfigHub computes. */
  readonly functions: readonly (ReadingCall & { readonly id: string })[]
}

/** The ids of all columns that an address means. The unit always comes first: every row needs its name. */
export function wholeColumns(ids: readonly string[]): string[] {
  return [...new Set(['unit', ...(ids.length === 0 ? usualColumns : ids)])]
}

export function chooseColumns(ids: readonly string[]): ChosenColumns {
  const columns: GridColumn[] = []
  const values: (ValueColumn & { id: string })[] = []
  const functions: (ReadingCall & { id: string })[] = []
  for (const id of wholeColumns(ids)) {
    const metadata = metadataColumns.find((column) => column.id === id)
    const label = labelGridColumn(id)
    const call = parseFunctionCall(id)
    const value = parseValueColumn(id)
    if (metadata) columns.push(metadata)
    else if (label) columns.push(label)
    else if (call) {
      columns.push(functionColumn(id))
      functions.push({ ...call, id })
    }
    // A path that cannot be read, or is one too many, is named on the page (`column-problems.ts`), and never asked.
    else if (value && valueColumnProblem(value) === undefined && values.length < mostValueColumns) {
      columns.push(valueColumn(id, value))
      values.push({ ...value, id })
    }
  }
  return { columns, values, functions }
}

/** A label of the unit or of its Space, named as a query names it: `Labels.Team`. */
export function labelGridColumn(id: string): GridColumn | undefined {
  const column = labelColumn(id)
  if (column === undefined) return undefined
  const key = id.slice(id.indexOf('Labels.') + 'Labels.'.length)
  const owner = column.cells === 'label' ? 'unit' : 'space'
  return {
    ...column,
    id,
    title: key,
    description: `Label ${key} of the ${owner}`,
    kind: 'text',
    width: 116,
  }
}

/** A function that only reads, named as it is called: `get-replicas()`. */
function functionColumn(id: string): GridColumn {
  return {
    ...documentColumn,
    id,
    title: id,
    description: `What ${id} says: computed by ConfigHub for the rows on screen`,
    kind: 'value',
    isComputed: true,
    width: 140,
  }
}

function valueColumn(id: string, { resourceType, path }: ValueColumn): GridColumn {
  return {
    ...documentColumn,
    id,
    title: shortPath(path),
    description: `${path} of ${resourceType}`,
    kind: 'value',
    width: path.endsWith('image') ? 184 : 148,
  }
}

/** `spec.template.spec.containers.*.image` is `image` in a header; short paths stay whole. */
function shortPath(path: string): string {
  const segments = path.split('.')
  return segments.length <= 2 ? path : (segments.at(-1) ?? path)
}

/** What the rows can be grouped by: the columns on screen, and the places of a unit. */
export function groupColumns(shown: readonly GridColumn[]): readonly GridColumn[] {
  const others = shown.filter(({ id }) => !placeColumns.some((place) => place.id === id))
  return [...placeColumns, ...others]
}

export function groupColumn(id: string, shown: readonly GridColumn[]): GridColumn | undefined {
  return groupColumns(shown).find((column) => column.id === id)
}
