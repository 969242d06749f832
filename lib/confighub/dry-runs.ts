import * as z from 'zod/mini'
import { mapParallel, whereIn } from '#lib/confighub/chunking.ts'
import type { ConfigHub, UnitPatch } from '#lib/confighub/client.ts'
import { followPages, pageLimit } from '#lib/confighub/paging.ts'
import { UnitWriteResponse } from '#lib/confighub/schema/entities.ts'
import type { Transport } from '#lib/confighub/transport.ts'

/** Dry runs of writes. */
export function dryRunCalls(transport: Transport): Pick<ConfigHub, 'dryRunWrites'> {
  const ask = async (where: string, change: UnitPatch, signal: AbortSignal | undefined) => {
    const { items } = await followPages((token) =>
      transport.page(
        {
          method: 'PATCH',
          // A dry run stores nothing, however often it runs.
          safe: true,
          path: '/unit',
          query: { where, dry_run: true, limit: pageLimit, ...(token && { continue: token }) },
          headers: { 'Content-Type': 'application/merge-patch+json' },
          body: JSON.stringify(change),
          signal,
        },
        z.array(UnitWriteResponse),
      ),
    )
    return items
  }
  return {
    dryRunWrites: async (unitIds, signal, change = {}) => {
      const pages = await mapParallel(whereIn('UnitID', unitIds), (where) => ask(where, change, signal))
      return new Map(
        pages.flat().flatMap(({ Unit, Error: error }): [string, string][] => {
          const isRefusal = error !== undefined && !isPassing(error.Status)
          return Unit !== undefined && isRefusal ? [[Unit.UnitID, error.Message ?? 'No reason given.']] : []
        }),
      )
    },
  }
}

/** Temporary failures, which say nothing about the next attempt. */
function isPassing(status: number | undefined): boolean {
  return status !== undefined && (status === 429 || status >= 500)
}
