import type { Outcome } from '#lib/change/model.ts'
import { readText, writeTexts } from '#lib/change/record/annotations.ts'
import { keepOutcomes } from '#lib/change/record/kept-outcomes.ts'
import { signedStatus } from '#lib/change/record/record-signature.ts'
import type { OpenRecord } from '#lib/change/record/tag/tag-record.ts'
import { patchUnchanged, type TagPatch, type TagPlace, tagNow } from '#lib/change/record/tag/tag-writes.ts'
import type { WaveState } from '#lib/change/waves/state.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { ConfigHubError } from '#lib/confighub/error.ts'

// What a record says of its writing: that a wave begins, and how the commit ended. Both yield to whoever decided
// otherwise meanwhile.

/** Undefined when someone ended the change meanwhile, or writes it: it is left to them. */
export async function beginWave(
  hub: ConfigHub,
  record: OpenRecord,
  state: WaveState,
  secret: string,
): Promise<OpenRecord | undefined> {
  const { TagID } = record.tag
  const patch = { Annotations: signedStatus('state', JSON.stringify(state), TagID, secret) }
  const tag = await patchWhileOurs(hub, record.tag, patch)
  return tag && { ...record, tag }
}

/** Writes into the record how the commit ended. */
export async function closeRecord(
  hub: ConfigHub,
  record: OpenRecord,
  outcomes: ReadonlyMap<string, Outcome>,
  secret: string,
  state: WaveState | undefined,
): Promise<void> {
  const { tag, written } = record
  const Annotations = {
    ...signedStatus('counts', JSON.stringify(countsOf(outcomes, written)), tag.TagID, secret),
    ...outcomesPatch(record, outcomes, secret),
  }
  const ended = state && signedStatus('state', JSON.stringify(state), tag.TagID, secret)
  const isClosed =
    ended !== undefined &&
    (await patchWhileOurs(hub, tag, { Annotations: { ...Annotations, ...ended } })) !== undefined
  if (!isClosed) await hub.patchTag(tag.SpaceID, tag.TagID, { Annotations })
}

/** How many units have each outcome. A resumed commit usually covers only the rest, so earlier writes are added. */
function countsOf(
  outcomes: ReadonlyMap<string, Outcome>,
  written: OpenRecord['written'],
): Record<string, number> {
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

/**
 * Changes the Tag while the state of its waves is the one that this commit wrote; undefined when someone else wrote
 * another one.
 */
async function patchWhileOurs(hub: ConfigHub, tag: TagPlace, patch: TagPatch): Promise<TagPlace | undefined> {
  let current: TagPlace | undefined = tag.Version === undefined ? await whileOurs(hub, tag) : tag
  for (let changes = 0; current !== undefined; changes++) {
    try {
      return await patchUnchanged(hub, current, patch)
    } catch (error) {
      if (!(error instanceof ConfigHubError) || error.status !== 409) throw error
      current = changes === mostChanges ? undefined : await whileOurs(hub, tag)
    }
  }
  return undefined
}

/** The Tag as it is now, if its waves are in the same state. */
async function whileOurs(hub: ConfigHub, { TagID, Annotations }: TagPlace): Promise<TagPlace | undefined> {
  const now = await tagNow(hub, TagID)
  const isOurs = readText(now?.Annotations, 'state') === readText(Annotations, 'state')
  return isOurs ? now : undefined
}
