import { isGenuine } from '#lib/change/record/proof-schema.ts'
import {
  type ClaimedRecord,
  type ProvenRecord,
  type RecordReader,
  readClaimed,
  readProven,
} from '#lib/change/record/record.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { ConfigHubError } from '#lib/confighub/error.ts'

/** How many records a change is followed through to the proposal that it began with. */
const mostRecords = 10

type Found = {
  /** The record that is resumed or continued. Its units are all that is left of the proposal. */
  readonly base?: ProvenRecord
  /** The same record, or one that it continues. */
  readonly proposal?: ClaimedRecord
}

/** The proposal that a change goes on with; nothing where it began without one, or where it is not known. */
export async function findProposal(
  hub: ConfigHub,
  of: string,
  reader: RecordReader,
  signal?: AbortSignal,
): Promise<Found> {
  if (of === '') return {}
  const base = await readProven(hub, of, reader, signal)
  const origin = await originOf(hub, base, reader, signal)
  return origin.kind === 'proposal' ? { base, proposal: origin.record } : {}
}

/** What a change began with: the record itself, or the one that it continues in the end. */
type Origin =
  | { readonly kind: 'proposal'; readonly record: ClaimedRecord }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly why: string }

export async function originOf(
  hub: ConfigHub,
  base: ClaimedRecord,
  reader: RecordReader,
  signal?: AbortSignal,
): Promise<Origin> {
  let found: ClaimedRecord | undefined = base
  for (let read = 1; ; read++) {
    // What anyone could have written says nothing about what was approved.
    if (!isGenuine(found.proof)) return unknown(notGenuine)
    const { proposed, continues }: ClaimedRecord['claim']['facts'] = found.claim.facts
    if (proposed !== '') return { kind: 'proposal', record: found }
    if (continues === '') return { kind: 'none' }
    if (read === mostRecords) return unknown(tooMany)
    found = await readSeen(hub, continues, reader, signal)
    if (found === undefined) return unknown(unseen)
  }
}

const notGenuine = 'a record, of this change or of one that it continues, is not the one that Hubdeck signed'
const tooMany = `it continues more than ${mostRecords - 1} other changes, one after the other`
const unseen = 'the record of a change that it continues was deleted, or may not be seen'

function unknown(why: string): Origin {
  return { kind: 'unknown', why }
}

async function readSeen(
  hub: ConfigHub,
  tagId: string,
  reader: RecordReader,
  signal: AbortSignal | undefined,
): Promise<ClaimedRecord | undefined> {
  return readClaimed(hub, tagId, reader, signal).catch((error: unknown) => {
    if (error instanceof ConfigHubError && error.status === 404) return undefined
    throw error
  })
}
