import { judgeApprovals } from '#lib/change/evidence/judge-approvals.ts'
import type { HeldRevision } from '#lib/change/evidence/read-held.ts'
import type { Approvals } from '#lib/change/evidence/statement.ts'
import { proposalOf } from '#lib/change/proposal/find-proposal.ts'
import { proposalHash } from '#lib/change/proposal/proposal-hash.ts'
import { readAttested } from '#lib/change/proposal/read-approvals.ts'
import type { ProvenRecord, RecordReader } from '#lib/change/record/record.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'

/** Who approved what was written, of the proposal that the change began with; undefined where it began without one. */
export async function readApproved(
  hub: ConfigHub,
  record: ProvenRecord,
  held: readonly HeldRevision[],
  reader: RecordReader,
  signal?: AbortSignal,
): Promise<Approvals | undefined> {
  const proposal = await proposalOf(hub, record, reader, signal)
  if (proposal === undefined) return undefined
  const { texts, facts } = proposal.claim
  const hash = proposalHash(texts)
  const attested = await readAttested(hub, proposal, signal)
  return {
    proposal: { TagID: proposal.tag.Tag.TagID, author: facts.author, hash },
    given: judgeApprovals(held, { ...attested, hash, author: facts.author }),
  }
}
