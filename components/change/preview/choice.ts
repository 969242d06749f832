import { type Choice, isChoosable } from '#components/change/preview/preview-counts.ts'
import { standingOf } from '#lib/change/classes/standing.ts'
import type { Patch, PreviewRow } from '#lib/change/model.ts'
import type { ChangedUnit } from '#lib/change/record/change-record.ts'

/** The decisions as they are kept. They include the patch, so `included` stays in the memory of the page. */
export type Decisions = {
  readonly excluded: readonly string[]
  /** The units with their revisions, and the patch, for which the decision was made. */
  readonly included: { readonly patch: string; readonly units: readonly string[] }
}

/** Local overrides that a change which is gone on with includes, while they are at the revision of which that was decided. */
export function agreedOn(
  units: readonly Pick<ChangedUnit, 'UnitID' | 'previewed'>[],
  rows: readonly PreviewRow[],
  patch: Patch | undefined,
): Decisions['included'] {
  const agreed = new Set(units.map(({ UnitID, previewed }) => `${UnitID}@${previewed}`))
  const overrides = rows.filter((row) => standingOf(row) === 'override').map(keyOf)
  return { patch: textOf(patch), units: overrides.filter((key) => agreed.has(key)) }
}

/**
 * The decisions that still apply to these rows. An exclusion survives edits of the patch. An inclusion despite a
 * warning was made for one patch and one revision, and is asked for again with any other.
 */
export function choiceOf(
  decisions: Decisions,
  rows: readonly PreviewRow[],
  patch: Patch | undefined,
): Choice {
  const isSamePatch = decisions.included.patch === textOf(patch)
  const included = new Set(isSamePatch ? decisions.included.units : [])
  return {
    excluded: new Set(decisions.excluded),
    included: new Set(rows.flatMap((row) => (included.has(keyOf(row)) ? row.UnitID : []))),
  }
}

/** Includes or excludes units. Rows that nobody can decide about stay as they are. */
export function choose(
  decisions: Decisions,
  rows: readonly PreviewRow[],
  isIncluded: boolean,
  patch: Patch,
): Decisions {
  const text = textOf(patch)
  const excluded = new Set(decisions.excluded)
  const included = new Set(decisions.included.patch === text ? decisions.included.units : [])
  for (const row of rows.filter(isChoosable)) {
    if (standingOf(row) === 'change') toggle(excluded, row.UnitID, !isIncluded)
    else toggle(included, keyOf(row), isIncluded)
  }
  return { excluded: [...excluded], included: { patch: text, units: [...included] } }
}

function toggle(set: Set<string>, key: string, isIn: boolean): void {
  if (isIn) set.add(key)
  else set.delete(key)
}

function keyOf({ UnitID, HeadRevisionNum }: PreviewRow): string {
  return `${UnitID}@${HeadRevisionNum}`
}

function textOf(patch: Patch | undefined): string {
  return patch === undefined ? '' : JSON.stringify(patch)
}
