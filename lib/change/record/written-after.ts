import type { ChangeSummary } from '#lib/change/record/change-record.ts'
import { isGenuine } from '#lib/change/record/proof-schema.ts'
import { findPointing, type RecordReader, readProven } from '#lib/change/record/record.ts'
import { writtenUnder } from '#lib/change/record/written-before.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'

/** How many records are read to know what became of one. */
const mostRecords = 10

/** The units that were written under the records that continue a change, and under those that continue these. */
export async function writtenAfter(
  hub: ConfigHub,
  continuedBy: readonly ChangeSummary[],
  reader: RecordReader,
  signal?: AbortSignal,
): Promise<ReadonlySet<string>> {
  const written = new Set<string>()
  const seen = new Set<string>()
  const due = [...continuedBy]
  for (let next = due.shift(); next !== undefined && seen.size < mostRecords; next = due.shift()) {
    // Anyone can write that a Tag continues another one.
    if (seen.has(next.TagID) || !isGenuine(next.proof)) continue
    seen.add(next.TagID)
    const [record, later] = await Promise.all([
      readProven(hub, next.TagID, reader, signal),
      findPointing(hub, 'continues', next.TagID, reader, signal),
    ])
    for (const id of writtenUnder(record).keys()) written.add(id)
    due.push(...later)
  }
  return written
}
