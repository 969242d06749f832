import { proposalHash } from '#lib/change/proposal/proposal-hash.ts'
import type { ProvenRecord } from '#lib/change/record/record.ts'
import { mapParallel, whereIn } from '#lib/confighub/chunking.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { ConfigHubError } from '#lib/confighub/error.ts'
import type { Attestation } from '#lib/confighub/schema/attestations.ts'

export const changeClaim = 'hubdeck.dev/change'
export const proposalClaim = 'hubdeck.dev/proposal'

/** Why an Attestation of a proposal is no approval of it. */
type Worthless = 'revoked' | 'expired' | 'failed' | 'own' | 'program' | 'other-proposal'

type ReadAttestation = {
  readonly attestation: Attestation
  /** Absent when it counts, for the units whose heads it is about. */
  readonly worthless?: Worthless
}

/** What ConfigHub holds about a proposal, whether it counts or not. */
export type Attested = {
  readonly found: readonly Attestation[]
  /** When each was revoked, by AttestationID. */
  readonly revokedAt: ReadonlyMap<string, string>
  /** UserIDs of service accounts. */
  readonly programs: ReadonlySet<string>
}

export type Approvals = {
  readonly all: readonly ReadAttestation[]
  /** The people who approved the proposed head of a unit, while it is its head. */
  readonly approversOf: (unitId: string) => ReadonlySet<string>
}

/** Reads who approved what, as ConfigHub tells it now. */
export async function readApprovals(
  hub: ConfigHub,
  record: Pick<ProvenRecord, 'claim'>,
  now: Date,
  signal?: AbortSignal,
  /** Of which units it is asked; all of the proposal when absent. */
  unitIds: readonly string[] = [...record.claim.facts.planned.keys()],
): Promise<Approvals> {
  const { texts, facts } = record.claim
  const { found, revokedAt, programs } = await readAttested(hub, record, signal)
  if (found.length === 0) return { all: [], approversOf: () => new Set() }
  const heads = await hub.newestRevisions(unitIds, { select: 'RevisionNum,UnitID,Attestations' }, signal)
  const against = { programs, hash: proposalHash(texts), author: facts.author, now }
  const all = found.map((attestation): ReadAttestation => {
    const isRevoked = revokedAt.has(attestation.AttestationID)
    const worthless = worthlessOf(attestation, { ...against, isRevoked })
    return worthless === undefined ? { attestation } : { attestation, worthless }
  })
  const approver = new Map(
    all.flatMap(({ attestation: { AttestationID, UserID }, worthless }) =>
      worthless === undefined && UserID !== undefined ? [[AttestationID, UserID] as const] : [],
    ),
  )
  const approvers = new Map<string, ReadonlySet<string>>()
  for (const { Revision } of heads) {
    if (facts.planned.get(Revision.UnitID)?.head !== Revision.RevisionNum) continue
    const ids = Object.keys(Revision.Attestations ?? {})
    approvers.set(Revision.UnitID, new Set(ids.flatMap((id) => approver.get(id) ?? [])))
  }
  return { all, approversOf: (unitId) => approvers.get(unitId) ?? new Set() }
}

/** Reads the Attestations of a proposal, and what was said of them later. */
export async function readAttested(
  hub: ConfigHub,
  { claim }: Pick<ProvenRecord, 'claim'>,
  signal?: AbortSignal,
): Promise<Attested> {
  const found = await hub.allAttestations(
    `Type = 'Approval' AND Claims.${changeClaim} = '${claim.texts.record}'`,
    signal,
  )
  if (found.length === 0) return { found, revokedAt: new Map(), programs: new Set() }
  const [revokedAt, programs] = await Promise.all([revokedOf(hub, found, signal), programsOf(hub, signal)])
  return { found, revokedAt, programs }
}

/** A hub without service accounts has no programs that it knows of. */
export async function programsOf(hub: ConfigHub, signal?: AbortSignal): Promise<ReadonlySet<string>> {
  try {
    return await hub.serviceAccountUserIds(signal)
  } catch (error) {
    if (error instanceof ConfigHubError && error.code === 'not-offered') return new Set()
    throw error
  }
}

async function revokedOf(
  hub: ConfigHub,
  found: readonly Attestation[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, string>> {
  const ids = found.map(({ AttestationID }) => AttestationID)
  const pages = await mapParallel(whereIn('RevokedAttestationID', ids), (where) =>
    hub.allAttestations(where, signal),
  )
  return new Map(
    pages
      .flat()
      .flatMap(({ RevokedAttestationID: id, CreatedAt = '' }) => (id === undefined ? [] : [[id, CreatedAt]])),
  )
}

/** Why it is no approval at a time; undefined when it is one. */
export function worthlessOf(
  { UserID, Result, ExpiresAt, Claims }: Attestation,
  against: {
    readonly isRevoked: boolean
    readonly programs: ReadonlySet<string>
    readonly hash: string
    readonly author: string
    readonly now: Date
  },
): Worthless | undefined {
  if (against.isRevoked) return 'revoked'
  // A time that cannot be read is no promise that it is still good.
  if (ExpiresAt !== undefined && !(Date.parse(ExpiresAt) > against.now.getTime())) return 'expired'
  if (Result !== 'Pass') return 'failed'
  if (UserID === undefined || UserID === against.author) return 'own'
  if (against.programs.has(UserID)) return 'program'
  return Claims?.[proposalClaim] === against.hash ? undefined : 'other-proposal'
}
