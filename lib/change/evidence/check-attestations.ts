import { count } from '#lib/base/plural.ts'
import { subjectsOf } from '#lib/change/evidence/approval-subjects.ts'
import type { Check } from '#lib/change/evidence/check.ts'
import { judgeEach } from '#lib/change/evidence/judge-approvals.ts'
import type { HeldRevision } from '#lib/change/evidence/read-held.ts'
import type { Approval, Approvals, Statement } from '#lib/change/evidence/statement.ts'
import { type WrittenUnit, writtenUnits } from '#lib/change/evidence/written-units.ts'
import { proposalHash } from '#lib/change/proposal/proposal-hash.ts'
import {
  type Attested,
  changeClaim,
  proposalClaim,
  readAttested,
} from '#lib/change/proposal/read-approvals.ts'
import { unpackIds } from '#lib/change/record/planned-units.ts'
import { type ProvenRecord, shownText } from '#lib/change/record/record.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { revisionKey } from '#lib/confighub/revision-pairs.ts'
import type { Attestation } from '#lib/confighub/schema/attestations.ts'

const name = 'Attestations'

type Held = {
  readonly approvals: Approvals
  readonly units: readonly WrittenUnit[]
  readonly attested: Attested
  readonly byKey: ReadonlyMap<string, HeldRevision>
}

/** Holds each Attestation of the file against ConfigHub, and looks whether it is of the revision that was written over. */
export async function checkAttestations(
  hub: ConfigHub,
  statement: Statement,
  byKey: ReadonlyMap<string, HeldRevision>,
  readProposal: (tagId: string) => Promise<ProvenRecord | undefined>,
): Promise<Check[]> {
  const { approvals } = statement.predicate
  if (approvals === undefined) return []
  const proposal = await readProposal(approvals.proposal.TagID)
  const began = await beganAs(approvals.proposal.TagID, statement.predicate.change.TagID, readProposal)
  if (proposal === undefined || began === 'unseen')
    return [{ name, verdict: 'unknown', text: 'the record of the proposal cannot be seen with this token' }]
  const held = {
    approvals,
    units: writtenUnits(statement),
    attested: await readAttested(hub, proposal),
    byKey,
  }
  const ofProposal = differencesOf(approvals.proposal, proposal)
  const missing = approvals.given.flatMap((each) => missingOf(each, held))
  const failed = [
    ...(began === 'other' ? ['the change neither is this proposal nor continues it'] : []),
    ...ofProposal,
    ...approvals.given.flatMap((each) => otherwise(each, held)),
    ...(missing.length === 0 ? uncounted(held) : []),
  ]
  const ids = approvals.given.flatMap(({ attestations }) => unpackIds(attestations))
  return [
    {
      name,
      verdict: failed.length > 0 ? 'failed' : missing.length > 0 ? 'unknown' : 'passed',
      text: `${ids.length - missing.length} of ${count(ids.length, 'Attestation')} can be seen in ConfigHub`,
      details: [...failed, ...missing],
    },
  ]
}

/** How many records a change is followed through at most; evidence is made with fewer. */
const mostRecords = 20

/** Whether a change is a proposal, or continues it: the approvals of another one say nothing about it. */
async function beganAs(
  proposalId: string,
  changeId: string,
  read: (tagId: string) => Promise<ProvenRecord | undefined>,
): Promise<'this' | 'other' | 'unseen'> {
  let tagId = changeId
  for (let count = 0; count < mostRecords && tagId !== ''; count++) {
    if (tagId === proposalId) return 'this'
    const record = await read(tagId)
    if (record === undefined) return 'unseen'
    tagId = record.claim.facts.continues
  }
  return 'other'
}

function differencesOf({ author, hash }: Approvals['proposal'], { claim }: ProvenRecord): string[] {
  return [
    ...different('the author of the proposal', author, claim.facts.author),
    ...different('the hash of the proposal', hash, proposalHash(claim.texts)),
  ]
}

/** An Attestation is never deleted, but it may be in a Space that the reader does not see. */
function missingOf({ attestations }: Approval, { attested }: Held): string[] {
  const found = new Set(attested.found.map(({ AttestationID }) => AttestationID))
  return unpackIds(attestations)
    .filter((id) => !found.has(id))
    .map((id) => `${id}: it cannot be seen with this token`)
}

function otherwise(approval: Approval, held: Held): string[] {
  const own = new Set(unpackIds(approval.attestations))
  const found = held.attested.found.filter(({ AttestationID }) => own.has(AttestationID))
  return [
    ...found.flatMap((each) =>
      differentIn(each, approval, held).map((text) => `${each.AttestationID}: ${text}`),
    ),
  ]
}

function differentIn(now: Attestation, told: Approval, { approvals, attested }: Held): string[] {
  const revokedAt = attested.revokedAt.get(now.AttestationID)
  const made = Date.parse(now.CreatedAt ?? '')
  const isInTime = Date.parse(told.from) <= made && made <= Date.parse(told.to)
  return [
    ...different('UserID', told.UserID, now.UserID),
    ...different('Result', told.Result, now.Result),
    ...different('ExpiresAt', told.expiresAt, now.ExpiresAt),
    ...different('the change in its Claims', approvals.proposal.TagID, now.Claims?.[changeClaim]),
    ...different('the proposal in its Claims', told.hash, shownText(now.Claims?.[proposalClaim] ?? '')),
    ...(isInTime ? [] : different('CreatedAt', `${told.from} to ${told.to}`, now.CreatedAt)),
    // One that was revoked after the file was made counted all the same.
    ...(told.revokedAt !== undefined && revokedAt === undefined ? ['it is not revoked in ConfigHub'] : []),
  ]
}

/** Judges the Attestations anew: what approved a unit by the file has to have done so by ConfigHub as well. */
function uncounted({ approvals, units, attested, byKey }: Held): string[] {
  // A revision that cannot be read was told of already.
  const read = units.flatMap((unit) => {
    const held = byKey.get(revisionKey(unit.UnitID, unit.revisionNum))
    return held === undefined ? [] : [{ unit, held }]
  })
  const { hash, author } = approvals.proposal
  const revisions = read.map(({ held }) => held)
  const sound = new Set(read.flatMap(({ unit, held }) => (unit.isSound ? held.revision.RevisionID : [])))
  const judged = judgeEach(revisions, { ...attested, hash, author, sound })
  return approvals.given.flatMap((told) => {
    const ids = unpackIds(told.attestations)
    const counted = new Set(ids.flatMap((id) => judged.get(id)?.subjects ?? []).map((at) => read[at]?.unit))
    const claimed = new Set(subjectsOf(told, units.length).map((at) => units[at]))
    return read
      .filter(({ unit }) => claimed.has(unit) && !counted.has(unit))
      .map(
        ({ unit }) =>
          `${unit.unit}: by what ConfigHub holds, ${told.UserID} had not approved it when it was written`,
      )
  })
}

function different(what: string, told = '', now = ''): string[] {
  return told === now ? [] : [`${what}: the file says “${told}”, ConfigHub holds “${shownText(now)}”`]
}
