import { proposalRefusal } from '#lib/change/proposal/proposal-refusal.ts'
import { readApprovals } from '#lib/change/proposal/read-approvals.ts'
import { type RecordReader, readProven } from '#lib/change/record/record.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'

/** Takes back what the signed-in person approved of a proposal; the Attestations stay on record beside it. */
export async function revokeApproval(
  hub: ConfigHub,
  tagId: string,
  reader: RecordReader,
  now: Date,
): Promise<{ revoked: number }> {
  const record = await readProven(hub, tagId, reader)
  const { all } = await readApprovals(hub, record, now)
  const mine = all.filter(
    ({ attestation, worthless }) => attestation.UserID === reader.author.UserID && worthless !== 'revoked',
  )
  if (mine.length === 0)
    throw proposalRefusal('approval-none', 'You have no approval of this proposal to revoke.')
  // One after the other: each that succeeded counts, whatever becomes of the next.
  for (const { attestation } of mine) {
    const { AttestationID, SpaceID } = attestation
    await hub.revokeAttestation(SpaceID, { RevokedAttestationID: AttestationID, Note: '' })
  }
  return { revoked: mine.length }
}
