import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import { metadataColumns } from '#components/explorer/columns/metadata-columns.ts'
import { type UnitRow, unitRows } from '#components/explorer/columns/unit-row.ts'
import { CellContent } from '#components/explorer/grid/cell.tsx'
import type { ExtendedUnit } from '#lib/confighub/schema/entities.ts'
import type { UnitFields } from '#lib/queries/unit-fields.ts'

const id = '00000000-0000-4000-8000-000000000001'

/** Every field that a column may request: a field that is new has to be here as well. */
type WholeUnit = Required<Pick<ExtendedUnit['Unit'], UnitFields['select'][number]>>

const full: ExtendedUnit & { readonly Unit: WholeUnit } = {
  Unit: {
    UnitID: id,
    SpaceID: id,
    SpaceSlug: 'traderx-prod-eu',
    Slug: 'trade-service',
    DisplayName: 'Trades',
    Labels: { Tier: 'web' },
    Annotations: { owner: 'trading' },
    ToolchainType: 'Kubernetes/YAML',
    TargetID: id,
    DataSize: 420,
    HeadRevisionID: id,
    HeadRevisionNum: 12,
    LastReleasedRevisionNum: 11,
    LastChangeDescription: 'scale',
    UpstreamUnitID: id,
    UpstreamSpaceID: id,
    UpstreamRevisionNum: 3,
    ChangeSetID: id,
    DeleteGates: { kept: true },
    Permissions: {},
    ValidationErrors: { 'vet-schemas': true },
    ValidationWarnings: { 'vet-images': true },
    CreatedAt: '2026-11-20T03:04:00.000Z',
    DataHash: 'abc',
    UpdatedAt: '2026-11-23T03:04:00.000Z',
  },
  Space: {
    SpaceID: id,
    Slug: 'traderx-prod-eu',
    Labels: { Environment: 'prod', Region: 'eu-lon', Continent: 'Europe' },
  },
  HeadRevision: {
    RevisionID: id,
    RevisionNum: 12,
    UnitID: id,
    UserID: id,
    CreatedAt: '2026-11-23T03:04:00.000Z',
  },
  UpstreamUnit: { UnitID: id, SpaceID: id, Slug: 'trade-service', HeadRevisionNum: 5 },
}

/** What a hub answers when only these fields were requested. */
function answerTo({ select, include }: UnitFields): ExtendedUnit {
  const { UnitID, SpaceID, Slug } = full.Unit
  const selected = Object.fromEntries(select.map((field) => [field, full.Unit[field]]))
  return {
    Unit: { UnitID, SpaceID, Slug, ...selected },
    ...(include.includes('SpaceID') && { Space: full.Space }),
    ...(include.includes('HeadRevisionNum') && { HeadRevision: full.HeadRevision }),
    ...(include.includes('UpstreamUnitID') && { UpstreamUnit: full.UpstreamUnit }),
  }
}

const users = new Map([[id, { UserID: id, DisplayName: 'Alice' }]])

/** Everything a reader can tell about a cell: its text on screen and in exports, and its place in the sort order. */
function readings(extended: ExtendedUnit, column: GridColumn) {
  return unitRows([extended], undefined, 0).map((row: UnitRow) => ({
    markup: renderToStaticMarkup(createElement(CellContent, { row, column, users, isDifferent: false })),
    text: column.text(row, users),
    sort: column.sort(row, users),
  }))
}

describe('the cell of the column', () => {
  it.each(metadataColumns.map((column) => [column.id, column] as const))(
    '%s reads only the fields that the column requests',
    (_, column) => {
      expect(readings(answerTo(column.needs), column)).toEqual(readings(full, column))
    },
  )

  it.each(metadataColumns.map((column) => [column.id, column] as const))(
    '%s has something to show for this unit',
    (_, column) => {
      expect(readings(full, column).map(({ text }) => text)).not.toContain('')
    },
  )
})
