import { type CheckedRow, checkedRow, isChecked } from '#lib/change/classes/checked-row.ts'
import type { PreviewEvent, PreviewRow } from '#lib/change/model.ts'
import { checkOverrides, type OverrideChecks, type Upstreams } from '#lib/change/preview/check-rows.ts'
import type { Compute } from '#lib/change/preview/compute.ts'
import type { Derive, Head } from '#lib/change/preview/derivation.ts'
import { readHeads } from '#lib/change/preview/documents.ts'
import type { ComputeRows, FirstRow } from '#lib/change/preview/preview-rows.ts'
import type { UpstreamTexts } from '#lib/change/preview/upstream-texts.ts'
import type { Frozen } from '#lib/change/selection/freeze.ts'
import type { Refusals } from '#lib/change/selection/refusals.ts'
import { budget, TooLarge } from '#lib/config/document/budget.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'

/** What the batches of one preview share. */
export type Preview = {
  readonly hub: ConfigHub
  readonly compute: Compute
  readonly derive: Derive
  readonly rows: ComputeRows
  readonly upstreams: UpstreamTexts
  /** Asked of the hub when it is first called. */
  readonly refusals: () => Promise<Refusals>
  readonly tell: (event: PreviewEvent) => void
  readonly signal: AbortSignal | undefined
}

/** A text with more bytes is too large in any script; a character takes up to three bytes. */
const maxBytes = 3 * budget.characters

/**
 * Shows the rows of a batch as they are computed, and compares them with their upstreams afterwards. What the hub would
 * refuse is not waited for: `checked` has the rows in the order of the batch once that is known too.
 */
export async function previewBatch(
  preview: Preview,
  batch: readonly Frozen[],
): Promise<{ readonly checked: Promise<CheckedRow[]> }> {
  const { compute, derive, rows, tell, signal } = preview
  const shown = new Map<string, PreviewRow>()
  const show = (row: PreviewRow) => {
    shown.set(row.UnitID, row)
    tell({ event: 'row', row })
  }
  const heads = await readBatch(preview, batch, show)
  const upstreams = readUpstreams(preview, batch)
  // Both are awaited later. Until then their rejections must not count as unhandled.
  upstreams.catch(() => undefined)
  const first: FirstRow[] = []
  for await (const derived of derive(heads, signal)) {
    for await (const portion of rows(derived, signal)) {
      for (const { row } of portion) show(row)
      first.push(...portion)
    }
  }
  const refusals = preview.refusals()
  const checks = await checkOverrides(compute, first, await upstreams, signal)
  const checked = refusals.then(({ reasons }) => {
    tellChecks(tell, shown, checks, reasons)
    return inOrder(batch, shown)
  })
  checked.catch(() => undefined)
  return { checked }
}

function tellChecks(
  tell: Preview['tell'],
  shown: Map<string, PreviewRow>,
  checks: OverrideChecks,
  reasons: Refusals['reasons'],
): void {
  if (checks.length === 0) return
  const whole = checks.map((check) => {
    const refusal = reasons.get(check.UnitID)
    return refusal === undefined || 'failure' in check ? check : { ...check, refusal }
  })
  for (const check of whole) {
    const row = shown.get(check.UnitID)
    if (row !== undefined) shown.set(check.UnitID, checkedRow(row, check))
  }
  tell({ event: 'checked', checks: whole })
}

function inOrder(batch: readonly Frozen[], shown: ReadonlyMap<string, PreviewRow>): CheckedRow[] {
  return batch.flatMap(({ unit }) => {
    const row = shown.get(unit.UnitID)
    if (row === undefined) return []
    if (!isChecked(row)) throw new Error(`unit ${unit.UnitID} of a preview was not checked`)
    return row
  })
}

async function readUpstreams({ upstreams }: Preview, batch: readonly Frozen[]): Promise<Upstreams> {
  const ids = new Map(batch.map(({ unit, upstreamUnitId }) => [unit.UnitID, upstreamUnitId]))
  const texts = await upstreams(batch.flatMap(({ upstreamUnitId }) => upstreamUnitId ?? []))
  return { texts, idOf: (unitId) => ids.get(unitId) }
}

/** The documents that are still as they were frozen; each of the others gets a row that says why not. */
async function readBatch(
  { hub, signal }: Preview,
  batch: readonly Frozen[],
  show: (row: PreviewRow) => void,
): Promise<Head[]> {
  const small = batch.filter(({ size }) => size <= maxBytes)
  for (const { unit, size } of batch)
    if (size > maxBytes)
      show({ ...unit, status: 'failed', reason: new TooLarge('document', 'characters').message })
  const documents = await readHeads(
    hub,
    small.map(({ unit }) => unit),
    signal,
  )
  const heads: Head[] = []
  for (const [index, { unit }] of small.entries()) {
    const document = documents[index]
    if (document?.status === 'as-frozen') heads.push({ unit, text: document.text })
    else show({ ...unit, status: 'failed', reason: unreadReason(document) })
  }
  return heads
}

function unreadReason(document: Awaited<ReturnType<typeof readHeads>>[number] | undefined): string {
  if (document?.status === 'unreadable') return document.reason
  return 'Someone changed this unit while the preview ran. Preview it again.'
}
