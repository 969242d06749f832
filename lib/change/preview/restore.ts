import type { FrozenUnit } from '#lib/change/model.ts'
import type { Derivation, Derive, Derived, Head } from '#lib/change/preview/derivation.ts'
import { inBatches } from '#lib/change/preview/documents.ts'
import { mapParallel, whereIn } from '#lib/confighub/chunking.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { parseRevisionReference, type RevisionReference } from '#lib/confighub/revision-reference.ts'
import type { Revision } from '#lib/confighub/schema/entities.ts'

/** The revision to go back to, and the document right after the change that is undone. */
type Target = {
  readonly target: Revision
  /** Present when later work is to be kept: the base revision of the three-way merge. */
  readonly base?: Revision
}

/**
 * Goes back to a revision. `Before:Tag:<id>` undoes one change: byte for byte where the unit is still as the change
 * left it, merged three-way where it changed since. A number restores exactly that revision.
 */
export function restore(hub: ConfigHub, to: string): Derive {
  const reference = parseRevisionReference(to)
  return async function* (heads, signal) {
    if (reference === undefined) {
      yield heads.map((head) => ({ head, derivation: failed(`"${to}" does not name a revision.`) }))
      return
    }
    const targets = await findTargets(hub, reference, heads, signal)
    // The revisions may be much larger than the documents are now.
    const size = ({ unit }: Head) => bytesNeeded(unit, targets.get(unit.UnitID))
    for (const portion of inBatches(heads, size)) {
      const texts = await readTexts(hub, portion, targets, signal)
      yield portion.map((head): Derived => {
        return { head, derivation: derivation(head, targets.get(head.unit.UnitID), texts, reference) }
      })
    }
  }
}

function bytesNeeded(unit: FrozenUnit, found: Target | undefined): number {
  return revisionsNeeded(unit, found).reduce((sum, { DataSize = 0 }) => sum + DataSize, 0)
}

function revisionsNeeded({ DataHash }: FrozenUnit, found: Target | undefined): Revision[] {
  if (found === undefined) return []
  const { target, base } = found
  return base !== undefined && base.DataHash !== DataHash ? [target, base] : [target]
}

/** The Tag of the change that a patch undoes; `undefined` for a patch that undoes none. */
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
  // One request for all units whose change has the same revision number.
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
  const select = 'RevisionNum,UnitID,SpaceID,DataHash,DataSize'
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
  const needed = heads.flatMap(({ unit }) =>
    revisionsNeeded(unit, targets.get(unit.UnitID)).map(({ RevisionID }) => RevisionID),
  )
  const found = await hub.revisionDataById(needed, signal)
  return new Map(found.map((revision) => [revision.RevisionID, revision.Data ?? '']))
}

function derivation(
  { unit }: Head,
  found: Target | undefined,
  texts: ReadonlyMap<string, string>,
  reference: RevisionReference,
): Derivation {
  if (found === undefined) {
    return { from: 'nothing', evaluation: { status: 'no-match', reason: missing(reference) } }
  }
  const { target, base } = found
  const wanted = texts.get(target.RevisionID)
  if (wanted === undefined) return failed(`Revision ${target.RevisionNum} cannot be read.`)
  if (base === undefined || base.DataHash === unit.DataHash) return { from: 'text', text: wanted }
  const from = texts.get(base.RevisionID)
  if (from === undefined) return failed(`Revision ${base.RevisionNum} cannot be read.`)
  return { from: 'merge', base: from, theirs: wanted }
}

function failed(reason: string): Derivation {
  return { from: 'nothing', evaluation: { status: 'failed', reason } }
}

function missing(reference: RevisionReference): string {
  return reference.kind === 'number'
    ? `This unit has no revision ${reference.revisionNum}.`
    : 'This change wrote nothing to this unit.'
}
