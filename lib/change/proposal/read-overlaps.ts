import type { ProposalNews } from '#lib/change/proposal/proposal-news.ts'
import { isOpenProposal } from '#lib/change/proposal/proposal-state.ts'
import { changeKind, kindLabel } from '#lib/change/record/annotations.ts'
import {
  include,
  type ProvenRecord,
  type RecordReader,
  readClaims,
  shownText,
} from '#lib/change/record/record.ts'
import type { RecordFacts } from '#lib/change/record/record-facts.ts'
import { touchedPaths } from '#lib/change/record/touched-paths.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'

type Overlaps = Pick<ProposalNews, 'overlaps' | 'hasMoreProposals'>

/** Open proposals that one is compared with, newest first. */
const mostProposals = 200
const mostPaths = 5

/** Open proposals that would change some of the same units as they are now: only one of them can be written as it is. */
export async function readOverlaps(
  hub: ConfigHub,
  { claim, holding }: ProvenRecord,
  reader: RecordReader,
  signal?: AbortSignal,
): Promise<Overlaps> {
  const where = `Labels.${kindLabel} = '${changeKind}' AND Annotations.hubdeck.dev/proposed IS NOT NULL AND Annotations.hubdeck.dev/counts IS NULL`
  const page = await hub.tagPage({ where, include, order_by: 'DESC:CreatedAt', limit: mostProposals }, signal)
  const own = knownPaths(claim.facts.patch)
  const headOf = (id: string) => holding.units.get(id)?.Unit.HeadRevisionNum
  const isDue = (facts: RecordFacts, id: string) => facts.planned.get(id)?.head === headOf(id)
  const mine = claim.facts.plannedUnitIds.filter((id) => isDue(claim.facts, id))
  const compared = await readClaims(page.items, reader, ({ facts }, summary) => {
    if (summary.TagID === claim.texts.record || !isOpenProposal(summary)) return []
    const units = mine.filter((id) => facts.planned.has(id) && isDue(facts, id)).length
    if (units === 0) return []
    const { TagID, SpaceID, reason, author } = summary
    const theirs = knownPaths(facts.patch)
    const paths = own && theirs && shared(own, theirs).slice(0, mostPaths).map(shownText)
    return [{ TagID, SpaceID, reason, author, units, ...(paths && { paths }) }]
  })
  return {
    overlaps: compared.flat().sort((a, b) => rankOf(a.paths) - rankOf(b.paths) || b.units - a.units),
    hasMoreProposals: page.next !== undefined,
  }
}

/** What a function is given may be a path or a value, so which paths it writes is not known. */
function knownPaths(patch: RecordFacts['patch']): readonly string[] | undefined {
  const steps = patch?.kind === 'sequence' ? patch.steps : [patch]
  return steps.some((step) => step?.kind === 'function') ? undefined : touchedPaths(patch)
}

/** Paths of one that are in those of the other, or above or below them. */
function shared(own: readonly string[], theirs: readonly string[]): string[] {
  const isWithin = (path: string, above: string) => path === above || path.startsWith(`${above}.`)
  return own.filter((path) => theirs.some((other) => isWithin(path, other) || isWithin(other, path)))
}

/** Those that may change the same come first. */
function rankOf(paths: readonly string[] | undefined): number {
  return paths === undefined ? 1 : paths.length > 0 ? 0 : 2
}
