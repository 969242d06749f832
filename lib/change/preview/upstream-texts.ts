import type { ConfigHub } from '#lib/confighub/client.ts'

/** The documents that units were cloned from, by id; absent when one cannot be read. */
export type UpstreamTexts = (unitIds: readonly string[]) => Promise<ReadonlyMap<string, string>>

/** Characters kept for later batches; clones of one unit often follow one another. */
const maxKept = 32 * 1024 * 1024

/** Fetches each document when the first batch needs it, so that no row waits for documents of others. */
export function upstreamTexts(hub: ConfigHub, signal?: AbortSignal): UpstreamTexts {
  const kept = new Map<string, string>()
  let size = 0
  return async (unitIds) => {
    const known = new Map(
      unitIds.flatMap((id) => {
        const text = kept.get(id)
        return text === undefined ? [] : [[id, text] as const]
      }),
    )
    const missing = [...new Set(unitIds)].filter((id) => !known.has(id))
    for (const { UnitID, Data = '' } of await hub.unitDataById(missing, signal)) {
      known.set(UnitID, Data)
      if (size + Data.length > maxKept || kept.has(UnitID)) continue
      kept.set(UnitID, Data)
      size += Data.length
    }
    return known
  }
}
