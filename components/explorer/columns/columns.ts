import { behindUpstream, type CellValue, type UnitRow } from '#components/explorer/columns/unit-row.ts'
import { parseValueColumn, valueColumnProblem } from '#components/explorer/columns/value-column.ts'
import { type UsersById, userName } from '#components/ui/user-name.tsx'
import { gatesOf } from '#lib/confighub/gates.ts'
import type { ValueColumn } from '#lib/confighub/values.ts'
import type { UnitFields } from '#lib/queries/unit-fields.ts'

/** How a cell is drawn; the drawing itself is in `cell.tsx`. */
type CellKind =
  | 'unit'
  | 'space'
  | 'environment'
  | 'region'
  | 'revision'
  | 'released'
  | 'user'
  | 'time'
  | 'text'
  | 'value'

export type GridColumn = {
  readonly id: string
  readonly title: string
  /** Says more than the title has room for. */
  readonly description?: string
  readonly kind: CellKind
  readonly width: number
  /** What a list has to be asked for, or the column stays empty. */
  readonly needs: UnitFields
  readonly isNumeric?: boolean
  /** For value columns: position in `UnitRow.values`. */
  readonly valueIndex?: number
  /** No unit of the result has the path: it says nothing about any one of them. */
  readonly isNobodys?: boolean
  /** The rows on screen were not asked for what it needs. */
  readonly isUnread?: boolean
  /** What is copied, exported and compared. Empty when there is nothing. */
  readonly text: (row: UnitRow, users: UsersById | undefined) => string
  readonly sort: (row: UnitRow, users: UsersById | undefined) => string | number | undefined
}

const fixed: readonly GridColumn[] = [
  {
    id: 'unit',
    title: 'Unit',
    kind: 'unit',
    width: 156,
    needs: needing(['Slug', 'SpaceSlug']),
    text: (row) => row.slug,
    sort: (row) => row.slug,
  },
  {
    id: 'space',
    title: 'Space',
    kind: 'space',
    width: 252,
    needs: needing(['SpaceSlug']),
    text: (row) => row.spaceSlug,
    sort: (row) => row.spaceSlug,
  },
  {
    id: 'environment',
    title: 'Environment',
    kind: 'environment',
    width: 116,
    needs: needing([], ['SpaceID']),
    text: (row) => row.environment ?? '',
    sort: (row) => row.environment,
  },
  {
    id: 'region',
    title: 'Region',
    kind: 'region',
    width: 108,
    needs: needing([], ['SpaceID']),
    text: (row) => row.region ?? '',
    sort: (row) => row.region,
  },
  {
    id: 'head',
    title: 'Head',
    description: 'Newest revision',
    kind: 'revision',
    width: 64,
    needs: needing(['HeadRevisionNum']),
    isNumeric: true,
    text: (row) => (row.head === undefined ? '' : String(row.head)),
    sort: (row) => row.head,
  },
  {
    id: 'released',
    title: 'Released',
    description: 'Last released revision; marked when the head is newer',
    kind: 'released',
    width: 92,
    needs: needing(['HeadRevisionNum', 'LastReleasedRevisionNum']),
    isNumeric: true,
    text: (row) => (row.released === undefined ? '' : String(row.released)),
    sort: (row) => row.released,
  },
  {
    id: 'by',
    title: 'Changed by',
    kind: 'user',
    width: 126,
    needs: needing(['HeadRevisionNum'], ['HeadRevisionNum']),
    text: (row, users) => userName(row.changedById, users),
    sort: (row, users) => userName(row.changedById, users).toLowerCase(),
  },
  {
    id: 'changed',
    title: 'Changed',
    kind: 'time',
    width: 100,
    needs: needing(['HeadRevisionNum', 'UpdatedAt'], ['HeadRevisionNum']),
    text: (row) => row.changedAt ?? '',
    sort: (row) => (row.changedAt ? Date.parse(row.changedAt) : undefined),
  },
]

const more: readonly GridColumn[] = [
  {
    id: 'continent',
    title: 'Continent',
    kind: 'text',
    width: 116,
    needs: needing([], ['SpaceID']),
    text: (row) => row.continent ?? '',
    sort: (row) => row.continent,
  },
  {
    id: 'description',
    title: 'Last change',
    description: 'The reason given for the newest revision',
    kind: 'text',
    width: 300,
    needs: needing(['LastChangeDescription']),
    text: (row) => row.extended.Unit.LastChangeDescription ?? '',
    sort: (row) => row.extended.Unit.LastChangeDescription,
  },
  {
    id: 'upstream',
    title: 'Behind upstream',
    description: 'How many revisions of its upstream unit it has not taken over',
    kind: 'text',
    width: 130,
    needs: needing(['UpstreamRevisionNum', 'UpstreamUnitID'], ['UpstreamUnitID']),
    isNumeric: true,
    text: (row) => behindUpstream(row)?.toString() ?? '',
    sort: behindUpstream,
  },
  {
    id: 'errors',
    title: 'Failing checks',
    kind: 'text',
    width: 130,
    needs: needing(['ValidationErrors']),
    isNumeric: true,
    text: (row) => (gatesOf(row.extended.Unit).isPending ? '…' : String(failingChecks(row))),
    sort: failingChecks,
  },
  {
    id: 'hash',
    title: 'Data hash',
    kind: 'text',
    width: 110,
    needs: needing(['DataHash']),
    text: (row) => row.extended.Unit.DataHash ?? '',
    sort: (row) => row.extended.Unit.DataHash,
  },
]

function needing(select: UnitFields['select'], include: UnitFields['include'] = []): UnitFields {
  return { select, include }
}

function failingChecks({ extended: { Unit } }: UnitRow): number {
  return gatesOf(Unit).failing.length
}

/** Everything the picker offers besides data paths. */
export const metadataColumns: readonly GridColumn[] = [...fixed, ...more]

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
    // The value itself is asked for apart, by the hash of its document.
    needs: needing(['DataHash']),
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
