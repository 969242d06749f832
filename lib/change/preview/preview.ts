import type { CheckedRow } from '#lib/change/classes/checked-row.ts'
import { standingOf } from '#lib/change/classes/standing.ts'
import { editsProblem } from '#lib/change/metadata/problems.ts'
import { placeOf } from '#lib/change/metadata/values.ts'
import type { MetadataEdit, Patch, PreviewEvent, PreviewRequest } from '#lib/change/model.ts'
import { comparesUpstream } from '#lib/change/preview/check-rows.ts'
import { type Compute, computeHere } from '#lib/change/preview/compute.ts'
import { deriver } from '#lib/change/preview/derive.ts'
import { firstBatch, inBatches } from '#lib/change/preview/documents.ts'
import { type Preview, previewBatch } from '#lib/change/preview/preview-batch.ts'
import { rowComputer } from '#lib/change/preview/preview-rows.ts'
import { placedReason } from '#lib/change/preview/typed-document.ts'
import { upstreamTexts } from '#lib/change/preview/upstream-texts.ts'
import { seal } from '#lib/change/seal/seal.ts'
import type { SealAuthor, SealContents, SealedUnit, SealMark } from '#lib/change/seal/seal-contents.ts'
import { beginPreview } from '#lib/change/selection/begin-preview.ts'
import { frozenPart } from '#lib/change/selection/frozen-part.ts'
import { findRefusals, type Refusals } from '#lib/change/selection/refusals.ts'
import { mapParallel } from '#lib/confighub/chunking.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { ConfigHubError } from '#lib/confighub/error.ts'

export type SealTerms = {
  readonly secret: string
  readonly author: SealAuthor
  readonly minutes: number
  readonly now: () => Date
}

/** Previews a request and reports what it finds, as it comes. */
export type Previews<R extends PreviewRequest = PreviewRequest> = (
  hub: ConfigHub,
  request: R,
  terms: SealTerms,
  onEvent: (event: PreviewEvent) => void,
  signal?: AbortSignal,
  compute?: Compute,
) => Promise<void>

/**
 * Computes a change for every selected unit and reports the results as they come. What a decision needs besides, local
 * overrides and refusals, follows each row and holds none of them back. Ends with the seal, once all of it is known.
 */
export const previewChange: Previews = async (
  hub,
  { selection, patch },
  terms,
  onEvent,
  signal,
  compute = computeHere,
) => {
  await refuseBadPatch(patch, compute, signal)
  const units = await beginPreview(hub, { selection, patch }, onEvent, signal)

  const refusals = onceAsked(() => findRefusals(hub, units, signal))
  const preview: Preview = {
    hub,
    compute,
    derive: deriver(hub, patch),
    rows: rowComputer(patch, compute, maxChangesLength(units.length)),
    upstreams: comparesUpstream(patch) ? upstreamTexts(hub, signal) : async () => new Map(),
    refusals,
    tell: onEvent,
    signal,
  }
  const batches = await mapParallel(firstBatch(inBatches(units, ({ size }) => size)), (batch) =>
    previewBatch(preview, batch),
  )
  const checked = await Promise.all(batches.map((batch) => batch.checked))

  const sealed = await sealPreview({ selection, patch, units: checked.flat().map(sealedUnit) }, terms)
  onEvent({ event: 'done', ...sealed, unasked: (await refusals()).unasked })
}

/** What a commit does, and until when. */
export async function sealPreview(
  contents: Pick<SealContents, 'selection' | 'patch' | 'units'>,
  { author, minutes, now, secret }: SealTerms,
): Promise<{ seal: string; sealHash: string; expiresAt: string }> {
  const sealedAt = now()
  const expiresAt = new Date(sealedAt.getTime() + minutes * 60_000).toISOString()
  const sealed = await seal({ ...contents, author, sealedAt: sealedAt.toISOString(), expiresAt }, secret)
  return { ...sealed, expiresAt }
}

/** Asks when it is first needed, so that the first documents are read before. */
function onceAsked(ask: () => Promise<Refusals>): () => Promise<Refusals> {
  let asked: Promise<Refusals> | undefined
  return () => {
    asked ??= ask()
    // Awaited at the end. Until then its rejection must not count as unhandled.
    asked.catch(() => undefined)
    return asked
  }
}

/** Throws when the patch itself is too large or not valid: that is one error, not one for every unit. */
export async function refuseBadPatch(patch: Patch, compute: Compute, signal?: AbortSignal): Promise<void> {
  if (patch.kind === 'metadata') refuseBadEdits(patch.edits)
  const error = await compute.checkPatch(patch, signal)
  if (error === undefined) return
  const { isTooLarge } = error
  throw new ConfigHubError({
    status: isTooLarge ? 422 : 400,
    code: isTooLarge ? 'too-large' : 'patch-unreadable',
    operation: 'preview',
    message: placedReason(error),
  })
}

function refuseBadEdits(edits: readonly MetadataEdit[]): void {
  const problem = editsProblem(edits)
  if (problem === undefined) return
  const place = edits[problem.at]
  const message = `${place === undefined ? '' : `${placeOf(place)}: `}${problem.message}`
  throw new ConfigHubError({ status: 400, code: 'patch-unreadable', operation: 'preview', message })
}

/** Characters of changes that a row may contain: the whole answer has to stay small enough for a browser. */
function maxChangesLength(units: number): number {
  return Math.min(65_536, Math.max(4096, Math.floor(33_554_432 / Math.max(units, 1))))
}

/** Only a row of which everything is known can be sealed. */
export function sealedUnit(row: CheckedRow): SealedUnit {
  const { cases } = row
  const frozen = { ...frozenPart(row), ...(cases === undefined ? {} : { cases }) }
  if (row.status !== 'change') return frozen
  const mark = markOf(row)
  return { ...frozen, resultHash: row.resultHash, ...(mark === undefined ? {} : { mark }) }
}

function markOf(row: CheckedRow): SealMark | undefined {
  const standing = standingOf(row)
  return standing === 'consent' || standing === 'override' || standing === 'refused' ? standing : undefined
}
