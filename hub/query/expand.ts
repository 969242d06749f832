import { type Kysely, sql } from 'kysely'
import type { Caller } from '#hub/access/caller.ts'
import type { EntityModel, EntityTable } from '#hub/entities/entity-model.ts'
import { fieldsOf, type Row } from '#hub/entities/fields.ts'
import { models } from '#hub/entities/models/models.ts'
import { presentEntity } from '#hub/entities/present.ts'
import { visibleSql } from '#hub/entities/visibility.ts'
import type { Tables } from '#hub/store/tables.ts'

/** One expansion: its name in answers, and how to find the related entity of a row. */
type Expansion = {
  readonly as: string
  readonly model: EntityModel
  /** Columns of the row that the expansion needs, even when not selected. */
  readonly needs: readonly string[]
  /** Values of the row that identify the related entities. */
  readonly from: (row: Row) => readonly string[]
  /** A list in answers. */
  readonly many?: boolean
  /** Column of the related entity that has that value; its id unless said otherwise. */
  readonly by?: string
}

const byColumn = (as: string, model: EntityModel, column: string): Expansion => ({
  as,
  model,
  needs: [column],
  from: (row) => (typeof row[column] === 'string' ? [row[column]] : []),
})

/** The entities whose ids are in a list, or are the keys of a map. */
const byList = (as: string, model: EntityModel, column: string): Expansion => ({
  as,
  model,
  needs: [column],
  many: true,
  from: (row) => idsIn(row[column]),
})

function idsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.filter((id) => typeof id === 'string')
  return typeof value === 'object' && value !== null ? Object.keys(value) : []
}

const everywhere = {
  SpaceID: byColumn('Space', models.Space, 'SpaceID'),
  OrganizationID: byColumn('Organization', models.Organization, 'OrganizationID'),
}
const ofUnit = { ...everywhere, UnitID: byColumn('Unit', models.Unit, 'UnitID') }
const triggers = {
  TriggerFilterID: byColumn('TriggerFilter', models.Filter, 'TriggerFilterID'),
  TriggerIDs: byList('Triggers', models.Trigger, 'TriggerIDs'),
}

/** What each `include` name expands. Names that are allowed but missing here have nothing to expand in this hub. */
const expansions: Readonly<Record<EntityTable, Readonly<Record<string, Expansion>>>> = {
  Organization: {},
  ServiceAccount: { OrganizationID: everywhere.OrganizationID },
  ReviewComment: { ...ofUnit, RevisionID: byColumn('Revision', models.Revision, 'RevisionID') },
  User: {},
  Unit: {
    ...everywhere,
    ChangeSetID: byColumn('ChangeSet', models.ChangeSet, 'ChangeSetID'),
    TargetID: byColumn('Target', models.Target, 'TargetID'),
    FromLinkID: byList('FromLink', models.Link, 'FromLinkID'),
    UpstreamUnitID: byColumn('UpstreamUnit', models.Unit, 'UpstreamUnitID'),
    UpstreamSpaceID: byColumn('UpstreamSpace', models.Space, 'UpstreamSpaceID'),
    HeadRevisionNum: byColumn('HeadRevision', models.Revision, 'HeadRevisionID'),
    LastReleasedRevisionNum: numbered(
      'LastReleasedRevision',
      models.Revision,
      'LastReleasedRevisionNum',
      'RevisionNum',
    ),
    HeadMutationNum: numbered('HeadMutation', models.Mutation, 'HeadMutationNum', 'MutationNum'),
  },
  Space: {
    OrganizationID: everywhere.OrganizationID,
    ...triggers,
    ReleaseTargetID: byColumn('ReleaseTarget', models.Target, 'ReleaseTargetID'),
  },
  Revision: {
    ...ofUnit,
    UserID: byColumn('User', models.User, 'UserID'),
    ChangeSetID: byColumn('ChangeSet', models.ChangeSet, 'ChangeSetID'),
    Tags: byList('Tags', models.Tag, 'Tags'),
    Releases: byList('Releases', models.Release, 'Releases'),
    Attestations: byList('Attestations', models.Attestation, 'Attestations'),
  },
  Mutation: {
    ...ofUnit,
    RevisionID: byColumn('Revision', models.Revision, 'RevisionID'),
    MergeSourceID: byColumn('MergeSource', models.Unit, 'MergeSourceID'),
    InvocationID: byColumn('Invocation', models.Invocation, 'InvocationID'),
    TriggerID: byColumn('Trigger', models.Trigger, 'TriggerID'),
    LinkID: byColumn('Link', models.Link, 'LinkID'),
  },
  Tag: { ...everywhere, ChangeSetID: byColumn('ChangeSet', models.ChangeSet, 'ChangeSetID') },
  ChangeSet: {
    ...everywhere,
    StartTagID: byColumn('StartTag', models.Tag, 'StartTagID'),
    EndTagID: byColumn('EndTag', models.Tag, 'EndTagID'),
  },
  Filter: { ...everywhere, FromSpaceID: byColumn('FromSpace', models.Space, 'FromSpaceID') },
  View: { ...everywhere, FilterID: byColumn('Filter', models.Filter, 'FilterID') },
  Target: { ...everywhere, ...triggers },
  Invocation: everywhere,
  Trigger: {
    ...everywhere,
    InvocationID: byColumn('Invocation', models.Invocation, 'InvocationID'),
    UnitFilterID: byColumn('UnitFilter', models.Filter, 'UnitFilterID'),
  },
  Link: {
    ...everywhere,
    FromUnitID: byColumn('FromUnit', models.Unit, 'FromUnitID'),
    ToUnitID: byColumn('ToUnit', models.Unit, 'ToUnitID'),
    ToSpaceID: byColumn('ToSpace', models.Space, 'ToSpaceID'),
    TransformInvocationID: byColumn('TransformInvocation', models.Invocation, 'TransformInvocationID'),
  },
  Release: {
    ...everywhere,
    TagID: byColumn('Tag', models.Tag, 'TagID'),
  },
  Attestation: everywhere,
  BridgeWorker: everywhere,
  QueuedOperation: {},
  UnitEvent: {},
  Resource: { ...ofUnit, TargetID: byColumn('Target', models.Target, 'TargetID') },
}

/** `"UnitID" || ':' || number` as the identity of a numbered child of a Unit. */
function numbered(as: string, model: EntityModel, own: string, theirs: string): Expansion {
  return {
    as,
    model,
    needs: ['UnitID', own],
    from: (row) => (typeof row[own] === 'number' && row[own] > 0 ? [`${row.UnitID}:${row[own]}`] : []),
    by: theirs,
  }
}

/** Names under which answers contain an entity's related entities. */
export function relatedNames({ table }: EntityModel): string[] {
  return Object.values(expansions[table]).map(({ as }) => as)
}

/** Columns that have to be read for these includes, whatever `select` says. */
export function neededBy(model: EntityModel, include: readonly string[]): string[] {
  return include.flatMap((name) => expansions[model.table][name]?.needs ?? [])
}

/** Wraps rows in `Extended<Entity>` with the related entities the caller may see, one query per kind of relation. */
export async function expand(
  db: Kysely<Tables>,
  caller: Caller,
  model: EntityModel,
  rows: readonly Row[],
  include: readonly string[],
  asked?: readonly string[],
): Promise<Record<string, unknown>[]> {
  const related = await Promise.all(
    include.flatMap((name) => {
      const expansion = expansions[model.table][name]
      return expansion ? [lookUp(db, caller, expansion, rows)] : []
    }),
  )
  const dropped =
    asked === undefined ? [] : neededBy(model, include).filter((name) => !keeps(model, asked, name))
  return rows.map((row) => {
    const entity = presentEntity(model, row)
    for (const name of dropped) delete entity[name]
    const answer: Record<string, unknown> = {}
    answer[model.table] = entity
    return related.length === 0 ? answer : Object.assign(answer, entitiesOf(row, related))
  })
}

type Related = Awaited<ReturnType<typeof lookUp>>

function entitiesOf(row: Row, related: readonly Related[]): Record<string, unknown> {
  const entities: Record<string, unknown> = {}
  for (const { expansion, found } of related) {
    const own = expansion.from(row).flatMap((key) => found.get(key) ?? [])
    if (own.length > 0) entities[expansion.as] = expansion.many ? own : own[0]
  }
  return entities
}

function keeps(model: EntityModel, asked: readonly string[], name: string): boolean {
  return asked.includes(name) || model.always.includes(name)
}

async function lookUp(db: Kysely<Tables>, caller: Caller, expansion: Expansion, rows: readonly Row[]) {
  const keys = [...new Set(rows.flatMap((row) => expansion.from(row)))]
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
  const visible = sql.join([condition, ...visibleSql(caller, model)], sql` and `)
  const { rows: entities } = await sql<Row>`
    select ${sql.join(fieldsOf(model, undefined, [], 'null'))}, ${key} as "~key" from ${table} where ${visible}`.execute(
    db,
  )
  for (const { '~key': id, ...entity } of entities) found.set(String(id), presentEntity(model, entity))
  return { expansion, found }
}
