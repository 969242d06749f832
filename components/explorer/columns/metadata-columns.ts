import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import { type UnitColumnId, unitColumns } from '#lib/rows/unit-columns.ts'

type Look = Pick<GridColumn, 'title' | 'kind' | 'width' | 'description'>

/** How each column looks, in the order of the picker. What it reads is in `unitColumns`. */
const looks: Readonly<Record<UnitColumnId, Look>> = {
  unit: { title: 'Unit', kind: 'unit', width: 156 },
  space: { title: 'Space', kind: 'space', width: 240 },
  environment: { title: 'Environment', kind: 'environment', width: 116 },
  region: { title: 'Region', kind: 'region', width: 108 },
  head: { title: 'Head', description: 'Newest revision', kind: 'revision', width: 64 },
  released: {
    title: 'Released',
    description: 'Last released revision; marked when the head is newer',
    kind: 'released',
    width: 92,
  },
  by: { title: 'Changed by', kind: 'user', width: 120 },
  changed: { title: 'Changed', kind: 'time', width: 100 },
  continent: { title: 'Continent', kind: 'text', width: 116 },
  description: {
    title: 'Last change',
    description: 'The reason given for the newest revision',
    kind: 'text',
    width: 300,
  },
  upstream: {
    title: 'Behind upstream',
    description: 'How many revisions of its upstream unit it has not merged yet',
    kind: 'text',
    width: 130,
  },
  errors: { title: 'Failing checks', kind: 'text', width: 130 },
  hash: { title: 'Data hash', kind: 'text', width: 110 },
}

/** Everything the picker offers besides data paths. */
export const metadataColumns: readonly GridColumn[] = Object.entries(looks).map(([id, look]) => ({
  id,
  ...look,
  // Every look belongs to a column of this name.
  ...unitColumns[id as UnitColumnId],
}))
