import { type Kysely, sql } from 'kysely'
import type { EntityModel } from '#hub/api/entity-model.ts'
import { fieldsOf, type Row } from '#hub/api/list.ts'
import { mutationModel } from '#hub/api/models/mutation.ts'
import { organizationModel } from '#hub/api/models/organization.ts'
import { revisionModel } from '#hub/api/models/revision.ts'
import { spaceModel } from '#hub/api/models/space.ts'
import { tagModel } from '#hub/api/models/tag.ts'
import { unitModel } from '#hub/api/models/unit.ts'
import { userModel } from '#hub/api/models/user.ts'
import { present } from '#hub/api/present.ts'
import type { Tables } from '#hub/store/tables.ts'

/** One expansion: the name it is answered under, and how to find the related entity of a row. */
type Expansion = {
  readonly as: string
  readonly model: EntityModel
  /** Columns of the row that the expansion needs, even when not selected. */
  readonly needs: readonly string[]
  /** Value of the row that identifies the related entity. */
  readonly from: (row: Row) => string | undefined
  /** Column of the related entity that has that value; its id unless said otherwise. */
  readonly by?: string
}

const byColumn = (as: string, model: EntityModel, column: string): Expansion => ({
  as,
  model,
  needs: [column],
  from: (row) => (typeof row[column] === 'string' ? row[column] : undefined),
})

const space = byColumn('Space', spaceModel, 'SpaceID')
const organization = byColumn('Organization', organizationModel, 'OrganizationID')

/** What each `include` name expands. Names that are allowed but missing here have nothing to expand in this hub. */
const expansions: Readonly<Record<string, Readonly<Record<string, Expansion>>>> = {
  Unit: {
    SpaceID: space,
    OrganizationID: organization,
    UpstreamUnitID: byColumn('UpstreamUnit', unitModel, 'UpstreamUnitID'),
    UpstreamSpaceID: byColumn('UpstreamSpace', spaceModel, 'UpstreamSpaceID'),
    HeadRevisionNum: byColumn('HeadRevision', revisionModel, 'HeadRevisionID'),
    LastReleasedRevisionNum: numbered(
      'LastReleasedRevision',
      revisionModel,
      'LastReleasedRevisionNum',
      'RevisionNum',
    ),
    HeadMutationNum: numbered('HeadMutation', mutationModel, 'HeadMutationNum', 'MutationNum'),
  },
  Space: { OrganizationID: organization },
  Revision: {
    SpaceID: space,
    OrganizationID: organization,
    UnitID: byColumn('Unit', unitModel, 'UnitID'),
    UserID: byColumn('User', userModel, 'UserID'),
  },
  Mutation: {
    SpaceID: space,
    OrganizationID: organization,
    UnitID: byColumn('Unit', unitModel, 'UnitID'),
    RevisionID: byColumn('Revision', revisionModel, 'RevisionID'),
    MergeSourceID: byColumn('MergeSource', unitModel, 'MergeSourceID'),
  },
  Tag: { SpaceID: space, OrganizationID: organization },
}

/** `"UnitID" || ':' || number` as the identity of a numbered child of a Unit. */
function numbered(as: string, model: EntityModel, own: string, theirs: string): Expansion {
  return {
    as,
    model,
    needs: ['UnitID', own],
    from: (row) => (typeof row[own] === 'number' && row[own] > 0 ? `${row.UnitID}:${row[own]}` : undefined),
    by: theirs,
  }
}

/** Columns that have to be read for these includes, whatever `select` says. */
export function neededBy(model: EntityModel, include: readonly string[]): string[] {
  const tags = model.table === 'Revision' && include.includes('Tags') ? ['Tags'] : []
  return [...tags, ...include.flatMap((name) => expansions[model.table]?.[name]?.needs ?? [])]
}

/** Wraps rows in `Extended<Entity>` with the related entities, one query per kind of relation. */
export async function expand(
  db: Kysely<Tables>,
  model: EntityModel,
  rows: readonly Row[],
  include: readonly string[],
  asked?: readonly string[],
): Promise<Record<string, unknown>[]> {
  const related = await Promise.all(
    include.flatMap((name) => {
      const expansion = expansions[model.table]?.[name]
      return expansion ? [lookUp(db, expansion, rows)] : []
    }),
  )
  const tags = model.table === 'Revision' && include.includes('Tags') ? await tagsOf(db, rows) : undefined
  const dropped =
    asked === undefined ? [] : neededBy(model, include).filter((name) => !keeps(model, asked, name))
  return rows.map((row) => {
    const own = tags && Object.keys((row.Tags ?? {}) as object).flatMap((id) => tags.get(id) ?? [])
    const entity = present(row)
    for (const name of dropped) delete entity[name]
    return {
      [model.table]: entity,
      ...entitiesOf(row, related),
      ...(own !== undefined && own.length > 0 ? { Tags: own } : {}),
    }
  })
}

type Related = Awaited<ReturnType<typeof lookUp>>

function entitiesOf(row: Row, related: readonly Related[]): Record<string, unknown> {
  const entities: Record<string, unknown> = {}
  for (const { expansion, found } of related) {
    const key = expansion.from(row)
    const entity = key === undefined ? undefined : found.get(key)
    if (entity !== undefined) entities[expansion.as] = entity
  }
  return entities
}

function keeps(model: EntityModel, asked: readonly string[], name: string): boolean {
  return asked.includes(name) || model.always.includes(name)
}

async function lookUp(db: Kysely<Tables>, expansion: Expansion, rows: readonly Row[]) {
  const keys = [...new Set(rows.flatMap((row) => expansion.from(row) ?? []))]
  const found = new Map<string, Record<string, unknown>>()
  if (keys.length === 0) return { expansion, found }
  const { model, by } = expansion
  const table = sql.table(model.table)
  const key = by
    ? sql`${sql.ref(`${model.table}.UnitID`)}::text || ':' || ${sql.ref(`${model.table}.${by}`)}::text`
    : sql`${sql.ref(`${model.table}.${model.id}`)}`
  const condition = by
    ? sql`(${sql.ref(`${model.table}.UnitID`)}, ${sql.ref(`${model.table}.${by}`)}) in (select split_part(k, ':', 1)::uuid, split_part(k, ':', 2)::int from unnest(${keys}::text[]) as k)`
    : sql`${key} = any(${keys}::uuid[])`
  const { rows: entities } = await sql<Row>`
    select ${sql.join(fieldsOf(model, undefined))}, ${key} as "~key" from ${table} where ${condition}`.execute(
    db,
  )
  for (const { '~key': id, ...entity } of entities) found.set(String(id), present(entity))
  return { expansion, found }
}

async function tagsOf(db: Kysely<Tables>, rows: readonly Row[]) {
  const ids = [...new Set(rows.flatMap((row) => Object.keys((row.Tags ?? {}) as object)))]
  const found = new Map<string, Record<string, unknown>>()
  if (ids.length === 0) return found
  const { rows: tags } = await sql<Row>`
    select ${sql.join(fieldsOf(tagModel, undefined))} from "Tag" where "Tag"."TagID" = any(${ids}::uuid[])`.execute(
    db,
  )
  for (const tag of tags) found.set(String(tag.TagID), present(tag))
  return found
}
