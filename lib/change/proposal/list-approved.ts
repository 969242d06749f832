import type { ApprovalPolicy } from '#lib/change/proposal/approval-policy.ts'
import { changeClaim } from '#lib/change/proposal/read-approvals.ts'
import { readProposal } from '#lib/change/proposal/read-proposal.ts'
import type { ListedChange } from '#lib/change/record/change-list.ts'
import type { RecordReader } from '#lib/change/record/record.ts'
import { mapParallel, whereIn } from '#lib/confighub/chunking.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { ConfigHubError, isAbort } from '#lib/confighub/error.ts'

/** Of so many proposals that someone approved it is read whether that is enough; each takes a few calls. */
const mostRead = 8
/** Reading the heads of more would keep the list waiting. */
const mostUnits = 1000

type Terms = { readonly reader: RecordReader; readonly policy: ApprovalPolicy; readonly now: Date }

/**
 * The same changes, with those that have every approval they need as `approved`. The Attestations of all are read at
 * once; what that does not settle, and takes too much, is said to be unknown.
 */
export async function withApproved(
  hub: ConfigHub,
  changes: readonly ListedChange[],
  terms: Terms,
  signal?: AbortSignal,
): Promise<ListedChange[]> {
  const proposals = changes.filter(({ state }) => state === 'proposed')
  if (terms.policy.rules.length === 0 || proposals.length === 0) return [...changes]
  const verdicts = await verdictsOf(hub, proposals, terms, signal).catch((error: unknown) => {
    // The list is worth showing without it.
    if (isAbort(error) || !(error instanceof ConfigHubError)) throw error
    return new Map(proposals.map(({ TagID }) => [TagID, 'unknown' as const]))
  })
  return changes.map((change) => {
    const verdict = verdicts.get(change.TagID)
    if (verdict === 'approved') return { ...change, state: 'approved' }
    return verdict === 'unknown' ? { ...change, approval: 'unknown' } : change
  })
}

type Verdict = 'approved' | 'not-yet' | 'unknown'

async function verdictsOf(
  hub: ConfigHub,
  proposals: readonly ListedChange[],
  terms: Terms,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, Verdict>> {
  const attested = await attestedAmong(hub, proposals, signal)
  const likely = proposals.filter(({ TagID }) => attested.has(TagID))
  const verdicts = await mapParallel(likely, async ({ TagID, planned }, at): Promise<[string, Verdict]> => {
    if (at >= mostRead || planned > mostUnits) return [TagID, 'unknown']
    const { needed, missing, unseen } = await readProposal(hub, TagID, terms.reader, terms, signal)
    if (missing > 0) return [TagID, 'not-yet']
    return [TagID, unseen > 0 ? 'unknown' : needed.length > 0 ? 'approved' : 'not-yet']
  })
  return new Map(verdicts)
}

/** The proposals of which someone else says that they pass. */
async function attestedAmong(
  hub: ConfigHub,
  proposals: readonly ListedChange[],
  signal: AbortSignal | undefined,
): Promise<ReadonlySet<string>> {
  const author = new Map(proposals.map(({ TagID, author }) => [TagID, author]))
  const wheres = whereIn(
    `Claims.${changeClaim}`,
    proposals.map(({ TagID }) => TagID),
    "Type = 'Approval' AND Result = 'Pass'",
  )
  const found = (await mapParallel(wheres, (where) => hub.allAttestations(where, signal))).flat()
  return new Set(
    found.flatMap(({ Claims, UserID }) => {
      const tagId = Claims?.[changeClaim]
      return tagId === undefined || UserID === author.get(tagId) ? [] : tagId
    }),
  )
}
