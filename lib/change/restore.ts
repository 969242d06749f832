import type { Evaluate, Evaluation, Head } from '#lib/change/evaluate.ts'
import { type MergeConflict, mergeThreeWay } from '#lib/config/merge-three.ts'
import { pathLabel } from '#lib/config/path-label.ts'
import { mapParallel, whereIn } from '#lib/confighub/chunking.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { parseRevisionReference, type RevisionReference } from '#lib/confighub/revision-reference.ts'
import type { Revision } from '#lib/confighub/schema/entities.ts'

/** What to go back to, and what the unit looked like right after the change that is taken back. */
type Target = {
  readonly target: Revision
  /** Present when later work is to be kept: the revision that the way back starts from. */
  readonly base?: Revision
}

/**
 * Goes back to a revision. `Before:Tag:<id>` takes one change back: byte for byte where the unit is still as the
 * change left it, merged three-way where it moved on since. A number means that revision, exactly.
 */
export function restore(hub: ConfigHub, to: string): Evaluate {
  const reference = parseRevisionReference(to)
  return async (heads, signal) => {
    if (reference === undefined) {
      return heads.map(() => ({ status: 'failed', reason: `"${to}" does not name a revision.` }))
    }
    const targets = await findTargets(hub, reference, heads, signal)
    const texts = await readTexts(hub, heads, targets, signal)
    return heads.map((head) => evaluate(head, targets.get(head.unit.UnitID), texts, reference))
  }
}

/** What a change to take back is called in a patch; `undefined` for a patch that takes none back. */
export function undoneTagId(to: string): string | undefined {
  const reference = parseRevisionReference(to)
  return reference?.kind === 'tag' && reference.before ? reference.tagId : undefined
}

async function findTargets(
  hub: ConfigHub,
  reference: RevisionReference,
  heads: readonly Head[],
  signal: AbortSignal | undefined,
): Promise<Map<string, Target>> {
  const ids = heads.map(({ unit }) => unit.UnitID)
  if (reference.kind === 'number') {
    const found = await revisionsOf(hub, ids, `RevisionNum = ${reference.revisionNum}`, signal)
    return new Map(found.map((target) => [target.UnitID, { target }]))
  }
  const tagged = newestByUnit(await revisionsOf(hub, ids, `Tags ? '${reference.tagId}'`, signal))
  if (!reference.before) return new Map([...tagged].map(([id, target]) => [id, { target }]))
  // One question for all units whose change has the same number.
  const byNumber = Map.groupBy(tagged.values(), (base) => base.RevisionNum - 1)
  const before = await mapParallel([...byNumber], ([number, bases]) =>
    revisionsOf(
      hub,
      bases.map((base) => base.UnitID),
      `RevisionNum = ${number}`,
      signal,
    ),
  )
  const targets = new Map<string, Target>()
  for (const target of before.flat()) {
    const base = tagged.get(target.UnitID)
    if (base !== undefined) targets.set(target.UnitID, { target, base })
  }
  return targets
}

async function revisionsOf(
  hub: ConfigHub,
  unitIds: readonly string[],
  and: string,
  signal: AbortSignal | undefined,
): Promise<Revision[]> {
  const select = 'RevisionNum,UnitID,SpaceID,DataHash'
  const pages = await mapParallel(whereIn('UnitID', unitIds, and), (where) =>
    hub.allRevisions({ where, select }, signal),
  )
  return pages.flat().map(({ Revision }) => Revision)
}

function newestByUnit(revisions: readonly Revision[]): Map<string, Revision> {
  const newest = new Map<string, Revision>()
  for (const revision of revisions) {
    const known = newest.get(revision.UnitID)
    if (known === undefined || known.RevisionNum < revision.RevisionNum) newest.set(revision.UnitID, revision)
  }
  return newest
}

/** Documents by RevisionID; only those that are needed. */
async function readTexts(
  hub: ConfigHub,
  heads: readonly Head[],
  targets: ReadonlyMap<string, Target>,
  signal: AbortSignal | undefined,
): Promise<Map<string, string>> {
  const needed = heads.flatMap(({ unit }) => {
    const found = targets.get(unit.UnitID)
    if (found === undefined) return []
    const { target, base } = found
    const moved = base !== undefined && base.DataHash !== unit.DataHash
    return moved ? [target.RevisionID, base.RevisionID] : [target.RevisionID]
  })
  const found = await hub.revisionDataById(needed, signal)
  return new Map(found.map((revision) => [revision.RevisionID, revision.Data ?? '']))
}

function evaluate(
  { unit, text }: Head,
  found: Target | undefined,
  texts: ReadonlyMap<string, string>,
  reference: RevisionReference,
): Evaluation {
  if (found === undefined) return { status: 'no-match', reason: missing(reference) }
  const { target, base } = found
  const wanted = texts.get(target.RevisionID)
  if (wanted === undefined)
    return { status: 'failed', reason: `Revision ${target.RevisionNum} cannot be read.` }
  if (base === undefined || base.DataHash === unit.DataHash)
    return { status: 'change', text: wanted, merged: false }
  const from = texts.get(base.RevisionID)
  if (from === undefined) return { status: 'failed', reason: `Revision ${base.RevisionNum} cannot be read.` }
  const merged = mergeThreeWay(from, text, wanted)
  if (!merged.ok) return { status: 'failed', reason: merged.error.message }
  const { conflicts } = merged.value
  if (conflicts.length > 0) return { status: 'failed', reason: conflictReason(conflicts) }
  return { status: 'change', text: merged.value.text, merged: true }
}

function conflictReason(conflicts: readonly MergeConflict[]): string {
  const places = conflicts.map(({ path, resourceType }) => (path === '' ? resourceType : pathLabel(path)))
  const shown = [...new Set(places)].slice(0, 3).join(', ')
  return `Changed again since, at the same place: ${shown}. Decide there by hand.`
}

function missing(reference: RevisionReference): string {
  return reference.kind === 'number'
    ? `This unit has no revision ${reference.revisionNum}.`
    : 'This change wrote nothing to this unit.'
}
