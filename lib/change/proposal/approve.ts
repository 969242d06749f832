import { count } from '#lib/base/plural.ts'
import { reasonProblem } from '#lib/change/consent/reason.ts'
import type { Patch } from '#lib/change/model.ts'
import { proposalHash } from '#lib/change/proposal/proposal-hash.ts'
import { proposalRefusal } from '#lib/change/proposal/proposal-refusal.ts'
import type { ApprovalRequest, Approved } from '#lib/change/proposal/proposal-view.ts'
import { changeClaim, programsOf, proposalClaim, readApprovals } from '#lib/change/proposal/read-approvals.ts'
import { isAsPlanned } from '#lib/change/record/metadata-states.ts'
import type { PlannedEntry } from '#lib/change/record/planned-units.ts'
import { isTrusted } from '#lib/change/record/proof-schema.ts'
import { type ProvenRecord, type RecordReader, readProven } from '#lib/change/record/record.ts'
import { writtenUnder } from '#lib/change/record/written-before.ts'
import { freezeSelection } from '#lib/change/selection/freeze.ts'
import { findRefusals } from '#lib/change/selection/refusals.ts'
import { maskText } from '#lib/config/mask/mask.ts'
import { whereIn } from '#lib/confighub/chunking.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import type { AttestResult } from '#lib/confighub/schema/attestations.ts'

/** Attests the proposed heads with the token of the approver, who must be another person with the right to edit them. */
export async function approveProposal(
  hub: ConfigHub,
  tagId: string,
  request: ApprovalRequest,
  reader: RecordReader,
  now: Date,
): Promise<Approved> {
  const me = reader.author.UserID
  const note = noteOf(request.note)
  mustExpireLater(request.expiresAt, now)
  const record = await readProven(hub, tagId, reader)
  await mustBeForMe(hub, record, request.proposalHash, me)
  const due = dueOf(record)
  mustBeUnmoved(record, due)
  const { all, approversOf } = await readApprovals(hub, record, now)
  const left = due.filter(({ UnitID }) => !approversOf(UnitID).has(me))
  if (left.length === 0) throw twice(all.length)
  await mustMayEdit(hub, left)
  return attestAll(hub, record, left, {
    Type: 'Approval',
    Result: 'Pass',
    Note: note,
    ...(request.expiresAt === undefined ? {} : { ExpiresAt: request.expiresAt }),
    Claims: { [changeClaim]: record.claim.texts.record, [proposalClaim]: request.proposalHash },
  })
}

/** Read by everyone who may see the units, so it holds no secret; empty is fine. */
function noteOf(text: string): string {
  const note = text.trim().toWellFormed()
  const problem = note === '' ? undefined : reasonProblem(note)
  if (problem?.code === 'reason-too-long')
    throw proposalRefusal('reason-too-long', 'The note is too long. Keep it to about 1,000 characters.', 400)
  if (problem?.code === 'text-deceptive')
    throw proposalRefusal('text-deceptive', problem.message.replace('The reason', 'The note'), 400)
  return maskText(note)
}

function mustExpireLater(expiresAt: string | undefined, now: Date): void {
  if (expiresAt === undefined || Date.parse(expiresAt) > now.getTime()) return
  throw proposalRefusal('approval-expiry', 'An approval has to expire later than now.', 400)
}

async function mustBeForMe(
  hub: ConfigHub,
  { claim, proof }: ProvenRecord,
  hash: string,
  me: string,
): Promise<void> {
  if (claim.facts.proposed === '')
    throw proposalRefusal('not-proposed', 'This change was never proposed, so there is nothing to approve.')
  if (!isTrusted(proof))
    throw proposalRefusal(
      'proposal-not-proven',
      'The record of this proposal does not match what ConfigHub holds, so it cannot be approved. Ask for a new proposal.',
    )
  if (claim.facts.author === me)
    throw proposalRefusal('approval-own', 'This is your own proposal. Another person has to approve it.', 403)
  if (proposalHash(claim.texts) !== hash)
    throw proposalRefusal(
      'approval-other-proposal',
      'This is not the proposal that you looked at. Open it again and look at what it says now.',
      409,
    )
  if ((await programsOf(hub)).has(me))
    throw proposalRefusal('approval-by-program', 'A service account cannot approve; a person has to.', 403)
}

/** The units that are not written yet. */
function dueOf(record: ProvenRecord): PlannedEntry[] {
  const written = writtenUnder(record)
  const due = [...record.claim.facts.planned.values()].filter(({ UnitID }) => !written.has(UnitID))
  if (due.length > 0) return due
  throw proposalRefusal(
    'proposal-written',
    'Every unit of this proposal is written, so there is nothing to approve.',
  )
}

function mustBeUnmoved({ claim, holding }: ProvenRecord, due: readonly PlannedEntry[]): void {
  const { metadata } = claim.facts
  const moved = due.filter(
    ({ UnitID, head }) => !isAsPlanned(holding.units.get(UnitID)?.Unit, head, metadata.get(UnitID)),
  )
  if (moved.length === 0) return
  throw proposalRefusal(
    'approval-outrun',
    `${count(moved.length, 'unit')} of this proposal changed since it was made, or you may not see ${moved.length === 1 ? 'it' : 'them'}. Ask for a new proposal of what is meant now.`,
    409,
  )
}

function twice(attestations: number) {
  return proposalRefusal(
    'approval-twice',
    `You have approved this proposal already (${count(attestations, 'Attestation')} in ConfigHub). A second approval of yours would count as one.`,
    409,
  )
}

/** What is written does not matter for who may write. */
const anyPatch: Patch = { kind: 'restore', to: 'HeadRevisionNum' }

/** Only who may write a unit may let another person write it. */
async function mustMayEdit(hub: ConfigHub, due: readonly PlannedEntry[]): Promise<void> {
  const unitIds = due.map(({ UnitID }) => UnitID)
  const { units, missingIds } = await freezeSelection(hub, { kind: 'units', unitIds }, anyPatch)
  const { reasons, unasked } = await findRefusals(hub, units)
  if (reasons.size === 0 && unasked === 0 && missingIds.length === 0) return
  const [why] = reasons.values()
  throw proposalRefusal(
    'approval-rights',
    why === undefined
      ? 'ConfigHub does not say whether you may edit these units, so your approval would prove nothing.'
      : `Only someone who may edit every unit of a proposal can approve it. Of ${count(reasons.size, 'unit')} ConfigHub says: ${why}`,
    403,
  )
}

type Statement = Omit<Parameters<ConfigHub['attest']>[0], 'WhereSpace' | 'WhereUnit'>

async function attestAll(
  hub: ConfigHub,
  { holding }: ProvenRecord,
  due: readonly PlannedEntry[],
  statement: Statement,
): Promise<Approved> {
  const spaceOf = ({ UnitID }: PlannedEntry) => holding.units.get(UnitID)?.Unit.SpaceID ?? ''
  const heads = new Map(due.map(({ UnitID, head }) => [UnitID, head]))
  const bySpace = [...due].sort((a, b) => (spaceOf(a) < spaceOf(b) ? -1 : 1))
  const spaces = new Map(bySpace.map((entry) => [entry.UnitID, spaceOf(entry)]))
  let units = 0
  const failures: { space: string; message: string }[] = []
  for (const WhereUnit of whereIn('UnitID', [...spaces.keys()])) {
    const here = [...spaces].flatMap(([id, space]) => (WhereUnit.includes(id) ? space : []))
    const [WhereSpace = ''] = whereIn('SpaceID', here)
    const result = await hub.attest({ ...statement, WhereSpace, WhereUnit })
    units += attested(result, heads)
    failures.push(...failuresOf(result))
  }
  return { units, failures }
}

/** A head that moved in this moment was attested as what it is now, which does not count. */
function attested({ Spaces = [] }: AttestResult, heads: ReadonlyMap<string, number>): number {
  const subjects = Spaces.flatMap(({ Subjects = [] }) => Subjects)
  return subjects.filter(({ UnitID, RevisionNum }) => heads.get(UnitID) === RevisionNum).length
}

function failuresOf({ Spaces = [] }: AttestResult): { space: string; message: string }[] {
  return Spaces.flatMap(({ SpaceID, SpaceSlug = SpaceID, Error: error, SkippedUnits = [] }) => {
    if (error !== undefined)
      return { space: SpaceSlug, message: error.Message ?? error.message ?? 'No reason given.' }
    return SkippedUnits.map(({ Reason = 'No reason given.' }) => ({ space: SpaceSlug, message: Reason }))
  })
}
