import * as z from 'zod/mini'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { followPages, pageLimit } from '#lib/confighub/paging.ts'
import { ExtendedFilter, Filter } from '#lib/confighub/schema/entities.ts'
import { jsonWrite, listQuery, type Transport } from '#lib/confighub/transport.ts'

const Deleted = z.looseObject({ Message: z.optional(z.string()) })

function filterPath(spaceId: string, filterId?: string): string {
  const all = `/space/${encodeURIComponent(spaceId)}/filter`
  return filterId === undefined ? all : `${all}/${encodeURIComponent(filterId)}`
}

/** Filters: queries that have a name (contract 4.7, 8i). */
export function filterCalls(
  transport: Transport,
): Pick<ConfigHub, 'allFilters' | 'createFilter' | 'patchFilter' | 'deleteFilter'> {
  return {
    allFilters: async (parameters, signal) => {
      const { items } = await followPages((token) => {
        const query = listQuery({ limit: pageLimit, ...parameters, ...(token && { continue: token }) })
        return transport.page(
          { method: 'GET', safe: true, path: '/filter', query, signal },
          z.array(ExtendedFilter),
        )
      })
      return items
    },
    createFilter: (spaceId, filter, signal) =>
      transport.json(jsonWrite('POST', filterPath(spaceId), filter, signal), Filter),
    patchFilter: (spaceId, filterId, patch, signal) =>
      transport.json(jsonWrite('PATCH', filterPath(spaceId, filterId), patch, signal), Filter),
    deleteFilter: async (spaceId, filterId, signal) => {
      await transport.json(
        { method: 'DELETE', safe: false, path: filterPath(spaceId, filterId), signal },
        Deleted,
      )
    },
  }
}
