import { queryOptions } from '@tanstack/react-query'
import { isProtectedPlace, type WritePolicy } from '#lib/change/consent/write-policy.ts'
import type { FrozenUnit } from '#lib/change/model.ts'
import { browserHub } from '#lib/queries/browser-hub.ts'

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
