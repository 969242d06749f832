import type { CommitPlan } from '#lib/change/admit.ts'
import {
  type ChangeCounts,
  changeKind,
  kindLabel,
  readFacts,
  writeCounts,
  writeFacts,
} from '#lib/change/annotations.ts'
import { undoneTagId } from '#lib/change/restore.ts'
import { isUuid } from '#lib/confighub/chunking.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { ConfigHubError, isNoAnswer } from '#lib/confighub/error.ts'
import type { Tag } from '#lib/confighub/schema/entities.ts'

/** The Tag that a commit writes under, and what already carries it. */
export type OpenRecord = {
  readonly tag: Pick<Tag, 'TagID' | 'SpaceID'>
  /** Revision number by UnitID. */
  readonly written: ReadonlyMap<string, number>
}

/** Makes the record of a new change, or finds that of one that was cut off. */
export async function openRecord(hub: ConfigHub, plan: CommitPlan, now: Date): Promise<OpenRecord> {
  if ('tagId' in plan.record) return resumeRecord(hub, plan, plan.record.tagId)
  const { patch, selection, author } = plan.contents
  const facts = {
    reason: plan.reason,
    ticket: plan.ticket,
    author: author.UserID,
    selection,
    patch,
    sealHash: plan.sealHash,
    plannedUnitIds: plan.units.map((unit) => unit.UnitID),
    undoes: patch.kind === 'restore' ? undoneTagId(patch.to) : undefined,
  }
  const { spaceId } = plan.record
  const Slug = slugOf(now)
  const Labels = { [kindLabel]: changeKind }
  const tag = await hub
    .createTag(spaceId, { Slug, Labels, Annotations: writeFacts(facts) })
    .catch((error: unknown) => foundAfterAll(hub, spaceId, Slug, error))
  return { tag, written: new Map() }
}

// When only the answer was lost, giving up would leave a record of nothing behind.
async function foundAfterAll(hub: ConfigHub, spaceId: string, slug: string, lost: unknown): Promise<Tag> {
  if (!isNoAnswer(lost)) throw lost
  const where = `SpaceID = '${spaceId}' AND Slug = '${slug}'`
  const { items } = await hub.tagPage({ where, limit: 1 }).catch(() => ({ items: [] }))
  const [found] = items
  if (found === undefined) throw lost
  return found.Tag
}

/** Says in the record how it ended. */
export async function closeRecord(
  hub: ConfigHub,
  { tag, written }: OpenRecord,
  counts: ChangeCounts,
): Promise<void> {
  // Going on is usually with the rest alone: what was written before counts as well.
  const before = Math.max(written.size, counts['already-written'] ?? 0)
  const whole = before === 0 ? counts : { ...counts, 'already-written': before }
  await hub.patchTag(tag.SpaceID, tag.TagID, { Annotations: writeCounts(whole) })
}

/** Revision number by UnitID of everything that carries the Tag. */
async function writtenUnder(
  hub: ConfigHub,
  tagId: string,
  signal?: AbortSignal,
): Promise<Map<string, number>> {
  const revisions = await hub.allRevisions(
    { where: `Tags ? '${tagId}'`, select: 'RevisionNum,UnitID' },
    signal,
  )
  const written = new Map<string, number>()
  for (const { Revision } of revisions) {
    written.set(Revision.UnitID, Math.max(Revision.RevisionNum, written.get(Revision.UnitID) ?? 0))
  }
  return written
}

async function resumeRecord(hub: ConfigHub, plan: CommitPlan, tagId: string): Promise<OpenRecord> {
  const [found] = isUuid(tagId) ? (await hub.tagPage({ where: `TagID = '${tagId}'`, limit: 1 })).items : []
  const { patch, plannedUnitIds } = readFacts(found?.Tag.Annotations)
  if (found?.Tag.Labels?.[kindLabel] !== changeKind || patch === undefined) {
    throw notResumable('There is no record of such a change, or you may not see it.')
  }
  // One record says one thing: going on with another patch would make it lie about what is already written.
  if (JSON.stringify(patch) !== JSON.stringify(plan.contents.patch)) {
    throw notResumable(
      'That record belongs to a change with another patch. Commit this one as a change of its own.',
    )
  }
  const planned = new Set(plannedUnitIds)
  if (plan.units.some(({ UnitID }) => !planned.has(UnitID))) {
    throw notResumable(
      'Some of these units are not part of that change. Commit them as a change of their own.',
    )
  }
  return { tag: found.Tag, written: await writtenUnder(hub, tagId) }
}

function notResumable(message: string): ConfigHubError {
  return new ConfigHubError({ status: 409, code: 'other-change', operation: 'commit', message })
}

/** `change-20261123-062045-9f3a1c`: sorts by time and collides with nothing. */
function slugOf(now: Date): string {
  const [date = '', time = ''] = now.toISOString().split('T')
  const random = Array.from(crypto.getRandomValues(new Uint8Array(3)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  )
  return `change-${date.replaceAll('-', '')}-${time.slice(0, 8).replaceAll(':', '')}-${random.join('')}`
}
