import { type ApprovalPolicy, type Needed, neededApprovals } from '#lib/change/proposal/approval-policy.ts'
import { findProposal } from '#lib/change/proposal/find-proposal.ts'
import type { NeededAnswer } from '#lib/change/proposal/proposal-view.ts'
import { readApprovals } from '#lib/change/proposal/read-approvals.ts'
import { isAsPlanned } from '#lib/change/record/metadata-states.ts'
import type { RecordReader } from '#lib/change/record/record.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'

type Asked = {
  readonly unitIds: readonly string[]
  /** The change that is gone on with. */
  readonly tagId: string | undefined
}

/** Which units lack approvals that they need, asked before anyone writes. */
export async function lackingApprovals(
  hub: ConfigHub,
  { unitIds, tagId }: Asked,
  { policy, now, ...reader }: RecordReader & { readonly policy: ApprovalPolicy; readonly now: Date },
  signal?: AbortSignal,
): Promise<Needed> {
  const needed = await neededApprovals(hub, policy, unitIds, signal)
  if (needed.size === 0 || tagId === undefined) return needed
  const { base, proposal } = await findProposal(hub, tagId.toLowerCase(), reader, signal)
  if (base === undefined || proposal === undefined) return needed
  const { approversOf } = await readApprovals(hub, proposal, now, signal, [...needed.keys()])
  const { planned, metadata } = base.claim.facts
  // Someone changed it since, so it is left as it is, whoever approved it.
  const hasMoved = (id: string) => {
    const head = planned.get(id)?.head
    return head !== undefined && !isAsPlanned(base.holding.units.get(id)?.Unit, head, metadata.get(id))
  }
  return new Map([...needed].filter(([id, { count }]) => !hasMoved(id) && approversOf(id).size < count))
}

/** The rules with the units that match them. */
export function unitsOfRules(needed: Needed): NeededAnswer['rules'] {
  const byRule = Map.groupBy(needed, ([, { condition }]) => condition)
  return [...byRule].map(([condition, entries]) => ({
    condition,
    count: entries[0]?.[1].count ?? 1,
    unitIds: entries.map(([id]) => id),
  }))
}
