import { settledBefore } from '#lib/change/commit/settled-before.ts'
import { frozenPart, movedOutcome, writeUnit } from '#lib/change/commit/write-unit.ts'
import type { CommitPlan } from '#lib/change/consent/admit.ts'
import type { PlannedUnit } from '#lib/change/consent/chosen-units.ts'
import type { CommitEvent, Outcome } from '#lib/change/model.ts'
import { type Compute, computeHere } from '#lib/change/preview/compute.ts'
import type { Evaluation } from '#lib/change/preview/derivation.ts'
import { type HeadDocument, inBatches, readHeads } from '#lib/change/preview/documents.ts'
import { type Evaluate, evaluator } from '#lib/change/preview/evaluate.ts'
import { withoutSecretsOf } from '#lib/change/preview/quoted-secrets.ts'
import { closeRecord, findRecord, type OpenRecord, openRecord } from '#lib/change/record/tag-record.ts'
import { documentHash } from '#lib/change/seal/document-hash.ts'
import { type Drift, findDrift } from '#lib/change/selection/drift.ts'
import { mapParallel } from '#lib/confighub/chunking.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { ConfigHubError, isNoAnswer } from '#lib/confighub/error.ts'

type Commit = {
  readonly hub: ConfigHub
  readonly plan: CommitPlan
  readonly record: OpenRecord
  readonly evaluate: Evaluate
  readonly tell: (outcome: Outcome) => void
}

/** The dependencies of a commit. */
export type CommitTerms = {
  readonly secret: string
  readonly now: () => Date
  /** Runs in threads on the server; in this thread when absent. */
  readonly compute?: Compute
}

/**
 * Once the hub is unreachable, units that were not sent are certainly not written; sending them would make that
 * uncertain.
 */
type Line = { isOpen: boolean }

type Write = { readonly unit: PlannedUnit; readonly text: string }

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
    const { message, status, requestId } = error
    onEvent({
      event: 'error',
      message,
      code: 'hub',
      status,
      ...(requestId === undefined ? {} : { requestId }),
    })
  }
}

async function commitPlan(
  hub: ConfigHub,
  plan: CommitPlan,
  onEvent: (event: CommitEvent) => void,
  { secret, now, compute = computeHere }: CommitTerms,
): Promise<void> {
  const statuses = new Map<string, Outcome['status']>()
  const tell = (outcome: Outcome) => {
    statuses.set(outcome.UnitID, outcome.status)
    onEvent({ event: 'outcome', outcome })
  }
  const drift = await findDrift(hub, plan.contents)
  const found = await findRecord(hub, plan, secret)
  const settled = plan.units.flatMap((unit) => settledBefore(found, unit, drift) ?? [])
  if (settled.length === plan.units.length && found.resumed === undefined) {
    // A record of nothing would only be clutter.
    for (const outcome of settled) tell(outcome)
    onEvent({ event: 'error', code: 'nothing-to-write', status: 422, message: nothingMessage(settled) })
    return
  }
  const evaluate = evaluator(hub, plan.contents.patch, compute)
  const record = await openRecord(hub, plan, found, secret, now())
  const { TagID: tagId, SpaceID: spaceId } = record.tag
  onEvent({ event: 'start', tagId, spaceId, total: plan.units.length })
  if (drift.newMatches.length > 0) onEvent({ event: 'drift', newMatches: drift.newMatches })
  for (const outcome of settled) tell(outcome)
  const due = plan.units.filter(({ UnitID }) => !statuses.has(UnitID))
  await writeAll({ hub, plan, record, evaluate, tell }, due, drift)
  // The outcomes are in the revisions; the counts in the record are only a convenience.
  await closeRecord(hub, record, statuses, secret).catch(() => undefined)
  const written = [...statuses.values()].filter(
    (status) => status === 'written' || status === 'already-written',
  ).length
  onEvent({ event: 'done', written, notWritten: plan.units.length - written })
}

function nothingMessage(settled: readonly Outcome[]): string {
  const count = (status: Outcome['status']) => settled.filter((outcome) => outcome.status === status).length
  const causes = [
    [count('already-so'), 'already as previewed: this was written before'],
    [count('moved'), 'changed by someone after the preview'],
    [count('left-query'), 'no longer matching the query'],
  ] as const
  const told = causes.flatMap(([number, cause]) => (number === 0 ? [] : `${number} ${cause}`))
  return `No unit is left to write, so nothing was written and no record was made. Of ${settled.length}: ${told.join('; ')}.`
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
  const { reason, contents } = commit.plan
  const terms = { reason, tagId: commit.record.tag.TagID, author: contents.author.UserID }
  await mapParallel(computed, async ({ unit, text }) => {
    const outcome = line.isOpen ? await writeUnit(commit.hub, unit, text, terms) : notSent(unit)
    if (outcome.status === 'unknown') line.isOpen = false
    // The hub may quote the document that it refuses.
    commit.tell(
      'reason' in outcome ? { ...outcome, reason: withoutSecretsOf(text, outcome.reason) } : outcome,
    )
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
      if ('text' in result) return result
      commit.tell(result)
      return []
    })
  } catch (error) {
    if (!(error instanceof ConfigHubError)) throw error
    if (isNoAnswer(error)) return 'no-answer'
    for (const unit of batch) commit.tell(refused(unit, error.message, error.requestId))
    return []
  }
}

async function recompute(
  { hub, evaluate }: Commit,
  batch: readonly PlannedUnit[],
): Promise<(Write | Outcome)[]> {
  const documents = await readHeads(hub, batch)
  const readable = batch.flatMap((unit, index) => {
    const document = documents[index]
    return document?.status === 'as-frozen' ? { unit, text: document.text } : []
  })
  const evaluations = await evaluate(readable)
  const results = readable.map(({ unit }, index) => sealedWrite(unit, evaluations[index]))
  const unreadable = batch.flatMap((unit, index) => unreadOutcome(unit, documents[index]) ?? [])
  return [...unreadable, ...results]
}

function unreadOutcome(unit: PlannedUnit, document: HeadDocument | undefined): Outcome | undefined {
  if (document?.status === 'as-frozen') return undefined
  if (document?.status === 'unreadable') return refused(unit, document.reason)
  return movedOutcome(frozenPart(unit), '')
}

function sealedWrite(unit: PlannedUnit, evaluation: Evaluation | undefined): Write | Outcome {
  if (evaluation?.status === 'change' && documentHash(evaluation.text) === unit.resultHash) {
    return { unit, text: evaluation.text }
  }
  const detail = evaluation !== undefined && 'reason' in evaluation ? ` ${evaluation.reason}` : ''
  return refused(unit, `Computing it again gave another result than the preview.${detail} Preview again.`)
}

function refused(unit: PlannedUnit, reason: string, requestId?: string): Outcome {
  return { ...frozenPart(unit), status: 'refused', reason, ...(requestId === undefined ? {} : { requestId }) }
}

function notSent(unit: PlannedUnit): Outcome {
  return refused(unit, 'Not sent: ConfigHub stopped answering. Resume this change once it answers again.')
}
