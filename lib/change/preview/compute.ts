import type { Patch } from '#lib/change/model.ts'
import {
  type ComputedRow,
  computeRow,
  type RowFacts,
  type RowTerms,
} from '#lib/change/preview/compute-row.ts'
import type { Derivation, Derived, Evaluation } from '#lib/change/preview/derivation.ts'
import { evaluateDocument, type ReadEvaluation } from '#lib/change/preview/evaluate-document.ts'
import { evaluateSteps } from '#lib/change/preview/evaluate-steps.ts'
import { masking } from '#lib/change/preview/masking.ts'
import { findOverrides, type UpstreamQuestion } from '#lib/change/preview/overrides.ts'
import { withoutSecretsOf } from '#lib/change/preview/quoted-secrets.ts'
import { type ReadStep, readSteps } from '#lib/change/preview/read-steps.ts'
import { documentHash } from '#lib/change/seal/document-hash.ts'
import type { DocumentError } from '#lib/config/document/result.ts'
import { formatOf } from '#lib/config/formats/toolchain.ts'
import { maskPair } from '#lib/config/mask/mask.ts'
import { unpatchable } from '#lib/config/patch/apply-format.ts'
import type { TakenCases } from '#lib/config/patch/field-cases.ts'

/** One document of a batch. */
export type Job = {
  readonly text: string
  readonly derivation: Derivation
  /** Absent for Kubernetes/YAML. */
  readonly toolchain?: string
  /** Which cases of the patch are for its unit. */
  readonly cases?: TakenCases
}

export function jobOf({ head: { text, unit }, derivation }: Derived): Job {
  const { ToolchainType: toolchain, cases } = unit
  return { text, derivation, ...(toolchain && { toolchain }), ...(cases && { cases }) }
}

type RowJob = Job & RowFacts

type RowBatch = {
  readonly patch: Patch
  readonly jobs: readonly RowJob[]
  /** Characters of changes that one row may contain. */
  readonly maxChangesLength: number
}

export type ShownDocument =
  | {
      readonly status: 'shown'
      readonly before: string
      readonly after: string
      /** Something is hidden, so the two may look equal although they differ. */
      readonly isMasked: boolean
    }
  | { readonly status: 'failed'; readonly reason: string }
  /** The result differs from the sealed one. */
  | { readonly status: 'other' }

export type UpstreamAnswer = readonly boolean[] | { readonly failure: string }

/**
 * The computation on documents, with plain data in and out. A server runs it in threads, so that it stays responsive;
 * preview and commit run the same functions.
 */
export type Compute = {
  /** Errors of a patch that can be found without a document. */
  readonly checkPatch: (patch: Patch, signal?: AbortSignal) => Promise<DocumentError | undefined>
  readonly rows: (batch: RowBatch, signal?: AbortSignal) => Promise<ComputedRow[]>
  /** For each question, and each change in it, whether it overwrites a local override; or why that is not known. */
  readonly overrides: (
    questions: readonly UpstreamQuestion[],
    signal?: AbortSignal,
  ) => Promise<UpstreamAnswer[]>
  readonly evaluations: (
    batch: { readonly patch: Patch; readonly jobs: readonly Job[] },
    signal?: AbortSignal,
  ) => Promise<Evaluation[]>
  /** One document before and after, for display; `resultHash` is the sealed one. */
  readonly document: (
    job: Job & { readonly patch: Patch; readonly resultHash?: string },
    signal?: AbortSignal,
  ) => Promise<ShownDocument>
}

/** Runs in this thread. */
export const computeHere: Compute = {
  checkPatch: async (patch) => {
    const read = readSteps(patch)
    return read.ok ? undefined : read.error
  },
  rows: async ({ patch, jobs, maxChangesLength }) => {
    const isGoingBack = patch.kind === 'restore'
    const read = readSteps(patch)
    const patchWarnings = read.ok ? read.value.flatMap((step) => step.read.warnings ?? []) : []
    const terms: RowTerms = { isGoingBack, maxChangesLength, patchWarnings }
    const rows: ComputedRow[] = []
    for (const job of jobs) rows.push(await computeRow(evaluate(job, patch), job, terms))
    return rows
  },
  overrides: async (questions) => questions.map(findOverrides),
  evaluations: async ({ patch, jobs }) =>
    jobs.map((job) => {
      const evaluation = evaluate(job, patch)
      if (evaluation.status !== 'change') return evaluation
      return { status: 'change', text: evaluation.after.text, merged: evaluation.merged }
    }),
  document: async ({ patch, resultHash, ...job }) => {
    const after = resultHash === undefined ? job.text : sealedText(job, patch, resultHash)
    if (typeof after !== 'string') return after
    const shown = maskPair(job.text, after, masking())
    const isMasked = shown.before.masked > 0 || shown.after.masked > 0
    return { status: 'shown', before: shown.before.text, after: shown.after.text, isMasked }
  },
}

function sealedText(job: Job, patch: Patch, resultHash: string): string | ShownDocument {
  const evaluation = evaluate(job, patch)
  if (evaluation.status === 'failed') return evaluation
  if (evaluation.status !== 'change') return { status: 'other' }
  const { text } = evaluation.after
  return documentHash(text) === resultHash ? text : { status: 'other' }
}

function evaluate({ text, derivation, toolchain, cases }: Job, patch: Patch): ReadEvaluation {
  const steps = readSteps(patch, cases)
  if (!steps.ok) return { status: 'failed', reason: steps.error.message }
  const evaluation = evaluateWith(steps.value, { text, derivation, ...(toolchain && { toolchain }) }, patch)
  return 'reason' in evaluation
    ? { ...evaluation, reason: withoutSecretsOf(text, evaluation.reason) }
    : evaluation
}

function evaluateWith(
  steps: readonly ReadStep[],
  { text, derivation, toolchain }: Job,
  patch: Patch,
): ReadEvaluation {
  if (patch.kind === 'sequence' && (derivation.from === 'patch' || derivation.from === 'started'))
    return evaluateSteps(text, derivation, steps, toolchain)
  const [only] = steps
  const reason = only && unpatchable(formatOf(toolchain), only.kind)
  if (reason !== undefined) return { status: 'failed', reason }
  return evaluateDocument(text, derivation, only?.read, toolchain)
}
