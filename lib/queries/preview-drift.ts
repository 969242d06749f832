import { queryOptions } from '@tanstack/react-query'
import { isProtectedPlace, type WritePolicy } from '#lib/change/consent/write-policy.ts'
import type { FrozenUnit, PreviewRequest, PreviewRow } from '#lib/change/model.ts'
import { findDrift } from '#lib/change/selection/drift.ts'
import { browserHub } from '#lib/queries/browser-hub.ts'

/** What changed since a preview, as far as heads, Versions and the query show; no document is read. */
export type PreviewDrift = {
  /** Previewed units that someone has changed since. */
  readonly movedIds: ReadonlySet<string>
  /** Previewed units that the query no longer selects. */
  readonly leftIds: ReadonlySet<string>
  /** Units that the query selects now and that were not previewed. */
  readonly newMatches: number
}

/** Requested each time a person is about to write: one list call for a thousand units. */
export const previewDriftQuery = (
  sealHash: string,
  { selection, patch }: PreviewRequest,
  units: readonly PreviewRow[],
) =>
  queryOptions({
    queryKey: ['preview-drift', sealHash],
    queryFn: async ({ signal }): Promise<PreviewDrift> => {
      const drift = await findDrift(browserHub, { selection, units, patch }, signal)
      const left = units.filter((unit) => !drift.isSelected(unit))
      const moved = units.filter((unit) => {
        const head = drift.headOf(unit)
        if (!drift.isSelected(unit) || head === undefined) return false
        const { version } = unit
        return (
          head.num !== unit.HeadRevisionNum || (version !== undefined && drift.versionOf(unit) !== version)
        )
      })
      return { movedIds: idsOf(moved), leftIds: idsOf(left), newMatches: drift.newMatches.length }
    },
    staleTime: 0,
    gcTime: 0,
  })

/** How many of the units are protected by a label. Asked when a person is about to write; the server asks again. */
export const protectedUnitsQuery = (sealHash: string, units: readonly FrozenUnit[], policy: WritePolicy) =>
  queryOptions({
    queryKey: ['protected-units', sealHash, units.length],
    queryFn: async ({ signal }): Promise<number> => {
      const ids = units.map(({ UnitID }) => UnitID)
      const found = await browserHub.unitsById(ids, { select: 'Labels', include: 'SpaceID' }, signal)
      return found.filter(
        ({ Unit, Space }) =>
          Space !== undefined && isProtectedPlace({ labels: Unit.Labels, space: Space }, policy),
      ).length
    },
    staleTime: 0,
    gcTime: 0,
  })

function idsOf(units: readonly FrozenUnit[]): ReadonlySet<string> {
  return new Set(units.map(({ UnitID }) => UnitID))
}
