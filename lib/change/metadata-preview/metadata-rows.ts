import { unreachable } from '#lib/base/unreachable.ts'
import { looksSecret } from '#lib/change/metadata/problems.ts'
import { changeHash, changesShown, concernsOf } from '#lib/change/metadata/shown.ts'
import { changeBack, changeOf } from '#lib/change/metadata/values.ts'
import type { MetadataChange, Patch, RowResult } from '#lib/change/model.ts'
import type { Unit } from '#lib/confighub/schema/entities.ts'

/** The row of a unit, and what is written of it. */
export type MetadataRow = { readonly row: RowResult; readonly change?: MetadataChange }

type Edits = Extract<Patch, { kind: 'metadata' }>['edits']

/** What a patch makes of the metadata of a unit. */
export type MetadataWork =
  | { readonly kind: 'edit'; readonly edits: Edits }
  /** By UnitID, what is taken back. */
  | { readonly kind: 'undo'; readonly earlier: ReadonlyMap<string, MetadataChange> }

export function metadataRow(unit: Unit, work: MetadataWork): MetadataRow {
  switch (work.kind) {
    case 'edit':
      return rowOf(changeOf(unit, work.edits))
    case 'undo': {
      const earlier = work.earlier.get(unit.UnitID)
      if (earlier === undefined)
        return { row: { status: 'no-match', reason: 'This change wrote nothing to this unit.' } }
      const back = changeBack(unit, earlier)
      return back !== undefined && 'moved' in back ? { row: movedSince(back.moved) } : rowOf(back)
    }
    default:
      return unreachable(work)
  }
}

function rowOf(change: MetadataChange | undefined): MetadataRow {
  if (change === undefined) return { row: { status: 'unchanged' } }
  const secret = Object.entries(change.before).find(
    ([place, value]) => typeof value === 'string' && looksSecret(place, value),
  )
  if (secret !== undefined) {
    const reason = `${secret[0]} holds what looks like a secret. The record would have to keep it so that it can be put back, and records hold none.`
    return { row: { status: 'failed', reason } }
  }
  const shown = { changes: changesShown(change), concerns: concernsOf(change) }
  return { change, row: { status: 'change', resultHash: changeHash(change), merged: false, ...shown } }
}

function movedSince(place: string): RowResult {
  return {
    status: 'failed',
    reason: `${place} is not what this change made it: someone changed it since. The unit is left as it is.`,
  }
}
