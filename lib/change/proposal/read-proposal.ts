import { visibleText } from '#lib/base/visible-text.ts'
import { type ApprovalPolicy, type Needed, neededApprovals } from '#lib/change/proposal/approval-policy.ts'
import { proposalHash } from '#lib/change/proposal/proposal-hash.ts'
import type { ProposalView } from '#lib/change/proposal/proposal-view.ts'
import { type Approvals, readApprovals } from '#lib/change/proposal/read-approvals.ts'
import { isAsPlanned } from '#lib/change/record/metadata-states.ts'
import { type RecordReader, readProven } from '#lib/change/record/record.ts'
import { writtenUnder } from '#lib/change/record/written-before.ts'
import { maskText } from '#lib/config/mask/mask.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'

/** Which approvals a proposal needs and has, for its page. */
export async function readProposal(
  hub: ConfigHub,
  tagId: string,
  reader: RecordReader,
  { policy, now }: { readonly policy: ApprovalPolicy; readonly now: Date },
  signal?: AbortSignal,
): Promise<ProposalView> {
  const record = await readProven(hub, tagId, reader, signal)
  const { texts, facts } = record.claim
  const written = writtenUnder(record)
  const { units } = record.holding
  const left = [...facts.planned.values()].filter(({ UnitID }) => !written.has(UnitID))
  const open = left.filter(({ UnitID, head }) =>
    isAsPlanned(units.get(UnitID)?.Unit, head, facts.metadata.get(UnitID)),
  )
  const ids = open.map(({ UnitID }) => UnitID)
  const [approvals, needed] = await Promise.all([
    readApprovals(hub, record, now, signal),
    neededApprovals(hub, policy, ids, signal),
  ])
  const me = reader.author.UserID
  const lacking = ids.filter((id) => approvals.approversOf(id).size < (needed.get(id)?.count ?? 0))
  const isGiven = ids.length > 0 && ids.every((id) => approvals.approversOf(id).has(me))
  return {
    proposalHash: proposalHash(texts),
    needed: matchedRules(needed),
    open: ids.length,
    missing: lacking.length,
    unseen: left.filter(({ UnitID }) => !units.has(UnitID)).length,
    approvals: byPerson(approvals, ids),
    mine: facts.author === me ? 'own' : isGiven ? 'given' : 'open',
  }
}

/** The rules that units match, with how many do. */
function matchedRules(needed: Needed): ProposalView['needed'] {
  const units = new Map<string, { condition: string; count: number; units: number }>()
  for (const { condition, count } of needed.values()) {
    const found = units.get(condition) ?? { condition, count, units: 0 }
    units.set(condition, { ...found, units: found.units + 1 })
  }
  return [...units.values()]
}

/** One Attestation is made in each Space; people gave one approval. */
function byPerson({ all, approversOf }: Approvals, ids: readonly string[]): ProposalView['approvals'] {
  const given = new Map<string, ProposalView['approvals'][number]>()
  for (const { attestation, worthless } of all) {
    const { UserID = '', CreatedAt = '', ExpiresAt, Note = '' } = attestation
    const standing = worthless ?? 'counts'
    const units = standing === 'counts' ? ids.filter((id) => approversOf(id).has(UserID)).length : 0
    given.set(JSON.stringify([UserID, standing, Note, ExpiresAt]), {
      UserID,
      at: CreatedAt,
      ...(ExpiresAt === undefined ? {} : { expiresAt: ExpiresAt }),
      note: visibleText(maskText(Note)),
      standing,
      units,
    })
  }
  return [...given.values()].sort((a, b) => (a.at < b.at ? 1 : -1))
}
