import 'server-only'
import { inBatches, taskLimits } from '#lib/change/preview/documents.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { documentOf, documentsOf, revisionKey, revisionsWithEarlier } from '#lib/confighub/revision-pairs.ts'
import type { Revision } from '#lib/confighub/schema/entities.ts'
import { describeChange } from '#lib/history/activity-sentence.ts'
import {
  type ChangeDescription,
  type RevisionKey,
  SentencesRequest,
  type SentencesResponse,
} from '#lib/history/change-description.ts'
import type { RouteContext } from '#lib/server/access/access.ts'
import { checkedAnswer } from '#lib/server/access/checked-answer.ts'
import { RecentlyUsed } from '#lib/server/process/recently-used.ts'
import { RequestBudget } from '#lib/server/work/compute.ts'
import { run, type TaskContext, work } from '#lib/server/work/pool.ts'

/** Comparing larger documents would take too long. */
const maxDocumentBytes = 256 * 1024

// Cached by the hashes of both documents, so an entry can never be stale; the caller must have received the hashes from
// the hub.
const sentences = new RecentlyUsed<string, ChangeDescription>(16 * 1024 * 1024)

/** What revisions changed, in one sentence each. */
export async function answerActivity(request: Request, context: RouteContext): Promise<Response> {
  return checkedAnswer(request, context, SentencesRequest, async ({ revisions }, task) => {
    const body: SentencesResponse = { descriptions: await describeRevisions(context.hub, revisions, task) }
    return body
  })
}

/** `before` is absent for the first revision of a unit. */
type Pair = {
  readonly before: Revision | undefined
  readonly after: Revision
  /** The format of both; absent when the unit is gone. */
  readonly toolchain: string | undefined
}

async function describeRevisions(hub: ConfigHub, asked: readonly RevisionKey[], context: TaskContext) {
  const [known, formats] = await Promise.all([
    revisionsWithEarlier(hub, asked, 'UnitID,RevisionNum,DataHash,DataSize', context.signal),
    readToolchains(hub, asked, context.signal),
  ])
  const judged = asked.map(({ UnitID, RevisionNum }): ChangeDescription | Pair => {
    const after = known.get(revisionKey(UnitID, RevisionNum))
    const before = known.get(revisionKey(UnitID, RevisionNum - 1))
    if (after === undefined) return { unknown: 'gone' }
    if (before === undefined && RevisionNum > 1) return { unknown: 'no-before' }
    if (isTooLarge(after) || isTooLarge(before)) return { unknown: 'too-large' }
    return { before, after, toolchain: formats.get(UnitID) }
  })
  const pairs = judged.flatMap((each) => ('after' in each ? [each] : []))
  const descriptions = await describePairs(hub, pairs, context)
  return judged.map(
    (each): ChangeDescription =>
      'after' in each ? (descriptions.get(pairKey(each)) ?? { unknown: 'gone' }) : each,
  )
}

/** By UnitID; a Unit never changes its toolchain. */
const toolchains = new RecentlyUsed<string, string>(4 * 1024 * 1024)

async function readToolchains(hub: ConfigHub, asked: readonly RevisionKey[], signal: TaskContext['signal']) {
  const ids = [...new Set(asked.map(({ UnitID }) => UnitID))]
  const known = new Map(ids.map((id) => [id, toolchains.get(id)]))
  const missing = ids.filter((id) => known.get(id) === undefined)
  if (missing.length === 0) return known
  for (const { Unit } of await hub.unitsById(missing, { select: 'Slug,ToolchainType' }, signal)) {
    const { UnitID, ToolchainType = '' } = Unit
    known.set(UnitID, ToolchainType)
    toolchains.set(UnitID, ToolchainType, 100)
  }
  return known
}

async function describePairs(hub: ConfigHub, pairs: readonly Pair[], context: TaskContext) {
  const descriptions = new Map<string, ChangeDescription>()
  const unread = new Map<string, Pair>()
  for (const pair of pairs) {
    const known = sentences.get(pairKey(pair)) ?? withoutReading(pair)
    if (known === undefined) unread.set(pairKey(pair), pair)
    else descriptions.set(pairKey(pair), known)
  }
  for (const portion of inBatches([...unread.values()], pairSize)) {
    const revisions = portion.flatMap(({ before, after }) => (before ? [before, after] : [after]))
    const documents = await documentsOf(hub, revisions, context.signal)
    for (const [pair, answer] of await comparePairs(portion, documents, context)) {
      descriptions.set(pairKey(pair), answer)
      // Not cached, because what could not be read now may be readable next time.
      if ('sentence' in answer) sentences.set(pairKey(pair), answer, 200 + answer.sentence.length)
    }
  }
  return descriptions
}

function pairSize({ before, after }: Pair): number {
  return sizeOf(before) + sizeOf(after)
}

async function comparePairs(
  pairs: readonly Pair[],
  documents: ReadonlyMap<string, string>,
  context: TaskContext,
): Promise<Map<Pair, ChangeDescription>> {
  const descriptions = new Map<Pair, ChangeDescription>()
  const known: { pair: Pair; texts: Texts }[] = []
  for (const pair of pairs) {
    const texts = textsOf(pair, documents)
    if ('after' in texts) known.push({ pair, texts })
    else descriptions.set(pair, texts)
  }
  const budget = new RequestBudget()
  for (const batch of inBatches(known, ({ pair }) => pairSize(pair), taskLimits)) {
    const answers = await budget.each(
      batch.map(({ texts }) => texts),
      (jobs) => run(work(), 'sentences', jobs, context),
      (): ChangeDescription => ({ unknown: 'too-large' }),
    )
    for (const [index, { pair }] of batch.entries())
      descriptions.set(pair, answers[index] ?? { unknown: 'gone' })
  }
  return descriptions
}

type Texts = { readonly before?: string; readonly after: string; readonly toolchain?: string }

function withoutReading({ before, after }: Pair): ChangeDescription | undefined {
  if (before?.DataHash === undefined || before.DataHash !== after.DataHash) return undefined
  return describeChange('', '')
}

function textsOf(
  { before, after, toolchain }: Pair,
  documents: ReadonlyMap<string, string>,
): Extract<ChangeDescription, { unknown: unknown }> | Texts {
  const fresh = documentOf(after, documents)
  const old = before === undefined ? undefined : documentOf(before, documents)
  if (fresh === undefined) return { unknown: 'gone' }
  if (before !== undefined && old === undefined) return { unknown: 'no-before' }
  const texts = { after: fresh, ...(toolchain === undefined ? {} : { toolchain }) }
  return old === undefined ? texts : { ...texts, before: old }
}

function isTooLarge(revision: Revision | undefined): boolean {
  return sizeOf(revision) > maxDocumentBytes
}

function sizeOf(revision: Revision | undefined): number {
  return revision?.DataSize ?? 0
}

function pairKey({ before, after, toolchain = '' }: Pair): string {
  // Two revisions without a hash are not the same document.
  const name = (revision: Revision) => revision.DataHash ?? revision.RevisionID
  return `${before === undefined ? 'first' : name(before)} ${name(after)} ${toolchain}`
}
