import 'server-only'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { mapParallel, whereIn } from '#lib/confighub/chunking.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import type { Revision } from '#lib/confighub/schema/entities.ts'
import { tellChange } from '#lib/history/activity-sentence.ts'
import {
  type RevisionKey,
  SentencesRequest,
  type SentencesResponse,
  type Told,
} from '#lib/history/activity-told.ts'
import type { Visit } from '#lib/server/access.ts'
import { RecentlyUsed } from '#lib/server/recently-used.ts'
import { refuse } from '#lib/server/refusal.ts'
import { readJson } from '#lib/server/request-body.ts'

/** Comparing one takes a moment of everybody's time. */
const maxDocumentBytes = 256 * 1024
/** Documents in memory at a time, for one request. */
const maxPortionBytes = 4 * 1024 * 1024
/** Rows of one list of revisions without their documents. */
const maxRows = 1000

// By the hashes of both documents, so an entry can never be stale; who asks must have been given them by the hub.
const sentences = new RecentlyUsed<string, Told>(16 * 1024 * 1024)

/** What revisions changed, in one sentence each. */
export async function answerActivity(request: Request, { hub, requestId }: Visit): Promise<Response> {
  const asked = SentencesRequest.safeParse(await readJson(request))
  if (!asked.success) {
    const issue = asked.error.issues[0]
    const message = `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}`
    return refuse(400, 'bad-request', message, requestId)
  }
  const body: SentencesResponse = { told: await tellRevisions(hub, asked.data.revisions, request.signal) }
  return Response.json(body, { headers: { 'Cache-Control': 'no-store', 'X-Request-Id': requestId } })
}

/** `before` is absent for the first revision of a unit. */
type Pair = { readonly before: Revision | undefined; readonly after: Revision }

async function tellRevisions(hub: ConfigHub, asked: readonly RevisionKey[], signal: AbortSignal) {
  const known = await readRevisions(hub, asked, signal)
  const judged = asked.map(({ UnitID, RevisionNum }): Told | Pair => {
    const after = known.get(keyOf(UnitID, RevisionNum))
    const before = known.get(keyOf(UnitID, RevisionNum - 1))
    if (after === undefined) return { unknown: 'gone' }
    if (before === undefined && RevisionNum > 1) return { unknown: 'no-before' }
    if (isTooLarge(after) || isTooLarge(before)) return { unknown: 'too-large' }
    return { before, after }
  })
  const pairs = judged.flatMap((each) => ('after' in each ? [each] : []))
  const told = await tellPairs(hub, pairs, signal)
  return judged.map(
    (each): Told => ('after' in each ? (told.get(pairKey(each)) ?? { unknown: 'gone' }) : each),
  )
}

/** The revisions and the ones before them, without documents. */
async function readRevisions(hub: ConfigHub, asked: readonly RevisionKey[], signal: AbortSignal) {
  const wheres = askedTogether(asked).flatMap(({ unitIds, numbers }) =>
    whereIn('UnitID', unitIds, `RevisionNum IN (${numbers.join(', ')})`),
  )
  const lists = await mapParallel(wheres, (where) =>
    hub.allRevisions({ where, select: 'UnitID,RevisionNum,DataHash,DataSize' }, signal),
  )
  return new Map(
    lists.flat().map(({ Revision }) => [keyOf(Revision.UnitID, Revision.RevisionNum), Revision] as const),
  )
}

type Together = { readonly unitIds: string[]; readonly numbers: number[] }

/** One condition asks for every number of every unit: those of like numbers go together, and few enough rows. */
function askedTogether(asked: readonly RevisionKey[]): Together[] {
  const groups: { unitIds: Set<string>; numbers: Set<number> }[] = []
  for (const { UnitID, RevisionNum } of [...asked].sort((a, b) => a.RevisionNum - b.RevisionNum)) {
    const own = [RevisionNum - 1, RevisionNum].filter((number) => number > 0)
    const last = groups.at(-1)
    const numbers = new Set([...(last?.numbers ?? []), ...own])
    if (last !== undefined && numbers.size * (last.unitIds.size + 1) <= maxRows) {
      last.unitIds.add(UnitID)
      last.numbers = numbers
    } else {
      groups.push({ unitIds: new Set([UnitID]), numbers: new Set(own) })
    }
  }
  return groups.map(({ unitIds, numbers }) => ({ unitIds: [...unitIds], numbers: [...numbers] }))
}

async function tellPairs(hub: ConfigHub, pairs: readonly Pair[], signal: AbortSignal) {
  const told = new Map<string, Told>()
  const unread = new Map<string, Pair>()
  for (const pair of pairs) {
    const known = sentences.get(pairKey(pair)) ?? withoutReading(pair)
    if (known === undefined) unread.set(pairKey(pair), pair)
    else told.set(pairKey(pair), known)
  }
  for (const portion of portionsOf([...unread.values()])) {
    const documents = await readDocuments(hub, portion, signal)
    for (const pair of portion) {
      signal.throwIfAborted()
      const answer = tellPair(pair, documents)
      told.set(pairKey(pair), answer)
      // What could not be read now may be readable the next time.
      if ('sentence' in answer) sentences.set(pairKey(pair), answer, 200 + answer.sentence.length)
      await nextTurn()
    }
  }
  return told
}

function withoutReading({ before, after }: Pair): Told | undefined {
  if (before?.DataHash === undefined || before.DataHash !== after.DataHash) return undefined
  return tellChange('', '')
}

function tellPair({ before, after }: Pair, documents: ReadonlyMap<string, string>): Told {
  const fresh = documentOf(after, documents)
  const old = before === undefined ? undefined : documentOf(before, documents)
  if (fresh === undefined) return { unknown: 'gone' }
  if (before !== undefined && old === undefined) return { unknown: 'no-before' }
  return tellChange(old, fresh)
}

/** By DataHash: a restored document is the same text again, and clones often have equal ones. */
async function readDocuments(hub: ConfigHub, pairs: readonly Pair[], signal: AbortSignal) {
  const idByHash = new Map<string, string>()
  for (const revision of pairs.flatMap(({ before, after }) => (before ? [before, after] : [after]))) {
    if (revision.DataHash !== undefined && revision.DataSize !== 0)
      idByHash.set(revision.DataHash, revision.RevisionID)
  }
  const found = await hub.revisionDataById([...idByHash.values()], signal)
  return new Map(
    found.flatMap(({ DataHash, Data }) => (DataHash === undefined ? [] : [[DataHash, Data ?? '']])),
  )
}

function documentOf(revision: Revision, documents: ReadonlyMap<string, string>): string | undefined {
  if (revision.DataSize === 0) return ''
  return revision.DataHash === undefined ? undefined : documents.get(revision.DataHash)
}

function portionsOf(pairs: readonly Pair[]): Pair[][] {
  const portions: Pair[][] = []
  let bytes = 0
  for (const pair of pairs) {
    const size = sizeOf(pair.before) + sizeOf(pair.after)
    const last = portions.at(-1)
    if (last !== undefined && bytes + size <= maxPortionBytes) {
      last.push(pair)
      bytes += size
    } else {
      portions.push([pair])
      bytes = size
    }
  }
  return portions
}

function isTooLarge(revision: Revision | undefined): boolean {
  return sizeOf(revision) > maxDocumentBytes
}

function sizeOf(revision: Revision | undefined): number {
  return revision?.DataSize ?? 0
}

function keyOf(unitId: string, revisionNum: number): string {
  return `${unitId} ${revisionNum}`
}

function pairKey({ before, after }: Pair): string {
  // Two revisions without a hash are not the same document.
  const name = (revision: Revision) => revision.DataHash ?? revision.RevisionID
  return `${before === undefined ? 'first' : name(before)} ${name(after)}`
}
