import { type Kysely, type Selectable, sql } from 'kysely'
import { Failure } from '#hub/access/failure.ts'
import type { RevisionTable, Tables } from '#hub/store/tables.ts'
import type { UnitRow } from '#hub/units/write-request.ts'
import { uuidSource } from '#lib/base/uuid.ts'

export type RevisionRow = Selectable<RevisionTable>

const grammar = new RegExp(
  `^(Before:)?(?:([1-9]\\d{0,8})|(HeadRevisionNum|LastReleasedRevisionNum)|(Tag|Revision|ChangeSet):(${uuidSource}))$`,
)

/** Whether a text could name a revision of some unit. */
export function isRevisionReference(text: string): boolean {
  return grammar.test(text)
}

/**
 * The revision of a unit that a reference names (contract 4.4): a number, a named revision, the newest one
 * with a Tag, an id; `Before:` is the revision just before, for a ChangeSet the one before its first.
 */
export async function findRevision(
  db: Kysely<Tables>,
  unit: UnitRow,
  reference: string,
): Promise<RevisionRow> {
  const match = grammar.exec(reference)
  if (match === null)
    throw new Failure(
      400,
      `"${reference}" is not a revision reference. Use a number, HeadRevisionNum, LastReleasedRevisionNum, Tag:<id>, ChangeSet:<id> or Revision:<id>, each with Before: in front if wanted.`,
    )
  const [, before, number, name, kind, id] = match
  const found =
    number !== undefined
      ? Number(number)
      : name !== undefined
        ? unit[name as 'HeadRevisionNum' | 'LastReleasedRevisionNum']
        : await numberOf(db, unit, kind ?? '', id ?? '', before !== undefined)
  const RevisionNum = found === undefined || found === 0 ? 0 : found - (before === undefined ? 0 : 1)
  const revision =
    RevisionNum < 1
      ? undefined
      : await db
          .selectFrom('Revision')
          .selectAll()
          .where('UnitID', '=', unit.UnitID)
          .where('RevisionNum', '=', RevisionNum)
          .executeTakeFirst()
  if (revision === undefined) throw new Failure(404, `${unit.Slug} has no revision ${reference}.`)
  return revision
}

async function numberOf(
  db: Kysely<Tables>,
  unit: UnitRow,
  kind: string,
  id: string,
  before: boolean,
): Promise<number | undefined> {
  const revisions = db.selectFrom('Revision').where('UnitID', '=', unit.UnitID)
  const chosen =
    kind === 'Tag'
      ? revisions.where(sql<boolean>`"Tags" ? ${id}`)
      : kind === 'ChangeSet'
        ? revisions.where('ChangeSetID', '=', id)
        : revisions.where('RevisionID', '=', id)
  const row = await chosen
    .select('RevisionNum')
    .orderBy('RevisionNum', kind === 'ChangeSet' && before ? 'asc' : 'desc')
    .executeTakeFirst()
  return row?.RevisionNum
}
