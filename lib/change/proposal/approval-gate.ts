import { count } from '#lib/base/plural.ts'
import type { CommitPlan } from '#lib/change/consent/admit.ts'
import type { PlannedUnit } from '#lib/change/consent/chosen-units.ts'
import { mustHaveAllRows } from '#lib/change/proposal/all-rows.ts'
import { type ApprovalPolicy, type Needed, neededApprovals } from '#lib/change/proposal/approval-policy.ts'
import { isOwnUndo } from '#lib/change/proposal/exempt-undo.ts'
import { findProposal } from '#lib/change/proposal/find-proposal.ts'
import { proposalRefusal } from '#lib/change/proposal/proposal-refusal.ts'
import { readApprovals } from '#lib/change/proposal/read-approvals.ts'
import { isAsProposed, namesOf } from '#lib/change/record/as-proposed.ts'
import { type AppliedRule, type AppliedRules, noRule } from '#lib/change/record/kept-rules.ts'
import type { ClaimedRecord, RecordReader } from '#lib/change/record/record.ts'
import type { WavePlan } from '#lib/change/waves/plan.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'

/** Asked before anything is written, and again for each batch right before it is. */
export type ApprovalGate = {
  /** What asked for approvals of each unit, and how many there are now. */
  readonly rules: AppliedRules
  /** Why some of these units are not written, by UnitID. */
  readonly closedFor: (units: readonly PlannedUnit[]) => Promise<ReadonlyMap<string, string>>
}

export type GateTerms = {
  readonly secret: string
  readonly now: () => Date
  readonly policy: ApprovalPolicy
  /** What may be written; the others are left as they are, because someone changed them or this change wrote them. */
  readonly open: readonly PlannedUnit[]
  /** What the query of the preview still selects. */
  readonly selected: readonly PlannedUnit[]
  /** Units of which it is known that this change wrote them. */
  readonly written: ReadonlySet<string>
  /** The waves of the record that is written. */
  readonly waves: WavePlan | undefined
}

/** How many people approved a unit, of exactly what is written. */
type Given = (unit: PlannedUnit) => AppliedRule['given']
/** The same as ConfigHub tells it now. */
type ReadGiven = (units: readonly PlannedUnit[]) => Promise<Given>

const none: Given = () => 0

/** Throws, by name, when a unit needs an approval that it does not have. */
export async function openApprovalGate(
  hub: ConfigHub,
  plan: CommitPlan,
  terms: GateTerms,
): Promise<ApprovalGate> {
  const { policy, open: due } = terms
  if (policy.rules.length === 0)
    return { rules: appliedRules(due, new Map(), none), closedFor: async () => new Map() }
  // What is left as it is this time is a part of what was approved all the same.
  const needed = await neededApprovals(hub, policy, idsOf(plan.units))
  const protectedUnits = due.filter(({ UnitID }) => needed.has(UnitID))
  const read = await givenFor(hub, plan, protectedUnits, needed, terms)
  const given = protectedUnits.length === 0 ? none : await read(protectedUnits)
  mustBeApproved(protectedUnits, given, needed)
  return {
    rules: appliedRules(due, needed, given),
    closedFor: async (units) => {
      const stillNeeded = await neededApprovals(hub, policy, idsOf(units))
      const stillGiven = stillNeeded.size === 0 ? given : await read(units)
      const missing = units.filter((unit) => isUnapproved(unit, stillGiven, stillNeeded))
      return new Map(missing.map(({ UnitID }) => [UnitID, withdrawn]))
    },
  }
}

/** Throws where no approval can count for what is written. */
async function givenFor(
  hub: ConfigHub,
  plan: CommitPlan,
  protectedUnits: readonly PlannedUnit[],
  needed: Needed,
  terms: GateTerms,
): Promise<ReadGiven> {
  const { policy, secret } = terms
  const reader = { secret, author: plan.contents.author }
  if (protectedUnits.length > 0 && (await isExempt(hub, plan, protectedUnits, policy, reader))) {
    const exempt = new Set(idsOf(protectedUnits))
    // A label may put others under a rule while these are written.
    return async () => (unit) => (exempt.has(unit.UnitID) ? 'exempt' : 0)
  }
  const { base, proposal } = await findProposal(hub, changeOf(plan), reader)
  if (base === undefined || proposal === undefined) {
    if (protectedUnits.length > 0) throw noProposal(protectedUnits, needed)
    return async () => none
  }
  if (needed.size > 0) {
    mustSayTheSame(proposal, plan)
    mustHaveAllRows(base, plan, terms)
  }
  return (units) => approvalsOf(hub, proposal, terms, units)
}

/** What a record says of the units that it is about to write. */
function appliedRules(due: readonly PlannedUnit[], needed: Needed, given: Given): AppliedRules {
  return new Map(
    due.map((unit) => {
      const rule = needed.get(unit.UnitID)
      if (rule === undefined) return [unit.UnitID, noRule]
      return [unit.UnitID, { condition: rule.condition, needed: rule.count, given: given(unit) }]
    }),
  )
}

const withdrawn =
  'Not written: it needs an approval that it does not have any more. It was revoked, it expired, or the unit changed.'

async function isExempt(
  hub: ConfigHub,
  plan: CommitPlan,
  units: readonly PlannedUnit[],
  policy: ApprovalPolicy,
  reader: RecordReader,
): Promise<boolean> {
  return policy.undo === 'exempt' && (await isOwnUndo(hub, plan, units, reader))
}

/** The change that is gone on with; empty for a new one. */
function changeOf({ record }: CommitPlan): string {
  return record.kind === 'new' ? '' : record.kind === 'resume' ? record.tagId : record.continues
}

function noProposal(protectedUnits: readonly PlannedUnit[], needed: Needed) {
  const rule = needed.get(protectedUnits[0]?.UnitID ?? '')
  return proposalRefusal(
    'approval-missing',
    `${count(protectedUnits.length, 'unit')} may be written only with the approval of another person (${rule?.condition}): ${namesOf(protectedUnits)}. Nothing was written. Keep this preview as a proposal, and send its address to someone who may approve it.`,
  )
}

/** Reason, ticket and waves are part of what was approved. */
function mustSayTheSame({ claim }: ClaimedRecord, plan: CommitPlan): void {
  const { reason, ticket } = claim.facts
  if (plan.reason !== reason || (plan.ticket ?? '') !== ticket) {
    throw proposalRefusal(
      'approval-other-text',
      'The proposal was approved with another reason or ticket. Nothing was written. Give the same ones, or make another proposal.',
    )
  }
  if (plan.record.kind !== 'resume' && plan.waves !== undefined) {
    throw proposalRefusal(
      'approval-other-waves',
      'The proposal was approved with the waves it names. Nothing was written. Write it with these, or make another proposal.',
    )
  }
}

function mustBeApproved(units: readonly PlannedUnit[], given: Given, needed: Needed): void {
  const missing = units.filter((unit) => isUnapproved(unit, given, needed))
  if (missing.length === 0) return
  const rule = needed.get(missing[0]?.UnitID ?? '')
  throw proposalRefusal(
    'approval-missing',
    `${count(missing.length, 'unit')} of this proposal ${missing.length === 1 ? 'has' : 'have'} fewer than ${count(rule?.count ?? 1, 'approval')} that ${rule?.count === 1 ? 'counts' : 'count'} (${rule?.condition}): ${namesOf(missing)}. Nothing was written. An approval counts while it is neither revoked nor expired, of exactly this proposal, by someone else, and while the unit is as it was proposed.`,
  )
}

async function approvalsOf(
  hub: ConfigHub,
  proposal: ClaimedRecord,
  { secret, now }: GateTerms,
  units: readonly PlannedUnit[],
): Promise<Given> {
  const { approversOf } = await readApprovals(hub, proposal, now(), undefined, idsOf(units))
  return (unit) => (isAsProposed(proposal, unit, secret) ? approversOf(unit.UnitID).size : 0)
}

function isUnapproved(unit: PlannedUnit, given: Given, needed: Needed): boolean {
  const has = given(unit)
  return has !== 'exempt' && has < (needed.get(unit.UnitID)?.count ?? 0)
}

function idsOf(units: readonly PlannedUnit[]): string[] {
  return units.map(({ UnitID }) => UnitID)
}
