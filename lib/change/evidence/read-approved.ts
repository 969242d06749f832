import { soundOf } from '#lib/change/evidence/held-metadata.ts'
import { judgeApprovals } from '#lib/change/evidence/judge-approvals.ts'
import type { HeldRevision } from '#lib/change/evidence/read-held.ts'
import type { Predicate } from '#lib/change/evidence/statement.ts'
import { originOf } from '#lib/change/proposal/find-proposal.ts'
import { proposalHash } from '#lib/change/proposal/proposal-hash.ts'
import { readAttested } from '#lib/change/proposal/read-approvals.ts'
import type { ProvenRecord, RecordReader } from '#lib/change/record/record.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'

/** Who approved what was written, of the proposal that the change began with; nothing where it began without one. */
export async function readApproved(
  hub: ConfigHub,
  record: ProvenRecord,
  held: readonly HeldRevision[],
  reader: RecordReader,
  signal?: AbortSignal,
): Promise<Pick<Predicate, 'approvals' | 'approvalsUnknown'>> {
  const origin = await originOf(hub, record, reader, signal)
  if (origin.kind === 'none') return {}
  if (origin.kind === 'unknown') return { approvalsUnknown: origin.why }
  const { claim, tag } = origin.record
  const { author } = claim.facts
  const hash = proposalHash(claim.texts)
  const attested = await readAttested(hub, origin.record, signal)
  const given = judgeApprovals(held, { ...attested, hash, author, sound: soundOf(record) })
  return { approvals: { proposal: { TagID: tag.Tag.TagID, author, hash }, given } }
}
