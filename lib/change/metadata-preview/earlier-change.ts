import type { MetadataChange } from '#lib/change/model.ts'
import { isGenuine } from '#lib/change/record/proof-schema.ts'
import { type RecordReader, readProven } from '#lib/change/record/record.ts'
import { writtenUnder } from '#lib/change/record/written-before.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { ConfigHubError } from '#lib/confighub/error.ts'

/** What a change of metadata found and wrote, by UnitID, from its record: ConfigHub has no history of it. */
export async function readEarlier(
  hub: ConfigHub,
  tagId: string,
  reader: RecordReader,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, MetadataChange>> {
  const record = await readProven(hub, tagId.toLowerCase(), reader, signal)
  const { metadata } = record.claim.facts
  if (isGenuine(record.proof) && metadata.size > 0) {
    // What it only planned is not taken back, even where someone else has written the same.
    const written = writtenUnder(record)
    return new Map([...metadata].filter(([id]) => written.has(id)))
  }
  throw new ConfigHubError({
    status: 422,
    code: 'record-not-proven',
    operation: 'preview',
    message:
      metadata.size === 0
        ? 'The record of that change does not say what the metadata was before, so it cannot be put back.'
        : 'The record of that change was altered, so what it says of the metadata before is not put back. Set the values by a change of their own.',
  })
}
