import type { CommitPlan } from '#lib/change/consent/admit.ts'
import { mustBeAsProposed } from '#lib/change/record/as-proposed.ts'
import { metadataStates } from '#lib/change/record/metadata-states.ts'
import { isGenuine } from '#lib/change/record/proof-schema.ts'
import { findPointing, type ProvenRecord, type RecordReader, readProven } from '#lib/change/record/record.ts'
import { earlierUnknown, mustNotRun, tooManyRecords } from '#lib/change/record/resume.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { ConfigHubError } from '#lib/confighub/error.ts'

/** Number of the newest revision that a record made, by UnitID. */
type Written = ReadonlyMap<string, number>

/** How many records of one change are compared. */
const mostRecords = 50

export function writtenUnder(record: ProvenRecord): Written {
  const { claim, holding, sound } = record
  if (claim.facts.metadata.size > 0) {
    const numOf = (id: string) => claim.facts.planned.get(id)?.head ?? 0
    const states = [...metadataStates(record)].filter(([, state]) => state !== 'not-written')
    return new Map(states.map(([id]) => [id, numOf(id)]))
  }
  const made = holding.revisions.filter(({ RevisionID }) => sound.has(RevisionID))
  return newestOf([made.map(({ UnitID, RevisionNum }) => [UnitID, RevisionNum] as const)])
}

export function newestOf(all: readonly Iterable<readonly [string, number]>[]): Written {
  const newest = new Map<string, number>()
  for (const written of all) {
    for (const [id, num] of written) newest.set(id, Math.max(num, newest.get(id) ?? 0))
  }
  return newest
}

/**
 * What was written under the other records of a change: those that this one continues, those that continue it, and so
 * on. All of them apply one patch, so what one has written is nobody's to write again.
 */
export async function writtenElsewhere(
  hub: ConfigHub,
  record: ProvenRecord,
  reader: RecordReader,
  { plan, now }: { readonly plan: CommitPlan; readonly now: Date },
): Promise<Written> {
  const seen = new Set([idOf(record)])
  const due = [record]
  const others: ProvenRecord[] = []
  for (let at = due.shift(); at !== undefined; at = due.shift()) {
    for (const id of await neighboursOf(hub, at, reader)) {
      if (seen.has(id)) continue
      if (seen.size === mostRecords) throw tooManyRecords(mostRecords)
      seen.add(id)
      const other = await readGenuine(hub, id, reader)
      mustNotRun(other, now)
      // What began as a proposal stays one, under whatever record it is gone on with.
      mustBeAsProposed(other, plan, reader.secret)
      others.push(other)
      due.push(other)
    }
  }
  return newestOf(others.map(writtenUnder))
}

/** Anyone can write that a Tag continues another one, so only signed records are followed downwards. */
async function neighboursOf(hub: ConfigHub, record: ProvenRecord, reader: RecordReader): Promise<string[]> {
  const continuing = await findPointing(hub, 'continues', idOf(record), reader)
  const later = continuing.filter(({ proof }) => isGenuine(proof)).map(({ TagID }) => TagID)
  const earlier = record.claim.facts.continues
  return earlier === '' ? later : [earlier, ...later]
}

async function readGenuine(hub: ConfigHub, tagId: string, reader: RecordReader): Promise<ProvenRecord> {
  const record = await readProven(hub, tagId, reader).catch((error: unknown) => {
    throw error instanceof ConfigHubError && error.status === 404 ? earlierUnknown() : error
  })
  if (!isGenuine(record.proof)) throw earlierUnknown()
  return record
}

function idOf({ tag }: ProvenRecord): string {
  return tag.Tag.TagID
}
