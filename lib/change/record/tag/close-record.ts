import type { Outcome } from '#lib/change/model.ts'
import { readText, writeTexts } from '#lib/change/record/annotations.ts'
import { keepOutcomes } from '#lib/change/record/kept-outcomes.ts'
import { type RecordReader, readProven } from '#lib/change/record/record.ts'
import { signedStatus } from '#lib/change/record/record-signature.ts'
import { applied, isLater, restoring, withMoment } from '#lib/change/record/tag/moment.ts'
import { type OpenRecord, signedOutcomes } from '#lib/change/record/tag/tag-record.ts'
import {
  isConflict,
  patchUnchanged,
  type TagPatch,
  type TagPlace,
  tagNow,
} from '#lib/change/record/tag/tag-writes.ts'
import { writtenUnder } from '#lib/change/record/written-before.ts'
import type { WaveState } from '#lib/change/waves/state.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'

// What a record says of its writing: that a wave begins, and how the commit ended. Of two who write it at once, the
// `Version` of the Tag decides who was first, and the other one adds to what it finds.

/** Undefined when someone ended the change meanwhile, or writes it: it is left to them. */
export async function beginWave(
  hub: ConfigHub,
  record: OpenRecord,
  state: WaveState,
  secret: string,
): Promise<OpenRecord | undefined> {
  const changes = signedStatus('state', JSON.stringify(state), record.tag.TagID, secret)
  return onceRead(hub, record.tag, async (now) => {
    if (isTaken(now, record.tag)) return undefined
    const tag = await patchUnchanged(hub, now, overOurs(now, record.tag, changes, secret))
    return { ...record, tag }
  })
}

/**
 * Writes into the record how the commit ended. What another commit under it, or whoever ended the change, has written
 * meanwhile stays, and the units of both are counted.
 */
export async function closeRecord(
  hub: ConfigHub,
  record: OpenRecord,
  outcomes: ReadonlyMap<string, Outcome>,
  reader: RecordReader,
  state: WaveState | undefined,
): Promise<void> {
  const { secret } = reader
  const { TagID } = record.tag
  const ended = state && signedStatus('state', JSON.stringify(state), TagID, secret)
  await onceRead(hub, record.tag, async (now) => {
    if (!isLater(now, record.tag, secret)) {
      const changes = { ...endOf(record, outcomes, secret), ...ended }
      return patchUnchanged(hub, now, overOurs(now, record.tag, changes, secret))
    }
    const other = await reopen(hub, record, now, reader)
    // What another commit wrote is a conflict to this one.
    const own = [...outcomes].filter(([id, { status }]) => status === 'written' || !other.written.has(id))
    const changes = {
      ...endOf(other, new Map(own), secret),
      ...(isTaken(other.tag, record.tag) ? {} : ended),
    }
    return patchUnchanged(hub, other.tag, { Annotations: withMoment(other.tag, changes, secret) })
  })
}

/** The record as another commit has left it. Written over `now`, so that nothing is signed that came after it was checked. */
async function reopen(
  hub: ConfigHub,
  record: OpenRecord,
  now: TagPlace,
  reader: RecordReader,
): Promise<OpenRecord> {
  const proven = await readProven(hub, record.tag.TagID, reader)
  return { ...record, tag: now, written: writtenUnder(proven), outcomes: signedOutcomes(proven.claim) }
}

/** Whatever someone put into the record without Hubdeck is written over, so that nothing but its own is signed. */
function overOurs(now: TagPlace, ours: TagPlace, changes: Changes, secret: string): TagPatch {
  const restored = restoring(now, ours)
  const tag = { ...now, Annotations: applied(now.Annotations, restored) }
  return { Annotations: { ...restored, ...withMoment(tag, changes, secret) } }
}

type Changes = Record<string, string | null>

function endOf(record: OpenRecord, outcomes: ReadonlyMap<string, Outcome>, secret: string): Changes {
  const counts = JSON.stringify(countsOf(outcomes, record))
  return {
    ...signedStatus('counts', counts, record.tag.TagID, secret),
    ...outcomesPatch(record, outcomes, secret),
  }
}

/** How many units have each outcome. A resumed commit usually covers only the rest, so earlier writes are added. */
function countsOf(outcomes: ReadonlyMap<string, Outcome>, { written }: OpenRecord): Record<string, number> {
  const whole = new Map([...outcomes].map(([id, { status }]) => [id, status]))
  for (const id of written.keys()) if (whole.get(id) !== 'written') whole.set(id, 'already-written')
  const counts: Record<string, number> = {}
  for (const status of whole.values()) counts[status] = (counts[status] ?? 0) + 1
  return counts
}

/** Parts of a longer text of before are taken away: they would be read as the end of this one. */
function outcomesPatch(
  record: OpenRecord,
  outcomes: ReadonlyMap<string, Outcome>,
  secret: string,
): Record<string, string | null> {
  const { tag, plannedIds, hasRevisions, outcomes: earlier } = record
  const text = keepOutcomes(plannedIds, outcomesBefore(record), outcomes, hasRevisions)
  const before = Object.keys(writeTexts({ outcomes: earlier.outcomesText, 'outcomes-signature': '0' }))
  const cleared = Object.fromEntries(before.map((key) => [key, null]))
  return text === '' ? cleared : { ...cleared, ...signedStatus('outcomes', text, tag.TagID, secret) }
}

/** Where no revision tells what was written before, also by a commit that could not say so, the record does. */
function outcomesBefore({ written, hasRevisions, outcomes: { outcomes } }: OpenRecord) {
  if (hasRevisions) return outcomes
  const before = new Map(outcomes)
  for (const id of written.keys())
    if (before.get(id)?.status !== 'retried') before.set(id, { status: 'written', why: '' })
  return before
}

/** How often other changes of the Tag, of its labels say, are put up with. */
const mostChanges = 3

/** Does something with the Tag as it was, and again with the Tag as it is now when someone has changed it since. */
async function onceRead<Done>(
  hub: ConfigHub,
  tag: TagPlace,
  act: (now: TagPlace) => Promise<Done>,
): Promise<Done | undefined> {
  let now = tag.Version === undefined ? await tagNow(hub, tag.TagID) : tag
  for (let changes = 0; now !== undefined; changes++) {
    try {
      return await act(now)
    } catch (error) {
      if (!isConflict(error) || changes === mostChanges) throw error
      now = await tagNow(hub, tag.TagID)
    }
  }
  return undefined
}

/** Its waves are in another state than this commit has written. */
function isTaken(now: TagPlace, ours: TagPlace): boolean {
  return readText(now.Annotations, 'state') !== readText(ours.Annotations, 'state')
}
