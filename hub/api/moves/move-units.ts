import { sql, type Transaction } from 'kysely'
import { Failure } from '#hub/access/failure.ts'
import type { Api, Context } from '#hub/api/http/context.ts'
import { companionsOf, moveInto, mustBeFree } from '#hub/api/moves/move-names.ts'
import { type Move, moveSelected } from '#hub/api/moves/move-request.ts'
import type { Row } from '#hub/entities/fields.ts'
import { models } from '#hub/entities/models/models.ts'
import type { Tables } from '#hub/store/tables.ts'

/** `POST /unit/move`: Units with their history and the Links that start there (contract 5.2). */
export async function moveUnits(api: Api, context: Context): Promise<Response> {
  const linkNames = new Set<string>()
  return moveSelected(api, context, {
    model: models.Unit,
    identify: ({ UnitID, Slug }) => ({ UnitID, Slug }),
    check: async (db, _caller, unit, destination) => {
      if (unit.ChangeSetID !== null)
        throw new Failure(
          409,
          `${unit.Slug} is in the open ChangeSet ${unit.ChangeSetID}; close that first.`,
          'https://docs.confighub.com/errors/open-changeset',
        )
      for (const { Slug } of await linksOf(db, unit)) {
        if (linkNames.has(Slug))
          throw new Failure(409, `Two Links of this selection have the Slug ${Slug}. Rename one first.`)
        linkNames.add(Slug)
        await mustBeFree(db, 'Link', destination, Slug)
      }
    },
    carry: carryUnit,
  })
}

const carryUnit: Move['carry'] = async (db, unit, destination) => {
  const { UnitID } = unit
  const { SpaceID } = destination
  const links = await linksOf(db, unit)
  const TargetID = await targetIn(db, unit, destination)
  await moveInto(db, 'Unit', UnitID, SpaceID)
  if (TargetID !== undefined)
    await sql`update "Unit" set "TargetID" = ${TargetID} where "UnitID" = ${UnitID}`.execute(db)
  for (const table of ['Revision', 'Mutation', 'UnitEvent', 'QueuedOperation', 'ReviewComment'] as const)
    await sql`update ${sql.table(table)} set "SpaceID" = ${SpaceID} where "UnitID" = ${UnitID}`.execute(db)
  for (const { id } of links) {
    await moveInto(db, 'Link', id, SpaceID)
    await sql`update "Link" set "UpstreamSpaceID" = ${SpaceID} where "UpstreamLinkID" = ${id}`.execute(db)
  }
  await sql`update "Link" set "ToSpaceID" = ${SpaceID} where "ToUnitID" = ${UnitID}`.execute(db)
  await sql`update "Unit" set "UpstreamSpaceID" = ${SpaceID} where "UpstreamUnitID" = ${UnitID}`.execute(db)
  return {
    ...(links.length === 0 ? {} : { MovedLinkSlugs: links.map(({ Slug }) => Slug) }),
    ...(TargetID === undefined ? {} : { TargetID }),
  }
}

/** The Links that start at a Unit. */
function linksOf(db: Transaction<Tables>, { UnitID }: Row) {
  return companionsOf(db, { table: 'Link', owner: 'FromUnitID' }, UnitID)
}

/** A Unit on its Space's release Target switches to that of the destination Space, if there is one. */
async function targetIn(db: Transaction<Tables>, unit: Row, destination: Row): Promise<string | undefined> {
  if (unit.TargetID === null || typeof destination.ReleaseTargetID !== 'string') return undefined
  const home = await db
    .selectFrom('Space')
    .select('ReleaseTargetID')
    .where('SpaceID', '=', String(unit.SpaceID))
    .executeTakeFirst()
  return home?.ReleaseTargetID === unit.TargetID ? destination.ReleaseTargetID : undefined
}
