import * as z from 'zod/mini'
import { mapParallel, whereIn } from '#lib/confighub/chunking.ts'
import type { ConfigHub, ListParameters } from '#lib/confighub/client.ts'
import { followPages, pageLimit } from '#lib/confighub/paging.ts'
import { ExtendedRevision, RevisionData, requiring } from '#lib/confighub/schema/entities.ts'
import { listQuery, type Transport } from '#lib/confighub/transport.ts'
import { unitPath } from '#lib/confighub/units.ts'

type RevisionCalls = Pick<
  ConfigHub,
  | 'unitRevisionPage'
  | 'revisionPage'
  | 'newestRevisions'
  | 'allRevisions'
  | 'revisionData'
  | 'revisionDataById'
>

const made = ['Revision', 'CreatedAt'] as const

/** Revisions of one unit and of the whole organization, and their documents. */
export function revisionCalls(transport: Transport): RevisionCalls {
  // Without `distinct_on=Off` the server gives one revision per unit, which looks like a complete answer.
  const revisionPage = (parameters: ListParameters & { limit: number }, signal?: AbortSignal) =>
    transport.page(
      {
        method: 'GET',
        safe: true,
        path: '/revision',
        query: { ...listQuery(parameters), distinct_on: 'Off' },
        signal,
      },
      z.array(requiring(ExtendedRevision, made, parameters.select)),
    )

  return {
    revisionPage,
    unitRevisionPage: (spaceId, unitId, parameters, signal) =>
      transport.page(
        {
          method: 'GET',
          safe: true,
          path: `${unitPath(spaceId, unitId)}/revision`,
          query: listQuery(parameters),
          signal,
        },
        z.array(requiring(ExtendedRevision, made, parameters.select)),
      ),
    newestRevisions: async (unitIds, parameters, signal) => {
      const pages = await mapParallel(whereIn('UnitID', unitIds, parameters.where), async (where) => {
        const { items } = await followPages((token) => {
          const query = listQuery({
            ...parameters,
            where,
            limit: pageLimit,
            ...(token && { continue: token }),
          })
          return transport.page(
            { method: 'GET', safe: true, path: '/revision', query, signal },
            z.array(requiring(ExtendedRevision, made, parameters.select)),
          )
        })
        return items
      })
      return pages.flat()
    },
    allRevisions: async (parameters, signal) => {
      const { items } = await followPages((token) =>
        revisionPage({ ...parameters, limit: pageLimit, ...(token && { continue: token }) }, signal),
      )
      return items
    },
    revisionData: (spaceId, unitId, revisionId, signal) =>
      transport.bytes({
        method: 'GET',
        safe: true,
        path: `${unitPath(spaceId, unitId)}/revision/${encodeURIComponent(revisionId)}/data`,
        signal,
      }),
    revisionDataById: async (revisionIds, signal) => {
      const pages = await mapParallel(whereIn('RevisionID', revisionIds), async (where) => {
        const { items } = await followPages((token) => {
          const query = listQuery({ where, limit: pageLimit, ...(token && { continue: token }) })
          return transport.page(
            {
              method: 'GET',
              safe: true,
              path: '/revision_data',
              query: { ...query, distinct_on: 'Off' },
              signal,
            },
            z.array(RevisionData),
          )
        })
        return items
      })
      return pages.flat()
    },
  }
}
