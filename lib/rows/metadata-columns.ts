import { spaceColumns } from '#lib/rows/row-table.ts'
import type { UnitColumn } from '#lib/rows/unit-columns.ts'

/** How a cell is drawn; the drawing itself is in `components/explorer/grid/cell.tsx`. */
export type CellKind =
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

/** All that the grid, a saved view and an export know of a column. */
type Entry = {
  readonly title: string
  /** A longer description than the title has room for. */
  readonly description?: string
  readonly reads: Required<UnitColumn>
  /** The width in pixels holds until somebody chooses another one. */
  readonly drawn: { readonly kind: CellKind; readonly width: number }
  /** What a View of ConfigHub shows for it; undefined where none of its attributes says what the cells say. */
  readonly attribute: string | undefined
}

/** The columns by their ids, in the order of the picker. */
const entries: Readonly<Record<string, Entry>> = {
  unit: {
    title: 'Unit',
    reads: { cells: 'slug', needs: [], holds: 'text', isCompared: false },
    drawn: { kind: 'unit', width: 156 },
    attribute: 'Slug',
  },
  space: {
    title: 'Space',
    reads: { cells: 'space', needs: [], holds: 'text', isCompared: false },
    drawn: { kind: 'space', width: 240 },
    attribute: 'Space.Slug',
  },
  environment: {
    title: 'Environment',
    reads: { cells: 'environment', needs: [], holds: 'text', isCompared: false },
    drawn: { kind: 'environment', width: 116 },
    attribute: undefined,
  },
  region: {
    title: 'Region',
    reads: { cells: 'region', needs: [], holds: 'text', isCompared: false },
    drawn: { kind: 'region', width: 108 },
    attribute: undefined,
  },
  head: {
    title: 'Head',
    description: 'Newest revision',
    reads: { cells: 'head', needs: ['head'], holds: 'number', isCompared: false },
    drawn: { kind: 'revision', width: 64 },
    attribute: 'HeadRevisionNum',
  },
  released: {
    title: 'Released',
    description: 'Last released revision; marked when the head is newer',
    reads: { cells: 'released', needs: ['head', 'released'], holds: 'number', isCompared: false },
    drawn: { kind: 'released', width: 92 },
    attribute: 'LastReleasedRevisionNum',
  },
  by: {
    title: 'Changed by',
    reads: { cells: 'changedBy', needs: ['change'], holds: 'person', isCompared: false },
    drawn: { kind: 'user', width: 120 },
    attribute: undefined,
  },
  changed: {
    title: 'Changed',
    reads: { cells: 'changedAt', needs: ['change'], holds: 'time', isCompared: false },
    drawn: { kind: 'time', width: 100 },
    attribute: undefined,
  },
  continent: {
    title: 'Continent',
    reads: { cells: 'continent', needs: [], holds: 'text', isCompared: false },
    drawn: { kind: 'text', width: 116 },
    attribute: undefined,
  },
  description: {
    title: 'Last change',
    description: 'The reason given for the newest revision',
    reads: { cells: 'description', needs: ['description'], holds: 'text', isCompared: false },
    drawn: { kind: 'text', width: 300 },
    attribute: 'LastChangeDescription',
  },
  upstream: {
    title: 'Behind upstream',
    description: 'How many revisions of its upstream unit it has not merged yet',
    reads: { cells: 'behind', needs: ['upstream'], holds: 'number', isCompared: true },
    drawn: { kind: 'text', width: 130 },
    attribute: undefined,
  },
  errors: {
    title: 'Failing checks',
    reads: { cells: 'checks', needs: ['checks'], holds: 'number', isCompared: true },
    drawn: { kind: 'text', width: 130 },
    attribute: undefined,
  },
  hash: {
    title: 'Data hash',
    reads: { cells: 'hash', needs: ['hash'], holds: 'hash', isCompared: true },
    drawn: { kind: 'text', width: 110 },
    attribute: 'DataHash',
  },
}

/** Everything the picker offers besides labels, paths in documents and functions. */
export const metadataColumns = Object.entries(entries).map(([id, { reads, drawn, ...entry }]) => ({
  id,
  ...entry,
  ...reads,
  ...drawn,
}))

const places: readonly UnitColumn['cells'][] = spaceColumns
/** Where a unit is, as its Space says it. */
export const placeColumns = metadataColumns.filter(({ cells }) => places.includes(cells))
