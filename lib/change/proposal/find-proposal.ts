import { isGenuine } from '#lib/change/record/proof-schema.ts'
import { type ProvenRecord, type RecordReader, readProven } from '#lib/change/record/record.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'

/** How many records a change is followed through to the proposal that it began with. */
const mostRecords = 10

type Found = {
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
  if (of === '') return {}
  const base = await readProven(hub, of, reader, signal)
  const proposal = await proposalOf(hub, base, reader, signal)
  return proposal === undefined ? {} : { base, proposal }
}

/** The record itself, or the one that it continues in the end; undefined where the change began without a proposal. */
export async function proposalOf(
  hub: ConfigHub,
  base: ProvenRecord,
  reader: RecordReader,
  signal?: AbortSignal,
): Promise<ProvenRecord | undefined> {
  let found = base
  for (let read = 1; ; read++) {
    // What anyone could have written says nothing about what was approved.
    if (!isGenuine(found.proof)) return undefined
    const { proposed, continues } = found.claim.facts
    if (proposed !== '') return found
    if (continues === '' || read === mostRecords) return undefined
    found = await readProven(hub, continues, reader, signal)
  }
}
