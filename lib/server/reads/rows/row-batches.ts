import 'server-only'
import { gatesOf } from '#lib/confighub/gates.ts'
import type { ExtendedUnit } from '#lib/confighub/schema/entities.ts'
import { behindUpstream } from '#lib/confighub/upstream.ts'
import type { ColumnValue } from '#lib/rows/column.ts'
import { type Packed, pack } from '#lib/rows/packed.ts'
import type { SentColumn } from '#lib/rows/row-table.ts'
import type { AskedField } from '#lib/rows/rows-asked.ts'
import type { RowsBatch } from '#lib/rows/rows-wire.ts'
import type { PageFields } from '#lib/server/reads/rows/unit-pages.ts'

/** How the cells of a column follow from a unit. */
type Source = { readonly column: SentColumn; readonly cell: (unit: ExtendedUnit) => ColumnValue | undefined }

type Field = {
  readonly select: readonly string[]
  /** Another entity that ConfigHub sends whole, and slowly: such cells come after the rows. */
  readonly include?: string
  readonly sources: readonly Source[]
}

const names: readonly Source[] = [
  { column: 'slug', cell: ({ Unit }) => Unit.Slug },
  { column: 'spaceId', cell: ({ Unit }) => Unit.SpaceID },
  { column: 'space', cell: ({ Unit }) => Unit.SpaceSlug },
]
const nameFields = ['Slug', 'SpaceID', 'SpaceSlug']

const fieldSources: Readonly<Record<AskedField, Field>> = {
  head: {
    select: ['HeadRevisionNum'],
    sources: [{ column: 'head', cell: ({ Unit }) => Unit.HeadRevisionNum }],
  },
  released: {
    select: ['LastReleasedRevisionNum'],
    sources: [{ column: 'released', cell: ({ Unit }) => Unit.LastReleasedRevisionNum }],
  },
  description: {
    select: ['LastChangeDescription'],
    sources: [{ column: 'description', cell: ({ Unit }) => Unit.LastChangeDescription }],
  },
  checks: {
    select: ['ValidationErrors'],
    sources: [{ column: 'checks', cell: failingChecks }],
  },
  hash: { select: ['DataHash'], sources: [{ column: 'hash', cell: ({ Unit }) => Unit.DataHash }] },
  labels: { select: ['Labels'], sources: [{ column: 'labels', cell: labelsText }] },
  change: {
    select: ['UpdatedAt'],
    include: 'HeadRevisionNum',
    sources: [
      { column: 'changedBy', cell: ({ HeadRevision }) => HeadRevision?.UserID },
      { column: 'changedAt', cell: ({ HeadRevision, Unit }) => HeadRevision?.CreatedAt ?? Unit.UpdatedAt },
    ],
  },
  upstream: {
    select: ['UpstreamRevisionNum', 'UpstreamUnitID'],
    include: 'UpstreamUnitID',
    sources: [{ column: 'behind', cell: behindUpstream }],
  },
}

/** What one way through the pages asks for, and what it gives. */
export type Pass = { readonly fields: PageFields; readonly sources: readonly Source[] }

/** The rows themselves, with what ConfigHub answers quickly. */
export function firstPass(asked: readonly AskedField[]): Pass {
  const fields = asked.map((name) => fieldSources[name]).filter(({ include }) => include === undefined)
  return {
    fields: { select: [...nameFields, ...fields.flatMap(({ select }) => select)], include: [] },
    sources: [...names, ...fields.flatMap(({ sources }) => sources)],
  }
}

/** Cells that need other entities; undefined when none are asked for. */
export function latePass(asked: readonly AskedField[]): Pass | undefined {
  const fields = asked.map((name) => fieldSources[name]).filter(({ include }) => include !== undefined)
  if (fields.length === 0) return undefined
  return {
    fields: {
      select: ['Slug', ...fields.flatMap(({ select }) => select)],
      include: fields.flatMap(({ include }) => include ?? []),
    },
    sources: fields.flatMap(({ sources }) => sources),
  }
}

export function batchOf(units: readonly ExtendedUnit[], sources: readonly Source[]): RowsBatch {
  const columns = sources.map(({ column, cell }): [string, Packed] => [column, pack(units.map(cell))])
  return { ids: units.map(({ Unit }) => Unit.UnitID), columns: Object.fromEntries(columns) }
}

/** How many checks fail; an ellipsis while they run. */
function failingChecks({ Unit }: ExtendedUnit): ColumnValue {
  const { failing, isPending } = gatesOf(Unit)
  return isPending ? '…' : failing.length
}

function labelsText({ Unit: { Labels = {} } }: ExtendedUnit): string | undefined {
  return Object.keys(Labels).length === 0 ? undefined : JSON.stringify(Labels)
}
