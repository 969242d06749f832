import { Hono } from 'hono'
import type { Transaction } from 'kysely'
import { Failure } from '#hub/access/failure.ts'
import type { Api, Env } from '#hub/api/http/context.ts'
import { companionsOf, moveInto, mustBeFree } from '#hub/api/moves/move-names.ts'
import { moveSelected } from '#hub/api/moves/move-request.ts'
import type { EntityModel } from '#hub/entities/entity-model.ts'
import type { Row } from '#hub/entities/fields.ts'
import type { Tables } from '#hub/store/tables.ts'

/**
 * `POST /x/move`: whatever uses a moved entity refers to it by id and keeps using it. The boundary Tags of a
 * ChangeSet move with it, and not without it (contract 4.6, 5.4). Links have no move: they follow their From Unit.
 */
export function residentMoveRoutes(
  api: Api,
  { model, path }: { model: EntityModel; path: string },
): Hono<Env> {
  const routes = new Hono<Env>()
  routes.post(`/${path}/move`, (context) =>
    moveSelected(api, context, {
      model,
      identify: (row) => ({ EntityID: row[model.id], Slug: row.Slug }),
      check: async (db, _caller, row, destination) => {
        if (model.table === 'Tag' && row.ReleaseID !== null)
          throw new Failure(
            409,
            `Tag ${row.Slug} was made by Release ${row.ReleaseID}, and stays in its Space.`,
          )
        if (model.table === 'Tag' && row.ChangeSetID !== null)
          throw new Failure(
            409,
            `Tag ${row.Slug} is a boundary of ChangeSet ${row.ChangeSetID}; move the ChangeSet.`,
          )
        for (const { Slug } of await boundariesOf(db, model, row))
          await mustBeFree(db, 'Tag', destination, Slug)
      },
      carry: async (db, row, destination) => {
        const tags = await boundariesOf(db, model, row)
        for (const { id } of tags) await moveInto(db, 'Tag', id, destination.SpaceID)
        await moveInto(db, model.table, row[model.id], destination.SpaceID)
        return tags.length === 0 ? {} : { MovedTagSlugs: tags.map(({ Slug }) => Slug) }
      },
    }),
  )
  return routes
}

async function boundariesOf(db: Transaction<Tables>, model: EntityModel, row: Row) {
  if (model.table !== 'ChangeSet') return []
  return companionsOf(db, { table: 'Tag', owner: 'ChangeSetID' }, row.ChangeSetID)
}
