import { rangesOf } from '#lib/base/place-ranges.ts'
import type { HeldRevision } from '#lib/change/evidence/read-held.ts'
import type { Approval, ApprovalStanding } from '#lib/change/evidence/statement.ts'
import { type Attested, proposalClaim, worthlessOf } from '#lib/change/proposal/read-approvals.ts'
import { packIds } from '#lib/change/record/planned-units.ts'
import { shownText } from '#lib/change/record/record.ts'
import type { Attestation } from '#lib/confighub/schema/attestations.ts'

/** What the Attestations are held against. */
type Against = Attested & {
  readonly hash: string
  readonly author: string
  /** RevisionIDs of the revisions that the change wrote: anyone can put its Tag on another one. */
  readonly sound: ReadonlySet<string>
}

type Judged = { readonly subjects: number[]; standing: ApprovalStanding }

/** Who approved what, as a file says it. */
export function judgeApprovals(held: readonly HeldRevision[], against: Against): Approval[] {
  const lastAt = held.reduce((last, { revision }) => Math.max(last, timeOf(revision.CreatedAt)), 0)
  return grouped(against, judgeEach(held, against), lastAt)
}

/**
 * Each Attestation with whether it counted when the units were written: expiry and revocation are judged at that time,
 * and it has to be of the revision that was written over.
 */
export function judgeEach(held: readonly HeldRevision[], against: Against): ReadonlyMap<string, Judged> {
  const byId = new Map(against.found.map((each) => [each.AttestationID, each]))
  const judged = new Map<string, Judged>()
  for (const [at, { revision, before }] of held.entries()) {
    if (!against.sound.has(revision.RevisionID)) continue
    for (const id of Object.keys(before?.Attestations ?? {})) {
      const attestation = byId.get(id)
      if (attestation === undefined) continue
      const standing = standingAt(attestation, revision.CreatedAt ?? '', against)
      const known = judged.get(id) ?? { subjects: [], standing }
      judged.set(id, known)
      if (standing !== 'counted') continue
      known.standing = 'counted'
      known.subjects.push(at)
    }
  }
  return judged
}

function standingAt(attestation: Attestation, writtenAt: string, against: Against): ApprovalStanding {
  if (writtenAt === '')
    return worthlessOf(attestation, { ...against, isRevoked: false, now: new Date(0) }) ?? 'undated'
  const at = new Date(writtenAt)
  const revokedAt = against.revokedAt.get(attestation.AttestationID)
  if (!(Date.parse(attestation.CreatedAt ?? '') <= at.getTime())) return 'late'
  const isRevoked = revokedAt !== undefined && !(Date.parse(revokedAt) > at.getTime())
  return worthlessOf(attestation, { ...against, isRevoked, now: at }) ?? 'counted'
}

/** A person approves once, which is one Attestation in each Space. */
function grouped(
  { found, revokedAt }: Attested,
  judged: ReadonlyMap<string, Judged>,
  lastAt: number,
): Approval[] {
  const groups = new Map<string, Approval>()
  const subjects = new Map<string, number[]>()
  const sorted = found.toSorted((a, b) => timeOf(a.CreatedAt) - timeOf(b.CreatedAt))
  for (const attestation of sorted) {
    const { AttestationID, UserID = '', Result = '', CreatedAt = '', ExpiresAt, Note = '' } = attestation
    const { standing, subjects: own } = judged.get(AttestationID) ?? {
      standing: 'other-revision' as const,
      subjects: [],
    }
    const hash = attestation.Claims?.[proposalClaim] ?? ''
    const revoked = revokedAt.get(AttestationID)
    // What was revoked while others were written counted for those before it only, so it stands alone.
    const isBetween = standing === 'counted' && revoked !== undefined && timeOf(revoked) <= lastAt
    const ended = isBetween ? revoked : revoked === undefined
    const key = JSON.stringify([UserID, Result, hash, standing, ExpiresAt, Note, ended])
    const group = groups.get(key)
    groups.set(key, {
      UserID,
      Result,
      hash: shownText(hash),
      standing,
      from: group?.from ?? CreatedAt,
      to: CreatedAt,
      ...(ExpiresAt === undefined ? {} : { expiresAt: ExpiresAt }),
      ...(revoked === undefined ? {} : { revokedAt: earliest(group?.revokedAt, revoked) }),
      ...(Note === '' ? {} : { note: shownText(Note) }),
      attestations: (group?.attestations ?? '') + packIds([AttestationID]),
      subjects: '',
    })
    subjects.set(key, [...(subjects.get(key) ?? []), ...own])
  }
  return [...groups].map(([key, group]) => ({ ...group, subjects: rangesOf(sortedOnce(subjects.get(key))) }))
}

function earliest(one: string | undefined, other: string): string {
  return one !== undefined && timeOf(one) < timeOf(other) ? one : other
}

function timeOf(text = ''): number {
  return Date.parse(text) || 0
}

function sortedOnce(places: readonly number[] = []): number[] {
  return [...new Set(places)].sort((a, b) => a - b)
}
