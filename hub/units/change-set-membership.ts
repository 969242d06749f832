import type { Transaction } from 'kysely'
import { Failure } from '#hub/access/failure.ts'
import { may, mustMay } from '#hub/access/permissions.ts'
import type { Tables } from '#hub/store/tables.ts'
import { updateAround } from '#hub/units/request-update.ts'
import type { UnitRow, UnitWrite } from '#hub/units/write-request.ts'
import { tagRevision, writeUnitIn } from '#hub/units/write-unit.ts'

const heldByAnother = 'https://docs.confighub.com/errors/open-changeset'

/**
 * Takes a Unit into a ChangeSet or out of it (contract 8d, A9). Opening makes a revision, with the
 * start Tag, even without a change of data; closing puts the end Tag on the head, and the ChangeSet is Closed when
 * its last Unit has left.
 */
export async function moveToChangeSet(
  db: Transaction<Tables>,
  unit: UnitRow,
  wanted: string | null,
  write: Omit<UnitWrite, 'produce' | 'source'>,
): Promise<UnitRow> {
  if (unit.ChangeSetID === wanted) return unit
  if (wanted === null) return close(db, unit)
  if (unit.ChangeSetID !== null)
    throw new Failure(
      409,
      `${unit.Slug} is in the open ChangeSet ${unit.ChangeSetID}; close that first.`,
      heldByAnother,
    )
  const set = await db
    .selectFrom('ChangeSet')
    .selectAll()
    .where('ChangeSetID', '=', wanted)
    .where('OrganizationID', '=', write.caller.OrganizationID)
    .forUpdate()
    .executeTakeFirst()
  if (set === undefined || !may(write.caller, 'View', set.SpaceID))
    throw new Failure(404, `ChangeSetID: there is no ChangeSet ${wanted}.`)
  mustMay(write.caller, 'Use', set.SpaceID)
  if (set.State !== 'Open')
    throw new Failure(409, `ChangeSet ${set.Slug} is ${set.State}; make another one.`, heldByAnother)
  const { unit: opened } = await writeUnitIn(db, {
    ...write,
    rehearsal: true,
    source: 'PatchUnit',
    produce: (text) => ({ text, mutations: [], columns: { ChangeSetID: wanted }, revise: true }),
  })
  if (set.StartTagID && opened.HeadRevisionID) await tagRevision(db, opened.HeadRevisionID, set.StartTagID)
  return opened
}

async function close(db: Transaction<Tables>, unit: UnitRow): Promise<UnitRow> {
  const set = await db
    .selectFrom('ChangeSet')
    .select(['ChangeSetID', 'EndTagID'])
    .where('ChangeSetID', '=', unit.ChangeSetID)
    .forUpdate()
    .executeTakeFirst()
  if (set?.EndTagID && unit.HeadRevisionID) await tagRevision(db, unit.HeadRevisionID, set.EndTagID)
  const closed = await db
    .updateTable('Unit')
    .set({ ChangeSetID: null, UpdatedAt: new Date(), Version: unit.Version + 1 })
    .where('UnitID', '=', unit.UnitID)
    .returningAll()
    .executeTakeFirstOrThrow()
  await updateAround(db, unit.UnitID)
  if (set === undefined) return closed
  const left = await db
    .selectFrom('Unit')
    .select('UnitID')
    .where('ChangeSetID', '=', set.ChangeSetID)
    .limit(1)
    .executeTakeFirst()
  if (left === undefined)
    await db
      .updateTable('ChangeSet')
      .set({ State: 'Closed', UpdatedAt: new Date() })
      .where('ChangeSetID', '=', set.ChangeSetID)
      .execute()
  return closed
}
