import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import { metadataColumns } from '#components/explorer/columns/metadata-columns.ts'
import type { CellValue } from '#components/explorer/columns/unit-row.ts'
import { parseValueColumn, valueColumnProblem } from '#components/explorer/columns/value-column.ts'
import type { ValueColumn } from '#lib/confighub/values.ts'

const replicas = 'apps/v1/Deployment spec.replicas'
const image = 'apps/v1/Deployment spec.template.spec.containers.*.image'

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
  readonly values: readonly ValueColumn[]
}

/** The unit always comes first: it is frozen, and every row needs its name. */
export function chooseColumns(ids: readonly string[]): ChosenColumns {
  const wanted = ids.length === 0 ? usualColumns : ids
  const columns: GridColumn[] = []
  const values: ValueColumn[] = []
  for (const id of new Set(['unit', ...wanted])) {
    const metadata = metadataColumns.find((column) => column.id === id)
    const value = parseValueColumn(id)
    if (metadata) columns.push(metadata)
    // A path that cannot be read is named on the page (`column-problems.ts`), and never asked.
    else if (value && valueColumnProblem(value) === undefined) {
      columns.push(valueColumn(id, value, values.length))
      values.push(value)
    }
  }
  return { columns, values }
}

function valueColumn(id: string, { resourceType, path }: ValueColumn, valueIndex: number): GridColumn {
  return {
    id,
    title: shortPath(path),
    description: `${path} of ${resourceType}`,
    kind: 'value',
    width: path.endsWith('image') ? 200 : 128,
    // The value itself is requested separately, by the hash of its document.
    needs: { select: ['DataHash'], include: [] },
    valueIndex,
    text: (row) => textOf(row.values[valueIndex]),
    sort: (row) => sortOf(row.values[valueIndex]),
  }
}

/** `spec.template.spec.containers.*.image` is `image` in a header; short paths stay whole. */
function shortPath(path: string): string {
  const segments = path.split('.')
  return segments.length <= 2 ? path : (segments.at(-1) ?? path)
}

function textOf(value: CellValue | undefined): string {
  return value?.kind === 'value' ? value.text : ''
}

function sortOf(value: CellValue | undefined): string | number | undefined {
  return value?.kind === 'value' ? value.sort : undefined
}
