import { lastEvent, nothingToWrite, stateAtEnd } from '#lib/change/commit/commit-end.ts'
import { dueWaves } from '#lib/change/commit/due-waves.ts'
import { Pace } from '#lib/change/commit/pace.ts'
import { writeWaves } from '#lib/change/commit/write-waves.ts'
import {
  documentWrites,
  metadataWrites,
  refusedOutcome,
  type Write,
  type Writes,
} from '#lib/change/commit/writes.ts'
import type { CommitPlan } from '#lib/change/consent/admit.ts'
import type { PlannedUnit } from '#lib/change/consent/chosen-units.ts'
import { revisionText } from '#lib/change/consent/revision-text.ts'
import { isOfMetadata } from '#lib/change/metadata/values.ts'
import { type CommitEvent, commitRefusals, type Outcome } from '#lib/change/model.ts'
import { type Compute, computeHere } from '#lib/change/preview/compute.ts'
import { inBatches } from '#lib/change/preview/documents.ts'
import { evaluator } from '#lib/change/preview/evaluate.ts'
import { type ApprovalGate, openApprovalGate } from '#lib/change/proposal/approval-gate.ts'
import { type ApprovalPolicy, noApprovals } from '#lib/change/proposal/approval-policy.ts'
import type { AppliedRules } from '#lib/change/record/kept-rules.ts'
import { beginWave, closeRecord } from '#lib/change/record/tag/close-record.ts'
import {
  type FoundRecord,
  findRecord,
  type OpenRecord,
  openRecord,
} from '#lib/change/record/tag/tag-record.ts'
import { type Drift, findDrift } from '#lib/change/selection/drift.ts'
import type { DueWave } from '#lib/change/waves/run.ts'
import { reachedBy, type WaveState } from '#lib/change/waves/state.ts'
import { mapParallel } from '#lib/confighub/chunking.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { ConfigHubError, isNoAnswer } from '#lib/confighub/error.ts'

type Commit = {
  readonly plan: CommitPlan
  readonly record: OpenRecord
  readonly writes: Writes
  readonly gate: ApprovalGate
  readonly tell: (outcome: Outcome) => void
  readonly pace: Pace
}

/** The dependencies of a commit. */
export type CommitTerms = {
  readonly secret: string
  readonly now: () => Date
  /** Runs in threads on the server; in this thread when absent. */
  readonly compute?: Compute
  /** Which units need approvals of others; none when absent. */
  readonly approvals?: ApprovalPolicy
  /** How long the checks of a written wave are waited for. */
  readonly checkMs?: number
}

const usualCheckMs = 15_000
/** As long as the hub does not ask for patience. */
const writesAtOnce = 4

/**
 * Once the hub is unreachable, units that were not sent are certainly not written; sending them would make that
 * uncertain.
 */
type Line = { isOpen: boolean }

/** Writes exactly what was previewed, under one Tag, with one outcome for every planned unit. */
export async function commitChange(
  hub: ConfigHub,
  plan: CommitPlan,
  onEvent: (event: CommitEvent) => void,
  terms: CommitTerms,
): Promise<void> {
  try {
    await commitPlan(hub, plan, onEvent, terms)
  } catch (error) {
    if (!(error instanceof ConfigHubError)) throw error
    const { message, status, requestId, code } = error
    onEvent({
      event: 'error',
      message,
      code: commitRefusals.find((refusal) => refusal === code) ?? 'hub',
      status,
      ...(requestId === undefined ? {} : { requestId }),
    })
  }
}

async function commitPlan(
  hub: ConfigHub,
  plan: CommitPlan,
  onEvent: (event: CommitEvent) => void,
  { secret, now, compute = computeHere, checkMs = usualCheckMs, approvals = noApprovals }: CommitTerms,
): Promise<void> {
  const outcomes = new Map<string, Outcome>()
  const tell = (outcome: Outcome) => {
    outcomes.set(outcome.UnitID, outcome)
    onEvent({ event: 'outcome', outcome })
  }
  const drift = await findDrift(hub, plan.contents)
  const found = await findRecord(hub, plan, secret, now())
  const { waves, settled, total, open, selected } = dueWaves(plan, found, drift)
  if (settled.length === total && (found.resumed === undefined || total === 0)) {
    // A record of nothing would only be clutter.
    for (const outcome of settled) tell(outcome)
    onEvent(nothingToWrite(settled, found))
    return
  }
  const gate = await openApprovalGate(hub, plan, {
    secret,
    now,
    policy: approvals,
    open,
    selected,
    written: writtenBefore(found),
    waves: found.waves,
  })
  const { patch, author } = plan.contents
  const writes = isOfMetadata(patch)
    ? metadataWrites(hub)
    : documentWrites(hub, evaluator(hub, patch, compute))
  const running = found.waves && runningState(waves[0]?.number ?? 1, now())
  const pace = new Pace(writesAtOnce)
  const rules = rulesOfDue(gate, waves)
  let record = await openRecord(hub, plan, found, { secret, now: now(), state: running, rules })
  const { TagID: tagId, SpaceID: spaceId } = record.tag
  onEvent({ event: 'start', tagId, spaceId, total })
  if (drift.newMatches.length > 0) onEvent({ event: 'drift', newMatches: drift.newMatches })
  for (const outcome of settled) tell(outcome)
  const end = await writeWaves({
    hub,
    waves,
    total: found.waves?.waves.length ?? 1,
    reached: reachedBy(found.state),
    checkMs,
    hasChecks: found.waves !== undefined,
    write: (units) => writeAll({ plan, record, writes, gate, tell, pace }, units, drift),
    statusOf: ({ UnitID }) => outcomes.get(UnitID)?.status,
    isWrittenElsewhere: ({ UnitID }) => found.continued.has(UnitID),
    begin: async (wave) => {
      if (found.waves === undefined) return true
      const isFirst = wave === waves[0]
      const begun = isFirst ? record : await beginWave(hub, record, runningState(wave.number, now()), secret)
      if (begun === undefined) return false
      record = begun
      onEvent({ event: 'wave', wave: wave.number, unitIds: wave.units.map(({ UnitID }) => UnitID) })
      return true
    },
  })
  const state = found.waves && stateAtEnd(end, now())
  // The outcomes are in the revisions, or else in the values that stand; what the record says of them is a convenience.
  await closeRecord(hub, record, outcomes, { secret, author }, state).catch(() => undefined)
  onEvent(
    lastEvent(
      end,
      [...outcomes.values()].map(({ status }) => status),
    ),
  )
}

/** Units of later waves are asked about again when their turn has come. */
function rulesOfDue({ rules }: ApprovalGate, waves: readonly DueWave<PlannedUnit>[]): AppliedRules {
  const due = new Set(waves.flatMap(({ units }) => units.map(({ UnitID }) => UnitID)))
  return new Map([...rules].filter(([id]) => due.has(id)))
}

function writtenBefore({ written, continued }: FoundRecord): ReadonlySet<string> {
  return new Set([...written.keys(), ...continued.keys()])
}

function runningState(wave: number, now: Date): WaveState {
  return { state: 'running', wave, at: now.toISOString() }
}

async function writeAll(commit: Commit, due: readonly PlannedUnit[], drift: Drift): Promise<void> {
  const line: Line = { isOpen: true }
  for (const batch of inBatches(due, drift.sizeOf)) await writeBatch(commit, batch, line)
}

async function writeBatch(commit: Commit, batch: readonly PlannedUnit[], line: Line): Promise<void> {
  const computed = line.isOpen ? await computeBatch(commit, batch) : 'no-answer'
  if (computed === 'no-answer') {
    line.isOpen = false
    for (const unit of batch) commit.tell(notSent(unit))
    return
  }
  const { plan, record } = commit
  const terms = {
    reason: revisionText({ reason: plan.reason, ticket: record.ticket }),
    tagId: record.tag.TagID,
    author: plan.contents.author.UserID,
    pace: commit.pace,
  }
  await mapParallel(computed, async ({ unit, write }) => {
    const outcome = line.isOpen ? await write(terms) : notSent(unit)
    if (outcome.status === 'unknown') line.isOpen = false
    commit.tell(outcome)
  })
}

/**
 * Computes a batch again from its heads. A unit whose result differs from the sealed one gets its outcome and is not
 * written.
 */
async function computeBatch(commit: Commit, batch: readonly PlannedUnit[]): Promise<Write[] | 'no-answer'> {
  try {
    const computed = await recompute(commit, batch)
    return computed.flatMap((result) => {
      if ('write' in result) return result
      commit.tell(result)
      return []
    })
  } catch (error) {
    if (!(error instanceof ConfigHubError)) throw error
    if (isNoAnswer(error)) return 'no-answer'
    for (const unit of batch) commit.tell(refusedOutcome(unit, error.message, error.requestId))
    return []
  }
}

async function recompute(
  { writes, gate }: Commit,
  all: readonly PlannedUnit[],
): Promise<(Write | Outcome)[]> {
  const closed = await gate.closedFor(all)
  const unapproved = all.flatMap((unit) => {
    const why = closed.get(unit.UnitID)
    return why === undefined ? [] : refusedOutcome(unit, why)
  })
  return [...unapproved, ...(await writes(all.filter(({ UnitID }) => !closed.has(UnitID))))]
}

function notSent(unit: PlannedUnit): Outcome {
  return refusedOutcome(
    unit,
    'Not sent: ConfigHub stopped answering. Resume this change once it answers again.',
  )
}
