import { keepPreviousData, type QueryClient, queryOptions } from '@tanstack/react-query'
import { gatesOf } from '#lib/confighub/gates.ts'
import type { ExtendedUnit } from '#lib/confighub/schema/entities.ts'
import { type United, unitedUnits } from '#lib/confighub/united.ts'
import { browserHub } from '#lib/queries/browser-hub.ts'
import { fieldParameters, nameFields, unionOf } from '#lib/queries/unit-fields.ts'

/** More rows than a person reads; beyond it the page says that it shows a part. */
const unitsCap = 10_000

/**
 * The fields that a change needs before the preview: the Space of each unit, what tells units apart, and which documents
 * to sample.
 */
const scopeFields = unionOf([
  nameFields,
  { select: ['DataHash', 'DisplayName', 'Labels', 'ToolchainType'], include: [] },
])

export type UnitsQuestion = {
  readonly where: string
  readonly whereData?: string
  readonly resourceType?: string
}

/** `truncated`: there are more than `unitsCap`. */
export type UnitsAnswer = Pick<United, 'units' | 'truncated'>

export const unitsQuery = ({ where, whereData = '', resourceType = '' }: UnitsQuestion) =>
  queryOptions({
    queryKey: ['units', 'list', { where, whereData, resourceType }],
    queryFn: ({ signal }): Promise<UnitsAnswer> =>
      unitedUnits(
        browserHub,
        {
          where,
          where_data: whereData,
          resource_type: resourceType,
          ...fieldParameters(scopeFields),
          order_by: 'Slug',
        },
        unitsCap,
        signal,
      ),
    placeholderData: keepPreviousData,
  })

/** Units named one by one, for a selection that was picked by hand. */
export const unitsByIdQuery = (unitIds: readonly string[]) =>
  queryOptions({
    queryKey: ['units', 'by-id', unitIds],
    queryFn: ({ signal }) => browserHub.unitsById(unitIds, fieldParameters(scopeFields), signal),
  })

const waveFields = unionOf([nameFields, { select: ['Labels'], include: [] }])

/** Units with what waves can be made by. */
export const waveUnitsQuery = (unitIds: readonly string[]) =>
  queryOptions({
    queryKey: ['units', 'waves', unitIds],
    queryFn: ({ signal }) => browserHub.unitsById(unitIds, fieldParameters(waveFields), signal),
    staleTime: Number.POSITIVE_INFINITY,
  })

const headFields = unionOf([scopeFields, { select: ['HeadRevisionNum'], include: [] }])

/** The head of one unit, asked for again while somebody edits its document; null when the unit is gone. */
export const unitHeadQuery = (unitId: string) =>
  queryOptions({
    queryKey: ['units', 'head', unitId],
    queryFn: async ({ signal }) => {
      const [found] = await browserHub.unitsById([unitId], fieldParameters(headFields), signal)
      return found ?? null
    },
    refetchInterval: headEveryMs,
  })

/** Whoever learns of a new head early has less to merge. */
const headEveryMs = 15_000

export const unitQuery = (spaceSlug: string, unitSlug: string) =>
  queryOptions({
    queryKey: ['units', 'one', spaceSlug, unitSlug],
    queryFn: ({ signal }) =>
      browserHub.unitBySlug(
        spaceSlug,
        unitSlug,
        { include: 'SpaceID,HeadRevisionNum,UpstreamUnitID,UpstreamSpaceID' },
        signal,
      ),
    refetchInterval: ({ state }) => whileJudged(state.data ? [state.data] : []),
  })

const judgedEveryMs = 2_000

/** Refreshed while Triggers run, because their results come shortly after the write. */
function whileJudged(units: readonly ExtendedUnit[] = []): number | false {
  return units.some(({ Unit }) => gatesOf(Unit).isPending) ? judgedEveryMs : false
}

/** The clones of a unit, for its lineage. */
export const downstreamQuery = (unitId: string) =>
  queryOptions({
    queryKey: ['units', 'downstream', unitId],
    queryFn: ({ signal }) =>
      browserHub.allUnits({ where: `UpstreamUnitID = '${unitId}'`, ...fieldParameters(nameFields) }, signal),
  })

/** The document at the head. The hash is part of the key, so a new head is a new request. */
export const unitDataQuery = (spaceId: string, unitId: string, dataHash = '') =>
  queryOptions({
    queryKey: ['units', 'data', spaceId, unitId, dataHash],
    queryFn: ({ signal }) => browserHub.unitData(spaceId, unitId, signal),
    staleTime: dataHash === '' ? 0 : Number.POSITIVE_INFINITY,
  })

/** The documents of a few units at once; the hashes are part of the key, so a new head is a new request. */
export const unitsDataQuery = (units: readonly { readonly UnitID: string; readonly DataHash: string }[]) =>
  queryOptions({
    queryKey: ['units', 'data', 'several', units],
    queryFn: ({ signal }) =>
      browserHub.unitDataById(
        units.map(({ UnitID }) => UnitID),
        signal,
      ),
    staleTime: units.some(({ DataHash }) => DataHash === '') ? 0 : Number.POSITIVE_INFINITY,
  })

/** After a write: refreshes everything that shows the fleet. */
export async function refreshFleet(client: QueryClient): Promise<void> {
  const keys = ['units', 'revisions', 'activity', 'changes']
  await Promise.all(keys.map((key) => client.invalidateQueries({ queryKey: [key] })))
}
