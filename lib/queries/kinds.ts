import { queryOptions } from '@tanstack/react-query'
import * as z from 'zod/mini'
import { KindTable } from '#lib/config/kinds/kind-table.ts'
import { callDashboardJson } from '#lib/queries/dashboard-api.ts'

const KindAnswer = z.object({ table: z.nullable(KindTable) })
const TypesAnswer = z.object({ types: z.array(z.string()) })

/** Kubernetes' own kinds do not change while a page is open; definitions of others rarely do. */
const staleTime = 10 * 60_000

/** What a kind of resource consists of; null where nobody says it. */
export const kindQuery = (resourceType: string) =>
  queryOptions({
    queryKey: ['kinds', resourceType],
    queryFn: async ({ signal }) => {
      const path = `/api/kinds?type=${encodeURIComponent(resourceType)}`
      const { table } = await callDashboardJson(path, KindAnswer, { signal })
      return table && { type: resourceType, table }
    },
    staleTime,
  })

/** The types of Kubernetes' own kinds. */
export const kindTypesQuery = () =>
  queryOptions({
    queryKey: ['kinds'],
    queryFn: async ({ signal }) => (await callDashboardJson('/api/kinds', TypesAnswer, { signal })).types,
    staleTime,
  })
