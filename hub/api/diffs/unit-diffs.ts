import { type Kysely, sql } from 'kysely'
import { Failure } from '#hub/access/failure.ts'
import { present } from '#hub/entities/present.ts'
import { readSources } from '#hub/sources/read-sources.ts'
import { readDocument, readDocuments } from '#hub/store/read-document.ts'
import type { Tables } from '#hub/store/tables.ts'
import type { ConfigDiff } from '#hub/units/config-diff.ts'
import type { TextsToDiff } from '#hub/units/diff-texts.ts'
import { findRevision, type RevisionRow } from '#hub/units/revision-reference.ts'
import type { UnitRow } from '#hub/units/write-request.ts'

/** What to compare, and how. */
export type Wanted = {
  /** Revision references (contract 4.4); without `from` it is the revision before `to`. */
  readonly from: string | undefined
  readonly to: string
  readonly attribution: boolean
  readonly compare: (texts: TextsToDiff) => Promise<ConfigDiff>
}

/** Before the first revision there was nothing. */
export type Pair = { readonly from: RevisionRow | undefined; readonly to: RevisionRow }

/** `UnitDiff` (contract 4.5) */
export async function unitDiff(
  db: Kysely<Tables>,
  unit: UnitRow,
  { from, to }: Pair,
  wanted: Wanted,
  read: (DataHash: string) => Promise<string>,
) {
  const before = from === undefined ? '' : await read(from.DataHash)
  const sources = wanted.attribution ? await readSources(db, to) : undefined
  return {
    ...present({
      UnitID: unit.UnitID,
      SpaceID: unit.SpaceID,
      FromRevisionNum: from?.RevisionNum,
      ToRevisionNum: to.RevisionNum,
    }),
    Diff: await wanted.compare({
      before,
      after: await read(to.DataHash),
      sources,
      toolchain: unit.ToolchainType,
    }),
  }
}

/** The two revisions of each Unit. A Unit without an entry is resolved on its own, which reports what is wrong. */
export async function pairsOf(
  db: Kysely<Tables>,
  units: readonly UnitRow[],
  wanted: Wanted,
): Promise<ReadonlyMap<string, Pair>> {
  const asked = units.flatMap((unit) => {
    const to = numberOf(unit, wanted.to)
    const from = wanted.from === undefined ? to && to - 1 : numberOf(unit, wanted.from)
    return to === undefined || from === undefined ? [] : [{ unit, from, to }]
  })
  const wantedRows = asked.flatMap(({ unit, from, to }) => [
    [unit.UnitID, from] as const,
    [unit.UnitID, to] as const,
  ])
  const revisions = await revisionsOf(db, wantedRows)
  const pairs = new Map<string, Pair>()
  for (const { unit, from, to } of asked) {
    const after = revisions.get(`${unit.UnitID} ${to}`)
    const before = revisions.get(`${unit.UnitID} ${from}`)
    const first = wanted.from === undefined && to === 1
    if (after !== undefined && (before !== undefined || first))
      pairs.set(unit.UnitID, { from: before, to: after })
  }
  return pairs
}

/** The same for one Unit and any reference; 404 when there is no such revision. */
export async function pairOf(db: Kysely<Tables>, unit: UnitRow, wanted: Wanted): Promise<Pair> {
  const to = await findRevision(db, unit, wanted.to)
  if (wanted.from !== undefined) return { from: await findRevision(db, unit, wanted.from), to }
  const first = to.RevisionNum === 1
  return { from: first ? undefined : await findRevision(db, unit, String(to.RevisionNum - 1)), to }
}

/** The number of a reference that can be resolved without a query. */
function numberOf(unit: UnitRow, reference: string): number | undefined {
  const [, before, name] =
    /^(Before:)?(HeadRevisionNum|LastReleasedRevisionNum|[1-9]\d{0,8})$/.exec(reference) ?? []
  if (name === undefined) return undefined
  const number = name === 'HeadRevisionNum' || name === 'LastReleasedRevisionNum' ? unit[name] : Number(name)
  return number - (before === undefined ? 0 : 1)
}

async function revisionsOf(db: Kysely<Tables>, wanted: readonly (readonly [string, number])[]) {
  if (wanted.length === 0) return new Map<string, RevisionRow>()
  const units = wanted.map(([UnitID]) => UnitID)
  const numbers = wanted.map(([, RevisionNum]) => RevisionNum)
  const { rows } = await sql<RevisionRow>`
    select "Revision".* from unnest(${units}::uuid[], ${numbers}::int[]) as wanted ("UnitID", "RevisionNum")
    join "Revision" on "Revision"."UnitID" = wanted."UnitID"
      and "Revision"."RevisionNum" = wanted."RevisionNum"`.execute(db)
  return new Map(rows.map((row) => [`${row.UnitID} ${row.RevisionNum}`, row]))
}

const readAtOnceBytes = 33_554_432

/** Reads the documents of all pairs at once, unless they are large. */
export async function readerOf(
  db: Kysely<Tables>,
  pairs: Iterable<Pair>,
): Promise<(DataHash: string) => Promise<string>> {
  const sizes = new Map<string, number>()
  for (const { from, to } of pairs)
    for (const revision of [from, to])
      if (revision !== undefined) sizes.set(revision.DataHash, revision.DataSize)
  const bytes = [...sizes.values()].reduce((sum, size) => sum + size, 0)
  const texts = bytes > readAtOnceBytes ? new Map<string, string>() : await readDocuments(db, sizes.keys())
  return async (DataHash) => texts.get(DataHash) ?? (await readDocument(db, DataHash))
}

export async function unitById(db: Kysely<Tables>, id: string): Promise<UnitRow> {
  const unit = await db.selectFrom('Unit').selectAll().where('UnitID', '=', id).executeTakeFirst()
  if (unit === undefined) throw new Failure(404, `Unit ${id} was deleted meanwhile.`)
  return unit
}
