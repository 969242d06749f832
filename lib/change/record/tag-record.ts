import type { CommitPlan } from '#lib/change/consent/admit.ts'
import type { Outcome } from '#lib/change/model.ts'
import { changeKind, type FactTexts, kindLabel, writeTexts } from '#lib/change/record/annotations.ts'
import { readProven } from '#lib/change/record/record.ts'
import { newFacts, withPreview } from '#lib/change/record/record-facts.ts'
import { signedStatus, signFacts } from '#lib/change/record/record-signature.ts'
import { mustContinue, mustResume } from '#lib/change/record/resume.ts'
import { newestOf, writtenElsewhere, writtenUnder } from '#lib/change/record/written-before.ts'
import { headOf, type UnitHead } from '#lib/change/selection/drift.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { mayBeDone } from '#lib/confighub/error.ts'
import type { Tag } from '#lib/confighub/schema/entities.ts'

/** What a commit reads before it writes anything. */
export type FoundRecord = {
  /** Absent for a record that does not exist yet. */
  readonly resumed?: { readonly tag: TagPlace; readonly texts: FactTexts }
  /** Number of the revision that this change made, by UnitID. */
  readonly written: ReadonlyMap<string, number>
  /** The same of other records of the change: those that this one continues, and those that continue it. */
  readonly continued: ReadonlyMap<string, number>
  /** Heads of the units of the record, by UnitID. */
  readonly heads: ReadonlyMap<string, UnitHead>
}

/** The Tag that a commit writes under, and what was written under it before. */
export type OpenRecord = Pick<FoundRecord, 'written'> & { readonly tag: TagPlace }

type TagPlace = Pick<Tag, 'TagID' | 'SpaceID'>

/** Reads the record to resume, and throws when that is not allowed: nobody writes under another person's name. */
export async function findRecord(hub: ConfigHub, plan: CommitPlan, secret: string): Promise<FoundRecord> {
  const nothing = { written: new Map(), continued: new Map(), heads: new Map() }
  if (plan.record.kind === 'new') return nothing
  const reader = { secret, author: plan.contents.author }
  if (plan.record.kind === 'continue') {
    const record = await readProven(hub, plan.record.continues, reader)
    mustContinue(record, plan, secret)
    const elsewhere = await writtenElsewhere(hub, record, reader)
    return { ...nothing, continued: newestOf([writtenUnder(record), elsewhere]) }
  }
  const record = await readProven(hub, plan.record.tagId, reader)
  mustResume(record, plan, secret)
  const { holding, claim, tag } = record
  const heads = new Map([...holding.units].map(([id, { Unit }]) => [id, headOf(Unit)]))
  return {
    ...nothing,
    resumed: { tag: tag.Tag, texts: claim.texts },
    written: writtenUnder(record),
    continued: await writtenElsewhere(hub, record, reader),
    heads,
  }
}

/** Creates the record of a new change, or marks an existing one as resumed. Signed before anything is written. */
export async function openRecord(
  hub: ConfigHub,
  plan: CommitPlan,
  { resumed, written }: FoundRecord,
  secret: string,
  now: Date,
): Promise<OpenRecord> {
  if (resumed !== undefined) {
    const { tag } = resumed
    await sign(hub, tag, await withPreview(resumed.texts, plan, written, secret), secret)
    return { tag, written }
  }
  const { record } = plan
  if (record.kind === 'resume') throw new Error('The record of the resumed change was not read.')
  const tag = await createTag(hub, record.spaceId, slugOf(now))
  await sign(hub, tag, await newFacts(plan, tag, secret, now), secret)
  return { tag, written }
}

/** Writes into the record how the commit ended. */
export async function closeRecord(
  hub: ConfigHub,
  { tag, written }: OpenRecord,
  statuses: ReadonlyMap<string, Outcome['status']>,
  secret: string,
): Promise<void> {
  const whole = new Map(statuses)
  // A resumed commit usually covers only the rest, so earlier writes are added.
  for (const id of written.keys()) if (whole.get(id) !== 'written') whole.set(id, 'already-written')
  const counts: Record<string, number> = {}
  for (const status of whole.values()) counts[status] = (counts[status] ?? 0) + 1
  const Annotations = signedStatus('counts', JSON.stringify(counts), tag.TagID, secret)
  await hub.patchTag(tag.SpaceID, tag.TagID, { Annotations })
}

/** The signature turns a Tag into a record. It covers the id, which only the hub can assign. */
async function sign(hub: ConfigHub, tag: TagPlace, texts: FactTexts, secret: string): Promise<void> {
  // Earlier counts do not apply to what is written from now on.
  const counts = Object.fromEntries(
    Object.keys(writeTexts({ counts: '0', 'counts-signature': '0' })).map((key) => [key, null]),
  )
  const patch = {
    Labels: { [kindLabel]: changeKind },
    Annotations: { ...writeTexts(texts), ...writeTexts({ signature: signFacts(texts, secret) }), ...counts },
  }
  // Writing the same twice is harmless, so it is retried when an answer is lost or cannot be read.
  await hub.patchTag(tag.SpaceID, tag.TagID, patch).catch((error: unknown) => {
    if (!mayBeDone(error)) throw error
    return hub.patchTag(tag.SpaceID, tag.TagID, patch)
  })
}

// The Tag may exist even though its answer was lost; giving up would leave it behind empty.
async function createTag(hub: ConfigHub, spaceId: string, Slug: string): Promise<Tag> {
  return hub.createTag(spaceId, { Slug }).catch(async (lost: unknown) => {
    if (!mayBeDone(lost)) throw lost
    const where = `SpaceID = '${spaceId}' AND Slug = '${Slug}'`
    const { items } = await hub.tagPage({ where, limit: 1 }).catch(() => ({ items: [] }))
    const [found] = items
    if (found === undefined) throw lost
    return found.Tag
  })
}

/** `change-20261123-062045-9f3a1c`: sorts by time and collides with nothing. */
function slugOf(now: Date): string {
  const [date = '', time = ''] = now.toISOString().split('T')
  const random = Array.from(crypto.getRandomValues(new Uint8Array(3)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  )
  return `change-${date.replaceAll('-', '')}-${time.slice(0, 8).replaceAll(':', '')}-${random.join('')}`
}
