import type { Transaction } from 'kysely'
import type { Caller } from '#hub/access/caller.ts'
import { Failure } from '#hub/access/failure.ts'
import { may, mustMay } from '#hub/access/permissions.ts'
import { mustHaveNoGates } from '#hub/api/kinds/resident.ts'
import { unseen } from '#hub/api/kinds/tag.ts'
import type { Row } from '#hub/entities/fields.ts'
import type { Tables } from '#hub/store/tables.ts'

/**
 * Deletes a Unit with its history and the Links that start there. Refused by delete gates (unless `force`), by an
 * open ChangeSet, and by Links of other Units that take from it (contract 5.2, 11.13). Links from a Space that is
 * being deleted as a whole (`within`) do not count.
 */
export async function removeUnit(
  db: Transaction<Tables>,
  caller: Caller,
  unit: Row,
  { force = false, within }: { force?: boolean; within?: string } = {},
): Promise<string> {
  const UnitID = String(unit.UnitID)
  mustMay(caller, 'Edit', String(unit.SpaceID))
  if (!force) mustHaveNoGates('Unit', unit)
  if (unit.ChangeSetID !== null && !force)
    throw new Failure(
      409,
      `${unit.Slug} is in the open ChangeSet ${unit.ChangeSetID}; close that first.`,
      'https://docs.confighub.com/errors/open-changeset',
    )
  const links = await db
    .selectFrom('Link')
    .select(['LinkID', 'Slug', 'SpaceID'])
    .where('ToUnitID', '=', UnitID)
    .where('FromUnitID', '!=', UnitID)
    .execute()
  const foreign = links.filter((link) => link.SpaceID !== within)
  const seen = foreign.find((link) => may(caller, 'View', link.SpaceID))
  if (seen !== undefined)
    throw new Failure(409, `Unit ${unit.Slug} is still used by Link ${seen.Slug}; delete the Link first.`)
  if (foreign.length > 0) throw new Failure(409, `Unit ${unit.Slug} is still used ${unseen}.`)
  await db.deleteFrom('Link').where('ToUnitID', '=', UnitID).execute()
  await db.deleteFrom('Link').where('FromUnitID', '=', UnitID).execute()
  await db.deleteFrom('Unit').where('UnitID', '=', UnitID).execute()
  return `Unit ${unit.Slug} deleted`
}
