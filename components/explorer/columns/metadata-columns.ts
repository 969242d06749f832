import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import { behindUpstream, type UnitRow } from '#components/explorer/columns/unit-row.ts'
import { userName } from '#components/ui/user-name.tsx'
import { gatesOf } from '#lib/confighub/gates.ts'
import type { UnitFields } from '#lib/queries/unit-fields.ts'

/** Everything the picker offers besides data paths. A column is one entry here. */
export const metadataColumns: readonly GridColumn[] = [
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
    description: 'How many revisions of its upstream unit it has not merged yet',
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
