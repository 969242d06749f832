import { z } from 'zod'
import { Failure } from '#hub/access/failure.ts'
import type { ResidentKind } from '#hub/api/kinds/resident.ts'
import { mustBeUnused } from '#hub/api/kinds/tag.ts'
import type { EntityTable } from '#hub/entities/entity-model.ts'
import { models } from '#hub/entities/models/models.ts'
import { parameterHash } from '#hub/entities/parameter-hash.ts'
import { mustExist } from '#hub/entities/rows.ts'
import { optionalUuid, residentFields } from '#hub/entities/validate.ts'
import { selectionSql } from '#hub/query/selection.ts'

const schema = z.object({
  ...residentFields,
  From: z.string(),
  FromSpaceID: optionalUuid,
  Where: z.string().max(8192).default(''),
  WhereData: z.string().max(8192).default(''),
  ResourceType: z.string().max(512).default(''),
  IncludeHidden: z.string().max(1024).default(''),
})

/** A stored query (contract 4.7). Its expressions are checked when it is stored. */
export const filterKind: ResidentKind<z.infer<typeof schema>> = {
  model: models.Filter,
  path: 'filter',
  schema,
  complete: async (db, caller, body) => {
    const { From, FromSpaceID, Where, WhereData, ResourceType, IncludeHidden } = body
    if (!isEntity(From))
      throw new Failure(400, `From: ${From} is not an entity type. Known: ${Object.keys(models).join(', ')}.`)
    await mustExist(db, caller, models.Space, FromSpaceID, 'FromSpaceID')
    const selection = { where: Where, whereData: WhereData, resourceType: ResourceType, contains: '' }
    selectionSql(models[From], selection)
    return { Hash: parameterHash([From, FromSpaceID, Where, WhereData, ResourceType, IncludeHidden]) }
  },
  removing: async (db, caller, row) => {
    const id = String(row.FilterID)
    const what = `Filter ${row.Slug}`
    await mustBeUnused(db, caller, 'View', 'FilterID', id, what)
    await mustBeUnused(db, caller, 'Trigger', 'UnitFilterID', id, what)
    await mustBeUnused(db, caller, 'Space', 'TriggerFilterID', id, what)
    await mustBeUnused(db, caller, 'Target', 'TriggerFilterID', id, what)
  },
}

export function isEntity(name: string): name is EntityTable {
  return Object.hasOwn(models, name)
}
