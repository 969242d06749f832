import type { ProposalNews } from '#lib/change/proposal/proposal-news.ts'
import { type MatchesAsked, readMatches } from '#lib/change/proposal/read-matches.ts'
import { readOverlaps } from '#lib/change/proposal/read-overlaps.ts'
import { type RecordReader, readProven } from '#lib/change/record/record.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'

/** What a proposal does not say of itself: what its query selects now, and who else proposes to change its units. */
export async function readNews(
  hub: ConfigHub,
  tagId: string,
  reader: RecordReader,
  signal?: AbortSignal,
): Promise<ProposalNews> {
  const record = await readProven(hub, tagId, reader, signal)
  const asked: MatchesAsked = { facts: record.claim.facts, units: record.holding.units }
  const [matches, overlaps] = await Promise.all([
    readMatches(hub, asked, signal),
    readOverlaps(hub, record, reader, signal),
  ])
  return { matches, ...overlaps }
}
