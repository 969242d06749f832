import * as z from 'zod/mini'
import type { Reader } from '#lib/base/reader.ts'
import type { ConfigHub, ListParameters } from '#lib/confighub/client.ts'
import { followPages, pageLimit } from '#lib/confighub/paging.ts'
import { ExtendedFilter, ExtendedView, Filter, View } from '#lib/confighub/schema/entities.ts'
import { jsonWrite, listQuery, type Transport } from '#lib/confighub/transport.ts'

const Deleted = z.looseObject({ Message: z.optional(z.string()) })

type SavedCalls = Pick<
  ConfigHub,
  | 'allFilters'
  | 'createFilter'
  | 'patchFilter'
  | 'deleteFilter'
  | 'allViews'
  | 'createView'
  | 'patchView'
  | 'deleteView'
>

/** Filters and Views: queries and looks that have a name (contract 4.7, 8i). */
export function savedCalls(transport: Transport): SavedCalls {
  const filters = callsOf(transport, 'filter', Filter, ExtendedFilter)
  const views = callsOf(transport, 'view', View, ExtendedView)
  return {
    allFilters: filters.all,
    createFilter: filters.create,
    patchFilter: filters.patch,
    deleteFilter: filters.remove,
    allViews: views.all,
    createView: views.create,
    patchView: views.patch,
    deleteView: views.remove,
  }
}

function callsOf<One, Listed>(
  transport: Transport,
  kind: 'filter' | 'view',
  one: Reader<One>,
  listed: z.core.$ZodType<Listed>,
) {
  const path = (spaceId: string, id?: string) =>
    ['/space', encodeURIComponent(spaceId), kind, ...(id === undefined ? [] : [encodeURIComponent(id)])].join(
      '/',
    )
  return {
    all: async (parameters: ListParameters, signal?: AbortSignal): Promise<Listed[]> => {
      const { items } = await followPages((token) => {
        const query = listQuery({ limit: pageLimit, ...parameters, ...(token && { continue: token }) })
        return transport.page({ method: 'GET', safe: true, path: `/${kind}`, query, signal }, z.array(listed))
      })
      return items
    },
    create: (spaceId: string, entity: object, signal?: AbortSignal) =>
      transport.json(jsonWrite('POST', path(spaceId), entity, signal), one),
    patch: (spaceId: string, id: string, patch: object, signal?: AbortSignal) =>
      transport.json(jsonWrite('PATCH', path(spaceId, id), patch, signal), one),
    remove: async (spaceId: string, id: string, signal?: AbortSignal) => {
      await transport.json({ method: 'DELETE', safe: false, path: path(spaceId, id), signal }, Deleted)
    },
  }
}
