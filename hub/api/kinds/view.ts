import { z } from 'zod'
import { Failure } from '#hub/access/failure.ts'
import { isEntity } from '#hub/api/kinds/filter.ts'
import type { ResidentKind } from '#hub/api/kinds/resident.ts'
import type { EntityTable } from '#hub/entities/entity-model.ts'
import { models } from '#hub/entities/models/models.ts'
import { mustExist } from '#hub/entities/rows.ts'
import { optionalUuid, residentFields } from '#hub/entities/validate.ts'
import { celExpression } from '#hub/expressions/cel.ts'
import { relatedNames } from '#hub/query/expand.ts'
import { type Column, Columns } from '#hub/query/view-column.ts'
import { parsePath } from '#lib/path/parse-path.ts'
import { parseWhereData } from '#lib/where/parse-data.ts'

const schema = z.object({
  ...residentFields,
  Of: z.string().optional(),
  FilterID: optionalUuid,
  Columns: Columns.default([]),
  GroupBy: z.string().max(128).default(''),
  OrderBy: z.string().max(128).default(''),
  OrderByDirection: z.enum(['ASC', 'DESC', '']).default(''),
})

/** Which columns of which entities to show (contract 4.7). */
export const viewKind: ResidentKind<z.infer<typeof schema>> = {
  model: models.View,
  path: 'view',
  schema,
  complete: async (db, caller, body) => {
    const filter = await mustExist(db, caller, models.Filter, body.FilterID, 'FilterID')
    const Of = body.Of || filter?.From
    if (typeof Of !== 'string') throw new Failure(400, 'Of: name the entity type to show, or a FilterID.')
    if (!isEntity(Of)) throw new Failure(400, `Of: ${Of} is not an entity type.`)
    if (filter !== undefined && filter.From !== Of)
      throw new Failure(400, `Of: the Filter selects ${filter.From}, not ${Of}.`)
    const names = body.Columns.map(({ Name }) => Name)
    const twice = names.find((name, index) => names.indexOf(name) !== index)
    if (twice !== undefined) throw new Failure(400, `Columns: ${twice} is listed twice.`)
    for (const field of ['GroupBy', 'OrderBy'] as const)
      if (body[field] !== '' && !names.includes(body[field]))
        throw new Failure(400, `${field}: there is no column ${body[field]}.`)
    for (const column of body.Columns) checkColumn(column, Of)
    return { Of }
  },
}

/** `Slug`, `Unit.Slug`, `Labels.<key>`, `Space.Slug`, `Target.Facts.<key>`. */
function isAttribute(of: EntityTable, text: string): boolean {
  const model = models[of]
  const own = text.startsWith(`${of}.`) ? text.slice(of.length + 1) : text
  const [, head = '', key] = /^([A-Z][A-Za-z]*)(?:\.(.{1,256}))?$/.exec(own) ?? []
  if (key !== undefined && relatedNames(model).includes(head)) return true
  if (key !== undefined) return model.columns[head] === 'map'
  return (
    [model.columns, model.derived].some((fields) => Object.hasOwn(fields, head)) ||
    model.unfilled.includes(head)
  )
}

function checkColumn({ Name, ColumnSource: source }: Column, of: EntityTable): void {
  const refuse = (reason: string) => new Failure(400, `Columns: ${Name}: ${reason}`)
  if (source.MetadataAttribute !== undefined && !isAttribute(of, source.MetadataAttribute))
    throw refuse(`${of} has no attribute ${source.MetadataAttribute}.`)
  if ((source.DataPath ?? source.DataExpression) !== undefined && of !== 'Unit')
    throw refuse(`only Units have data, not ${of}.`)
  const expression = source.MetadataExpression ?? source.DataExpression
  const about = source.MetadataExpression === undefined ? 'resource' : 'entity'
  const read = expression === undefined ? undefined : celExpression(expression, about)
  if (read?.ok === false) throw refuse(`the CEL expression is not valid: ${read.message}`)
  if (source.DataPath === undefined) return
  const path = parsePath(source.DataPath.Path)
  if (!path.ok) throw refuse(path.error.message)
  const where = parseWhereData(source.DataPath.WhereResource ?? '')
  if (!where.ok) throw refuse(`WhereResource: ${where.error.message}`)
}
