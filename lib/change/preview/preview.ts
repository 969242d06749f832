import { zeroId } from '#lib/base/uuid.ts'
import { standingOf } from '#lib/change/classes/standing.ts'
import type {
  FrozenUnit,
  Patch,
  PreviewEvent,
  PreviewRequest,
  PreviewRow,
  RowResult,
} from '#lib/change/model.ts'
import { type Compute, computeHere, jobOf, type RowJob } from '#lib/change/preview/compute.ts'
import type { Derive, Derived, Head } from '#lib/change/preview/derivation.ts'
import { deriver } from '#lib/change/preview/derive.ts'
import { inBatches, readHeads } from '#lib/change/preview/documents.ts'
import { portions } from '#lib/change/preview/evaluate.ts'
import { placedReason } from '#lib/change/preview/typed-document.ts'
import { type UpstreamTexts, upstreamTexts } from '#lib/change/preview/upstream-texts.ts'
import { seal } from '#lib/change/seal/seal.ts'
import type { SealAuthor, SealedUnit, SealMark } from '#lib/change/seal/seal-contents.ts'
import { type Frozen, freezeSelection } from '#lib/change/selection/freeze.ts'
import { findRefusals, type Refusals } from '#lib/change/selection/refusals.ts'
import { budget, TooLarge } from '#lib/config/document/budget.ts'
import { mapParallel } from '#lib/confighub/chunking.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { ConfigHubError } from '#lib/confighub/error.ts'

export type SealTerms = {
  readonly secret: string
  readonly author: SealAuthor
  readonly minutes: number
  readonly now: () => Date
}

/** A text with more bytes is too large in any script; a character takes up to three bytes. */
const maxBytes = 3 * budget.characters

type Preview = {
  readonly hub: ConfigHub
  readonly patch: Patch
  readonly compute: Compute
  readonly derive: Derive
  readonly upstreams: UpstreamTexts
  readonly refusals: Promise<Refusals>
  readonly maxChangesLength: number
  readonly tell: (row: PreviewRow) => void
  readonly signal: AbortSignal | undefined
}

/** Computes a change for every selected unit and reports the results as they come; ends with the seal. */
export async function previewChange(
  hub: ConfigHub,
  { selection, patch }: PreviewRequest,
  terms: SealTerms,
  onEvent: (event: PreviewEvent) => void,
  signal?: AbortSignal,
  compute: Compute = computeHere,
): Promise<void> {
  await refuseBadPatch(patch, compute, signal)
  const { units, missingIds } = await freezeSelection(hub, selection, signal)
  onEvent({ event: 'start', total: units.length + missingIds.length })
  const tell = (row: PreviewRow) => onEvent({ event: 'row', row })
  for (const id of missingIds) tell(missingRow(id))

  const preview: Preview = {
    hub,
    patch,
    compute,
    derive: deriver(hub, patch),
    upstreams: upstreamTexts(hub, signal),
    refusals: findRefusals(hub, units, signal),
    maxChangesLength: maxChangesLength(units.length),
    tell,
    signal,
  }
  // Awaited with each row. Until then its rejection must not count as unhandled.
  preview.refusals.catch(() => undefined)
  const batches = await mapParallel(
    inBatches(units, ({ size }) => size),
    (batch) => previewBatch(preview, batch),
  )

  const sealedAt = terms.now()
  const expiresAt = new Date(sealedAt.getTime() + terms.minutes * 60_000).toISOString()
  const sealed = await seal(
    {
      selection,
      patch,
      units: batches.flat(),
      author: terms.author,
      sealedAt: sealedAt.toISOString(),
      expiresAt,
    },
    terms.secret,
  )
  onEvent({ event: 'done', ...sealed, expiresAt, unasked: (await preview.refusals).unasked })
}

/** Throws when the patch itself is too large or not valid: that is one error, not one for every unit. */
export async function refuseBadPatch(patch: Patch, compute: Compute, signal?: AbortSignal): Promise<void> {
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

/** Characters of changes that a row may contain: the whole answer has to stay small enough for a browser. */
function maxChangesLength(units: number): number {
  return Math.min(65_536, Math.max(4096, Math.floor(33_554_432 / Math.max(units, 1))))
}

async function previewBatch(preview: Preview, batch: readonly Frozen[]): Promise<SealedUnit[]> {
  const rows = new Map<string, PreviewRow>()
  const told = (row: PreviewRow) => {
    rows.set(row.UnitID, row)
    preview.tell(row)
  }
  const heads = await readBatch(preview, batch, told)
  const upstreamIds = new Map(batch.map(({ unit, upstreamUnitId }) => [unit.UnitID, upstreamUnitId]))
  for await (const derived of preview.derive(heads, preview.signal)) {
    for (const portion of portions(derived, preview.patch)) {
      for (const row of await computePortion(preview, portion, upstreamIds)) told(row)
    }
  }
  return batch.flatMap(({ unit }) => {
    const row = rows.get(unit.UnitID)
    return row === undefined ? [] : sealedUnit(row)
  })
}

/** The documents that are still as they were frozen; each of the others gets a row that says why not. */
async function readBatch(
  { hub, signal }: Preview,
  batch: readonly Frozen[],
  tell: (row: PreviewRow) => void,
): Promise<Head[]> {
  const small = batch.filter(({ size }) => size <= maxBytes)
  for (const { unit, size } of batch)
    if (size > maxBytes)
      tell({ ...unit, status: 'failed', reason: new TooLarge('document', 'characters').message })
  const documents = await readHeads(
    hub,
    small.map(({ unit }) => unit),
    signal,
  )
  const heads: Head[] = []
  for (const [index, { unit }] of small.entries()) {
    const document = documents[index]
    if (document?.status === 'as-frozen') heads.push({ unit, text: document.text })
    else tell({ ...unit, status: 'failed', reason: unreadReason(document) })
  }
  return heads
}

async function computePortion(
  { patch, compute, upstreams, refusals, maxChangesLength, signal }: Preview,
  portion: readonly Derived[],
  upstreamIds: ReadonlyMap<string, string | undefined>,
): Promise<PreviewRow[]> {
  // Undo and restore overwrite their own earlier writes, so an override warning on every unit would mean nothing.
  const wanted =
    patch.kind === 'restore' ? [] : portion.flatMap(({ head }) => upstreamIds.get(head.unit.UnitID) ?? [])
  const texts = [...(await upstreams(wanted))]
  const indexes = new Map(texts.map(([id], index) => [id, index]))
  const jobs = portion.map(({ head, derivation }): RowJob => {
    const upstream = indexes.get(upstreamIds.get(head.unit.UnitID) ?? '')
    const job = { ...jobOf({ head, derivation }), dataHash: head.unit.DataHash }
    return upstream === undefined ? job : { ...job, upstream }
  })
  const batch = { patch, jobs, upstreams: texts.map(([, text]) => text), maxChangesLength }
  const results = await compute.rows(batch, signal)
  const { reasons } = await refusals
  return portion.flatMap(({ head }, index): PreviewRow[] => {
    const result = results[index]
    return result === undefined
      ? []
      : [{ ...head.unit, ...withRefusal(result, reasons.get(head.unit.UnitID)) }]
  })
}

function withRefusal(result: RowResult, refusal: string | undefined): RowResult & { refusal?: string } {
  return result.status === 'change' && refusal !== undefined ? { ...result, refusal } : result
}

function sealedUnit(row: PreviewRow): SealedUnit {
  const { UnitID, SpaceID, Slug, SpaceSlug, HeadRevisionNum, DataHash, ToolchainType } = row
  const frozen: FrozenUnit = {
    UnitID,
    SpaceID,
    Slug,
    SpaceSlug,
    HeadRevisionNum,
    DataHash,
    ...(ToolchainType === undefined ? {} : { ToolchainType }),
  }
  if (row.status !== 'change') return frozen
  const mark = markOf(row)
  return { ...frozen, resultHash: row.resultHash, ...(mark === undefined ? {} : { mark }) }
}

function markOf(row: PreviewRow): SealMark | undefined {
  const standing = standingOf(row)
  return standing === 'consent' || standing === 'override' || standing === 'refused' ? standing : undefined
}

function unreadReason(document: Awaited<ReturnType<typeof readHeads>>[number] | undefined): string {
  if (document?.status === 'unreadable') return document.reason
  return 'Someone changed this unit while the preview ran. Preview it again.'
}

function missingRow(id: string): PreviewRow {
  return {
    UnitID: id,
    SpaceID: zeroId,
    Slug: id,
    SpaceSlug: '',
    HeadRevisionNum: 0,
    DataHash: '',
    status: 'failed',
    reason: 'This unit no longer exists, or you may not see it.',
  }
}
