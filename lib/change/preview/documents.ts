import type { FrozenUnit } from '#lib/change/model.ts'
import { documentHash } from '#lib/change/seal/document-hash.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'

/** How many documents go together, and how large they may be; one that is larger goes alone. */
export type BatchLimits = { readonly count: number; readonly bytes: number }

/** What one `where` of ids can ask for (contract A3), and what is in memory at a time. */
const readingLimits: BatchLimits = { count: 125, bytes: 4 * 1024 * 1024 }

/** Small enough for a thread to finish quickly, so that the work of several people takes turns. */
export const taskLimits: BatchLimits = { count: 16, bytes: 128 * 1024 }

/** The head document of a unit, or why it is not the frozen one. */
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
  return units.map((unit) => {
    const data = byId.get(unit.UnitID)
    if (data === undefined) {
      return { status: 'unreadable', reason: 'The unit is gone, or you may not read its data.' }
    }
    if (data.DataHash !== undefined && data.DataHash !== unit.DataHash) return { status: 'moved' }
    const text = data.Data ?? ''
    if (documentHash(text) === unit.DataHash) return { status: 'as-frozen', text }
    // Not UTF-8: writing back the decoded text would change other bytes.
    return { status: 'unreadable', reason: 'The document does not have the hash the hub gives for it.' }
  })
}

/** The first batch in two: a few documents are read and computed at once, and somebody waits for the first row. */
export function firstBatch<T>([first = [], ...rest]: readonly (readonly T[])[]): (readonly T[])[] {
  return [first.slice(0, firstCount), first.slice(firstCount), ...rest].filter((batch) => batch.length > 0)
}

const firstCount = 16

/** In their order. */
export function inBatches<T>(
  items: readonly T[],
  sizeOf: (item: T) => number = () => 0,
  limits = readingLimits,
): T[][] {
  const batches: T[][] = []
  let bytes = 0
  for (const item of items) {
    const size = sizeOf(item)
    const last = batches.at(-1)
    if (last !== undefined && last.length < limits.count && bytes + size <= limits.bytes) {
      last.push(item)
      bytes += size
    } else {
      batches.push([item])
      bytes = size
    }
  }
  return batches
}
