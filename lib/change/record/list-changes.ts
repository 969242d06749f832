import { changeKind, kindLabel } from '#lib/change/record/annotations.ts'
import type { ChangeFilter, ChangesResponse } from '#lib/change/record/change-list.ts'
import type { ChangeSummary } from '#lib/change/record/change-record.ts'
import { matcherOf, whereOfChanges } from '#lib/change/record/filter-changes.ts'
import { include, type RecordReader, readClaims, summarizeAll } from '#lib/change/record/record.ts'
import { quietMs, stateOfChange } from '#lib/change/record/state-of-change.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { followPages, pageLimit } from '#lib/confighub/paging.ts'

export type ChangesAsked = {
  readonly filter?: ChangeFilter
  /** Token of the page to read; the newest one without. */
  readonly after?: string
  /** Records to choose from, at most 1,000. */
  readonly limit?: number
}

/** One page of the changes that a filter selects, newest first, each with its state. */
export async function listChanges(
  hub: ConfigHub,
  reader: RecordReader,
  { filter = {}, after, limit = pageLimit }: ChangesAsked = {},
  now = Date.now(),
  signal?: AbortSignal,
): Promise<ChangesResponse> {
  const more = after === undefined ? {} : { continue: after }
  const where = whereOfChanges(filter)
  const page = await hub.tagPage({ where, include, order_by: 'DESC:CreatedAt', limit, ...more }, signal)
  const matchOf = matcherOf(filter)
  const found = await readClaims(page.items, reader, ({ facts }, summary) => ({
    summary,
    match: matchOf(facts),
  }))
  const matching = found.flatMap(({ match, summary }) => (match === 'yes' ? [summary] : []))
  return {
    changes: await withStates(hub, reader, matching, now, signal),
    read: found.length,
    withoutPath: found.filter(({ match }) => match === 'unknown').length,
    ...(page.next === undefined ? {} : { older: page.next }),
  }
}

async function withStates(
  hub: ConfigHub,
  reader: RecordReader,
  changes: readonly ChangeSummary[],
  now: number,
  signal: AbortSignal | undefined,
): Promise<ChangesResponse['changes']> {
  const oldest = changes.at(-1)?.CreatedAt
  if (changes.length === 0 || oldest === undefined)
    return changes.map((change) => ({ ...change, state: stateOf(change, new Map(), new Map(), 0, now) }))
  const [undoneBy, continuedBy, lastWrites] = await Promise.all([
    followersOf(hub, reader, 'undoes', oldest, signal),
    followersOf(hub, reader, 'continues', oldest, signal),
    lastWritesOf(hub, changes, now, signal),
  ])
  return changes.map((change) => ({
    ...change,
    state: stateOf(change, undoneBy, continuedBy, lastWrites.get(change.TagID) ?? 0, now),
  }))
}

type Followers = ReadonlyMap<string, readonly ChangeSummary[]>

function stateOf(
  change: ChangeSummary,
  undoneBy: Followers,
  continuedBy: Followers,
  lastWrite: number,
  now: number,
) {
  return stateOfChange({
    ...change,
    undoneBy: undoneBy.get(change.TagID) ?? [],
    continuedBy: continuedBy.get(change.TagID) ?? [],
    isProposal: isUntouchedProposal(change),
    lastSeen: Math.max(lastWrite, timeOf(change.CreatedAt)),
    now,
  })
}

/** Records that point at an earlier one, by that one: nothing is undone or continued before it was written. */
async function followersOf(
  hub: ConfigHub,
  reader: RecordReader,
  fact: 'undoes' | 'continues',
  since: string,
  signal: AbortSignal | undefined,
): Promise<Followers> {
  const where = `Labels.${kindLabel} = '${changeKind}' AND Annotations.hubdeck.dev/${fact} IS NOT NULL AND CreatedAt >= '${since}'`
  const { items } = await followPages((token) =>
    hub.tagPage(
      { where, include, limit: pageLimit, ...(token === undefined ? {} : { continue: token }) },
      signal,
    ),
  )
  return Map.groupBy(await summarizeAll(items, reader), (record) => record[fact])
}

/** A change of many units takes longer than this to write, and only its revisions show that it goes on. */
const longestMs = 3_600_000
const mostAsked = 10

async function lastWritesOf(
  hub: ConfigHub,
  changes: readonly ChangeSummary[],
  now: number,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, number>> {
  const open = changes.filter((change) => {
    const { counts, proposed, CreatedAt, waveState } = change
    // A wave may begin long after its change did.
    if (waveState?.state === 'running') return now - timeOf(waveState.at) >= quietMs
    const age = now - timeOf(CreatedAt)
    if (counts !== undefined || age < quietMs || isUntouchedProposal(change)) return false
    return proposed !== '' || age < longestMs
  })
  const times = await Promise.all(
    open.slice(0, mostAsked).map(async ({ TagID }) => {
      const where = `Tags ? '${TagID}'`
      const { items } = await hub.revisionPage(
        { where, select: 'CreatedAt', order_by: 'DESC:CreatedAt', limit: 1 },
        signal,
      )
      return [TagID, timeOf(items[0]?.Revision.CreatedAt)] as const
    }),
  )
  return new Map(times)
}

/** Whoever begins to write it adds the seal of a preview of their own. */
function isUntouchedProposal({ proposed, sealHash }: ChangeSummary): boolean {
  return proposed !== '' && !sealHash.includes(' ')
}

function timeOf(text: string | undefined): number {
  return Date.parse(text ?? '') || 0
}
