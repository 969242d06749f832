import { documentHash } from '#lib/change/document-hash.ts'
import { inBatches, readHeads } from '#lib/change/documents.ts'
import { type Evaluation, evaluator, type Head } from '#lib/change/evaluate.ts'
import { type Frozen, freezeSelection } from '#lib/change/freeze.ts'
import type { FrozenUnit, PreviewEvent, PreviewRequest, PreviewRow } from '#lib/change/model.ts'
import { type OverrideFinder, overrideFinder } from '#lib/change/override.ts'
import { type SealAuthor, type SealedUnit, seal } from '#lib/change/seal.ts'
import { diffConfig } from '#lib/config/diff.ts'
import { shownDiff } from '#lib/config/shown-changes.ts'
import { mapParallel } from '#lib/confighub/chunking.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'

export type SealTerms = {
  readonly secret: string
  readonly author: SealAuthor
  readonly minutes: number
  readonly now: () => Date
}

/** Computes a change for every selected unit and tells the results as they come; ends with the seal. */
export async function previewChange(
  hub: ConfigHub,
  { selection, patch }: PreviewRequest,
  terms: SealTerms,
  onEvent: (event: PreviewEvent) => void,
  signal?: AbortSignal,
): Promise<void> {
  const evaluate = evaluator(hub, patch)
  const { units, missingIds } = await freezeSelection(hub, selection, signal)
  onEvent({ event: 'start', total: units.length + missingIds.length })
  for (const id of missingIds) onEvent({ event: 'row', row: missingRow(id) })

  // Going back takes back what was written here, override or not: a warning on every unit would say nothing.
  const upstreamIds =
    patch.kind === 'restore' ? [] : units.flatMap(({ upstreamUnitId }) => upstreamUnitId ?? [])
  const overrides = overrideFinder(hub, upstreamIds, signal)
  const batches = await mapParallel(inBatches(units), async (batch) => {
    const rows = await previewBatch(hub, batch, evaluate, await overrides, signal)
    for (const row of rows) onEvent({ event: 'row', row })
    return rows.map(sealedUnit)
  })

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
  onEvent({ event: 'done', ...sealed, expiresAt })
}

async function previewBatch(
  hub: ConfigHub,
  batch: readonly Frozen[],
  evaluate: ReturnType<typeof evaluator>,
  isOverride: OverrideFinder,
  signal: AbortSignal | undefined,
): Promise<PreviewRow[]> {
  const documents = await readHeads(
    hub,
    batch.map(({ unit }) => unit),
    signal,
  )
  const rows = new Map<string, PreviewRow>()
  const heads: (Head & Frozen)[] = []
  for (const [index, frozen] of batch.entries()) {
    const document = documents[index]
    if (document?.status === 'as-frozen') heads.push({ ...frozen, text: document.text })
    else rows.set(frozen.unit.UnitID, { ...frozen.unit, status: 'failed', reason: unreadReason(document) })
  }
  const evaluations = await evaluate(heads, signal)
  for (const [index, head] of heads.entries()) {
    const evaluation = evaluations[index]
    if (evaluation !== undefined) rows.set(head.unit.UnitID, await rowOf(head, evaluation, isOverride))
  }
  return batch.flatMap(({ unit }) => rows.get(unit.UnitID) ?? [])
}

async function rowOf(
  { unit, text, upstreamUnitId }: Head & Frozen,
  evaluation: Evaluation,
  isOverride: OverrideFinder,
): Promise<PreviewRow> {
  if (evaluation.status !== 'change') return { ...unit, ...evaluation }
  const resultHash = await documentHash(evaluation.text)
  if (resultHash === unit.DataHash) return { ...unit, status: 'unchanged' }
  const changes = diffConfig(text, evaluation.text)
  const override = isOverride(upstreamUnitId, changes)
  const shown = shownDiff(text, evaluation.text)
  return { ...unit, status: 'change', resultHash, changes: shown, override, merged: evaluation.merged }
}

function sealedUnit(row: PreviewRow): SealedUnit {
  const { UnitID, SpaceID, Slug, SpaceSlug, HeadRevisionNum, DataHash } = row
  const frozen: FrozenUnit = { UnitID, SpaceID, Slug, SpaceSlug, HeadRevisionNum, DataHash }
  return row.status === 'change' ? { ...frozen, resultHash: row.resultHash } : frozen
}

function unreadReason(document: Awaited<ReturnType<typeof readHeads>>[number] | undefined): string {
  if (document?.status === 'unreadable') return document.reason
  return 'Somebody changed this unit while the preview ran. Preview it again.'
}

function missingRow(id: string): PreviewRow {
  return {
    UnitID: id,
    SpaceID: '00000000-0000-0000-0000-000000000000',
    Slug: id,
    SpaceSlug: '',
    HeadRevisionNum: 0,
    DataHash: '',
    status: 'failed',
    reason: 'This unit does not exist any more, or you may not see it.',
  }
}
