import { documentHash } from '#lib/change/document-hash.ts'
import type { FrozenUnit } from '#lib/change/model.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'

/** Documents that one `where` of ids can ask for (confighub-api addendum 3). */
const batchSize = 125

/** The head document of a unit, or why it is not the one that was frozen. */
export type HeadDocument =
  | { readonly status: 'as-frozen'; readonly text: string }
  | { readonly status: 'moved' }
  | { readonly status: 'unreadable'; readonly reason: string }

/** Head documents in the order of the units, each checked against the hash it was frozen with. */
export async function readHeads(
  hub: ConfigHub,
  units: readonly FrozenUnit[],
  signal?: AbortSignal,
): Promise<HeadDocument[]> {
  const found = await hub.unitDataById(
    units.map((unit) => unit.UnitID),
    signal,
  )
  const byId = new Map(found.map((data) => [data.UnitID, data]))
  return Promise.all(
    units.map(async (unit) => {
      const data = byId.get(unit.UnitID)
      if (data === undefined) {
        return { status: 'unreadable', reason: 'The unit is gone, or you may not read its data.' }
      }
      if (data.DataHash !== undefined && data.DataHash !== unit.DataHash) return { status: 'moved' }
      const text = data.Data ?? ''
      if ((await documentHash(text)) === unit.DataHash) return { status: 'as-frozen', text }
      // Not UTF-8: writing back what we were able to read would change other bytes.
      return { status: 'unreadable', reason: 'The document does not have the hash the hub gives for it.' }
    }),
  )
}

export function inBatches<T>(items: readonly T[], size = batchSize): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )
}
