import { isGenuine } from '#lib/change/record/proof-schema.ts'
import { type ProvenRecord, type RecordReader, readProven } from '#lib/change/record/record.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'

/** How many records a change is followed through to the proposal that it began with. */
const mostRecords = 10

export type Found = {
  /** The record that is resumed or continued. Its units are all that is left of the proposal. */
  readonly base?: ProvenRecord
  /** The same record, or one that it continues. */
  readonly proposal?: ProvenRecord
}

/** The proposal that a change goes on with; nothing where it began without one. */
export async function findProposal(
  hub: ConfigHub,
  of: string,
  reader: RecordReader,
  signal?: AbortSignal,
): Promise<Found> {
  let tagId = of
  let base: ProvenRecord | undefined
  for (let read = 0; tagId !== '' && read < mostRecords; read++) {
    const found = await readProven(hub, tagId, reader, signal)
    // What anyone could have written says nothing about what was approved.
    if (!isGenuine(found.proof)) return {}
    base ??= found
    if (found.claim.facts.proposed !== '') return { base, proposal: found }
    tagId = found.claim.facts.continues
  }
  return {}
}
