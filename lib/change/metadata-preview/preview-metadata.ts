import { setImmediate as nextTurn } from 'node:timers/promises'
import { checkedRow, isChecked } from '#lib/change/classes/checked-row.ts'
import { keepChanges, maxKept } from '#lib/change/metadata/kept.ts'
import { changesShown } from '#lib/change/metadata/shown.ts'
import { targetNames } from '#lib/change/metadata/target-names.ts'
import { patchBody } from '#lib/change/metadata/values.ts'
import { readEarlier } from '#lib/change/metadata-preview/earlier-change.ts'
import { type MetadataWork, metadataRow } from '#lib/change/metadata-preview/metadata-rows.ts'
import type { MetadataChange, Patch, PreviewRequest, PreviewRow, RowCheck } from '#lib/change/model.ts'
import { type Previews, type SealTerms, sealedUnit, sealPreview } from '#lib/change/preview/preview.ts'
import type { SealedUnit } from '#lib/change/seal/seal-contents.ts'
import { beginPreview } from '#lib/change/selection/begin-preview.ts'
import type { Frozen } from '#lib/change/selection/freeze.ts'
import { dryRun } from '#lib/change/selection/refusals.ts'
import { mapParallel } from '#lib/confighub/chunking.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { ConfigHubError } from '#lib/confighub/error.ts'

type MetadataPatch = Extract<Patch, { kind: 'metadata' | 'undo-metadata' }>
type MetadataRequest = PreviewRequest & { readonly patch: MetadataPatch }

/** A row, and what is written of its unit, which was read at this Version. */
type Planned = { readonly row: PreviewRow; readonly change?: MetadataChange; readonly version: number }

/**
 * Previews a change of metadata. No document is read; what ConfigHub would refuse is found out by a dry run of the very
 * change of each unit.
 */
export const previewMetadata: Previews<MetadataRequest> = async (
  hub,
  { selection, patch },
  terms,
  onEvent,
  signal,
) => {
  const work = await workOf(hub, patch, terms, signal)
  const units = await beginPreview(hub, { selection, patch }, onEvent, signal)
  const planned = await withTargets(hub, await planAll(units, work), signal)
  mustFitRecord(planned)
  for (const { row } of planned) onEvent({ event: 'row', row })

  const { checks, unasked } = await checkWrites(hub, planned, signal)
  if (checks.length > 0) onEvent({ event: 'checked', checks })
  const checkOf = new Map(checks.map((check) => [check.UnitID, check]))
  const sealed = planned.map((each) => seal(each, checkOf.get(each.row.UnitID)))
  onEvent({ event: 'done', ...(await sealPreview({ selection, patch, units: sealed }, terms)), unasked })
}

async function workOf(
  hub: ConfigHub,
  patch: MetadataPatch,
  { secret, author }: SealTerms,
  signal: AbortSignal | undefined,
): Promise<MetadataWork> {
  if (patch.kind === 'metadata') return { kind: 'edit', edits: patch.edits }
  return { kind: 'undo', earlier: await readEarlier(hub, patch.tagId, { secret, author }, signal) }
}

/** How many units are planned before other requests get a turn. */
const shareAfter = 500

async function planAll(units: readonly Frozen[], work: MetadataWork): Promise<Planned[]> {
  const planned: Planned[] = []
  for (const frozen of units) {
    if (planned.length % shareAfter === shareAfter - 1) await nextTurn()
    planned.push(plan(frozen, work))
  }
  return planned
}

function plan({ unit, metadata }: Frozen, work: MetadataWork): Planned {
  const version = metadata?.Version
  if (metadata === undefined || version === undefined) {
    const reason =
      'ConfigHub does not say the Version of this unit, without which a change of someone else could be overwritten.'
    return { row: { ...unit, status: 'failed', reason }, version: 0 }
  }
  const { row, change } = metadataRow(metadata, work)
  return { row: { ...unit, ...row, version }, version, ...(change === undefined ? {} : { change }) }
}

/** The rows name targets, where what is written has their ids. */
async function withTargets(
  hub: ConfigHub,
  planned: readonly Planned[],
  signal: AbortSignal | undefined,
): Promise<readonly Planned[]> {
  const changes = planned.flatMap(({ change }) => change ?? [])
  const names = await targetNames(hub, changes, signal)
  if (names.size === 0) return planned
  return planned.map((each) =>
    each.change === undefined || each.row.status !== 'change'
      ? each
      : { ...each, row: { ...each.row, changes: changesShown(each.change, names) } },
  )
}

/** The record is the only trace of what was before, so what it cannot keep is not changed. */
function mustFitRecord(planned: readonly Planned[]): void {
  const changes = new Map(planned.flatMap(({ row, change }) => (change ? [[row.UnitID, change]] : [])))
  const { length } = keepChanges([...changes.keys()], changes)
  if (length <= maxKept) return
  throw new ConfigHubError({
    status: 413,
    code: 'too-large',
    operation: 'preview',
    message: `The values before and after have ${length.toLocaleString('en')} characters, and a record keeps ${maxKept.toLocaleString('en')}. Narrow the query and change the units in parts.`,
  })
}

async function checkWrites(
  hub: ConfigHub,
  planned: readonly Planned[],
  signal: AbortSignal | undefined,
): Promise<{ readonly checks: readonly RowCheck[]; readonly unasked: number }> {
  const groups = Map.groupBy(
    planned.flatMap(({ row, change }) => (change ? { id: row.UnitID, change } : [])),
    ({ change }) => JSON.stringify(change.after),
  )
  const checks: RowCheck[] = []
  let unasked = 0
  // An undo may put back another value in each unit.
  await mapParallel([...groups.values()], async (group) => {
    const ids = group.map(({ id }) => id)
    const [first] = group
    if (first === undefined) return
    const { refused, isAnswered } = await dryRun(hub, ids, signal, patchBody(first.change.after))
    if (!isAnswered) unasked += ids.length
    for (const UnitID of ids) {
      const refusal = refused.get(UnitID)
      checks.push({ UnitID, override: false, ...(refusal === undefined ? {} : { refusal }) })
    }
  })
  return { checks, unasked }
}

function seal({ row, change, version }: Planned, check: RowCheck | undefined): SealedUnit {
  const checked = check === undefined ? row : checkedRow(row, check)
  if (!isChecked(checked)) throw new Error(`unit ${row.UnitID} of a preview was not checked`)
  const sealed = sealedUnit(checked)
  return change === undefined ? sealed : { ...sealed, metadata: { ...change, version } }
}
