import { type RawBuilder, sql } from 'kysely'
import { models } from '#hub/entities/models/models.ts'
import { compareSql, compareTextSql } from '#hub/query/sql-operators.ts'
import { unreachable } from '#lib/base/unreachable.ts'
import { lowerId } from '#lib/base/uuid.ts'
import type { Literal } from '#lib/where/ast.ts'
import { type AttributeType, attributes, type Entity } from '#lib/where/attributes.ts'
import { type CheckedTerm, type CheckedWhere, refsOf } from '#lib/where/check.ts'
import type { CheckedRef } from '#lib/where/resolve.ts'

type Sql = RawBuilder<unknown>

/**
 * A checked expression as one SQL condition: every value is a parameter, every name comes from our own tables.
 * Unknown (NULL) stays unknown, as the contract requires; only `IS [NOT] TRUE|FALSE` resolves it. Related entities in
 * `hidden` Spaces count as absent; otherwise a query could find out what they hold.
 */
export function whereSql(where: CheckedWhere, alias: string, hidden: readonly string[] = []): Sql {
  if (where.terms.length === 0) return sql`true`
  const scope = { entity: where.entity, alias, hidden }
  return sql`(${sql.join(
    where.terms.map((term) => termSql(term, scope)),
    sql` and `,
  )})`
}

/** The entity that an expression is about. */
type Scope = { readonly entity: Entity; readonly alias: string; readonly hidden: readonly string[] }

function termSql(term: CheckedTerm, scope: Scope): Sql {
  const condition = conditionSql(term, scope)
  if (term.truth === undefined) {
    const label = labelIs(term, scope)
    return label === undefined ? condition : sql`(${label} and ${condition})`
  }
  return sql`(${condition}) is ${sql.raw(`${term.truth.not ? 'not ' : ''}${term.truth.value ? 'true' : 'false'}`)}`
}

/**
 * Adds `Labels @> '{"Region": "eu"}'` to `Labels.Region = 'eu'`, because an index can answer it. An absent label is false
 * there and unknown in the condition itself, so only where the two mean the same.
 */
function labelIs(term: CheckedTerm, { alias }: Scope): Sql | undefined {
  const { left } = term
  if (left.relation !== undefined || left.attribute !== 'Labels' || left.key === undefined) return undefined
  const values = labelValues(term)
  if (values.length === 0) return undefined
  const { key } = left
  const each = values.map(
    (value) => sql`${sql.ref(`${alias}.Labels`)} @> ${JSON.stringify({ [key]: value })}::jsonb`,
  )
  return sql`(${sql.join(each, sql` or `)})`
}

/** The values that satisfy the comparison; none when they cannot be listed. */
function labelValues(term: CheckedTerm): string[] {
  if (term.kind === 'compare' && term.op === '=' && term.right.kind === 'string') return [term.right.value]
  if (term.kind !== 'in' || term.not) return []
  return term.list.flatMap((literal) => (literal.kind === 'string' ? [literal.value] : []))
}

function conditionSql(term: CheckedTerm, scope: Scope): Sql {
  if (term.left.each || term.left.field !== undefined) return anyElement(term, scope)
  const among = amongRelated(term, scope)
  if (among !== undefined) return among
  return comparisonSql(term, refSql(term.left, scope), scope)
}

function comparisonSql(term: CheckedTerm, left: Sql, scope: Scope): Sql {
  const { type } = term.left
  switch (term.kind) {
    case 'compare': {
      const right = term.right.kind === 'ref' ? refSql(term.right, scope) : literalSql(term.right, type)
      if (type === 'string') return compareTextSql(left, term.op, right)
      return compareSql(left, term.op, right)
    }
    case 'in': {
      const list = sql.join(term.list.map((literal) => literalSql(literal, type)))
      return sql`${left} ${sql.raw(term.not ? 'not in' : 'in')} (${list})`
    }
    case 'null':
      return sql`${left} is ${sql.raw(term.not ? 'not null' : 'null')}`
    case 'has':
      return hasSql(left, term.value.value, type)
    case 'len': {
      const right = term.right.kind === 'ref' ? refSql(term.right, scope) : literalSql(term.right, 'int')
      return compareSql(lengthOf(left, type), term.op, right)
    }
    default:
      return unreachable(term)
  }
}

/** A key of a map or an element of a list; ids in any case. */
function hasSql(left: Sql, wanted: string, type: AttributeType): Sql {
  if (type === 'uuidArray') return sql`jsonb_exists(${left}, ${wanted.toLowerCase()})`
  return sql`jsonb_exists(${left}, ${type === 'uuidMap' ? lowerId(wanted) : wanted})`
}

function lengthOf(value: Sql, type: AttributeType): Sql {
  if (type === 'uuidArray' || type === 'objectList') return sql`jsonb_array_length(${value})`
  // The length of something that is not a map (absent, or a list) is unknown, not 0.
  return sql`(case when jsonb_typeof(${value}) = 'object' then (select count(*) from jsonb_object_keys(${value})) end)`
}

function literalSql(literal: Literal, type: AttributeType): Sql {
  switch (literal.kind) {
    case 'int':
      return sql`${literal.value}::bigint`
    case 'bool':
      return literal.value ? sql`true` : sql`false`
    case 'string':
      if (type === 'uuid') return sql`${literal.value}::uuid`
      if (type === 'time') return sql`${utc(literal.value)}::timestamptz`
      return sql`${literal.value}::text`
    default:
      return unreachable(literal)
  }
}

/** Times without a zone are UTC. */
function utc(text: string): string {
  if (text.length === 10) return `${text}T00:00:00Z`
  return text.endsWith('Z') ? text : `${text}Z`
}

function refSql(ref: CheckedRef, { entity, alias, hidden }: Scope): Sql {
  if (ref.relation === undefined || isSelf(ref, entity)) return attributeSql(ref, alias)
  const join = joins[entity][ref.relation]
  if (join === undefined) return absent(ref)
  const related = `${ref.relation}~`
  return sql`(select ${attributeSql(ref, related)} from ${sql.table(join.table)} as ${sql.id(related)} where ${sql.ref(`${related}.${join.theirs}`)} = ${sql.ref(`${alias}.${join.column}`)}${seen(join.table, related, hidden)})`
}

/**
 * `Space.Slug LIKE '%prod%'` as `SpaceID in (select …)`: the related table is read once instead of once per row. Only
 * where unknown and false mean the same, and where an absent relation cannot satisfy the condition.
 */
function amongRelated(term: CheckedTerm, scope: Scope): Sql | undefined {
  const { entity, alias } = scope
  const { left } = term
  if (left.relation === undefined || isSelf(left, entity) || term.truth !== undefined) return undefined
  if (term.kind === 'null' && !term.not) return undefined
  if (refsOf(term).length > 1) return undefined
  const join = joins[entity][left.relation]
  if (join === undefined) return undefined
  const related = `${left.relation}~`
  const condition = comparisonSql(term, attributeSql(left, related), scope)
  return sql`${sql.ref(`${alias}.${join.column}`)} in (select ${sql.ref(`${related}.${join.theirs}`)} from ${sql.table(join.table)} as ${sql.id(related)} where ${condition}${seen(join.table, related, scope.hidden)})`
}

/** The related entity lives in no Space that is kept from the caller. */
function seen(table: string, related: string, hidden: readonly string[]): Sql {
  if (hidden.length === 0 || table === 'User') return sql``
  return sql` and ${sql.ref(`${related}.SpaceID`)} <> all(${hidden}::uuid[])`
}

function isSelf(ref: CheckedRef, entity: Entity): boolean {
  return ref.relation === entity && ref.of === entity
}

/** `Tags.*.Slug`, `FromLink.*.Slug`: some related entity satisfies the comparison. */
function anyElement(term: CheckedTerm, scope: Scope): Sql {
  const { left } = term
  const { entity, alias, hidden } = scope
  if (left.field !== undefined) {
    const elements = sql`jsonb_array_elements(${sql.ref(`${alias}.${left.attribute}`)}) as element(value)`
    return sql`exists (select 1 from ${elements} where ${comparisonSql(term, sql`(element.value ->> ${left.field}::text)`, scope)})`
  }
  const join = left.relation === undefined ? undefined : lists[entity]?.[left.relation]
  if (join === undefined) return sql`false`
  const related = `${left.relation}~`
  const condition = comparisonSql(term, attributeSql(left, related), scope)
  return sql`exists (select 1 from ${sql.table(join.table)} as ${sql.id(related)} where ${join.on(alias, related)} and ${condition}${seen(join.table, related, hidden)})`
}

/** Attributes of the contract that are other names of a column. */
const aliases: Readonly<Record<string, string>> = {
  ApplyGates: 'ValidationErrors',
  ApplyWarnings: 'ValidationWarnings',
}

function attributeSql(ref: CheckedRef, alias: string): Sql {
  if (isFunctionName(ref.of, ref.attribute))
    return sql`(${sql.ref(`${alias}.FunctionInvocation`)} ->> 'FunctionName')`
  const stored = models[ref.of].columns
  const column = Object.hasOwn(stored, ref.attribute) ? ref.attribute : aliases[ref.attribute]
  if (column === undefined || !Object.hasOwn(stored, column)) return empty(ref)
  const reference = sql.ref(`${alias}.${column}`)
  if (ref.of === 'Resource' && column === 'Data' && ref.key !== undefined)
    return sql`(${reference} #>> ${ref.key.split('.')}::text[])`
  if (ref.key === undefined) return sql`${reference}`
  const key = ref.attributeType === 'uuidMap' ? lowerId(ref.key) : ref.key
  const text = sql`(${reference} ->> ${key}::text)`
  if (ref.attributeType === 'boolMap') return sql`${text}::boolean`
  return ref.attributeType === 'uuidMap' ? sql`nullif(${text}, '')::uuid` : text
}

/** Part of a column. */
function isFunctionName(entity: Entity, attribute: string): boolean {
  return entity === 'Mutation' && attribute === 'FunctionName'
}

/** The value of an attribute that this hub never fills: empty, as the API leaves it out. */
function empty(ref: CheckedRef): Sql {
  if (ref.key !== undefined) return absent(ref)
  switch (ref.attributeType) {
    case 'string':
      return sql`''::text`
    case 'int':
      return sql`0::bigint`
    case 'bool':
      return sql`false`
    case 'stringMap':
    case 'boolMap':
    case 'uuidMap':
      return sql`'{}'::jsonb`
    case 'uuidArray':
    case 'objectList':
      return sql`'[]'::jsonb`
    default:
      return absent(ref)
  }
}

const sqlTypes: Readonly<Record<AttributeType, string>> = {
  string: 'text',
  int: 'bigint',
  uuid: 'uuid',
  bool: 'boolean',
  time: 'timestamptz',
  uuidArray: 'jsonb',
  stringMap: 'jsonb',
  boolMap: 'jsonb',
  uuidMap: 'jsonb',
  objectList: 'jsonb',
}

function absent(ref: CheckedRef): Sql {
  return sql`null::${sql.raw(sqlTypes[ref.type])}`
}

type Join = { readonly table: string; readonly column: string; readonly theirs: string }

const byId = (table: string, column = `${table}ID`): Join => ({ table, column, theirs: `${table}ID` })

/** Related entities, by the prefix that reaches them. */
const space = { Space: byId('Space') }
const ofUnit = { ...space, Unit: byId('Unit') }
const joins: Readonly<Record<Entity, Readonly<Record<string, Join>>>> = {
  Organization: {},
  User: {},
  Unit: {
    ...space,
    Target: byId('Target'),
    UpstreamUnit: byId('Unit', 'UpstreamUnitID'),
    UpstreamSpace: byId('Space', 'UpstreamSpaceID'),
    ChangeSet: byId('ChangeSet'),
    HeadRevision: byId('Revision', 'HeadRevisionID'),
  },
  Space: {
    ReleaseTarget: byId('Target', 'ReleaseTargetID'),
    UpstreamSpace: byId('Space', 'UpstreamSpaceID'),
  },
  Revision: { ...ofUnit, ChangeSet: byId('ChangeSet'), User: byId('User') },
  Mutation: { ...ofUnit, Revision: byId('Revision') },
  Tag: { ...space, ChangeSet: byId('ChangeSet') },
  ChangeSet: { ...space, StartTag: byId('Tag', 'StartTagID'), EndTag: byId('Tag', 'EndTagID') },
  Filter: space,
  View: { ...space, Filter: byId('Filter') },
  Target: space,
  Trigger: space,
  Invocation: space,
  Link: {
    ...space,
    FromUnit: byId('Unit', 'FromUnitID'),
    ToUnit: byId('Unit', 'ToUnitID'),
    ToSpace: byId('Space', 'ToSpaceID'),
  },
  Release: { ...space, Target: byId('Target'), Tag: byId('Tag') },
  Attestation: { ...space, User: byId('User'), Release: byId('Release') },
  BridgeWorker: space,
  QueuedOperation: ofUnit,
  UnitEvent: ofUnit,
  ServiceAccount: {},
  ReviewComment: { ...ofUnit, Revision: byId('Revision') },
  Resource: { ...ofUnit, Target: byId('Target') },
}

/** Relations to many. */
const lists: Partial<
  Record<Entity, Readonly<Record<string, { table: string; on: (alias: string, related: string) => Sql }>>>
> = {
  Unit: {
    FromLink: {
      table: 'Link',
      on: (alias, related) => sql`${sql.ref(`${related}.FromUnitID`)} = ${sql.ref(`${alias}.UnitID`)}`,
    },
  },
  Space: { Triggers: { table: 'Trigger', on: isIn('TriggerIDs', 'TriggerID') } },
  Revision: { Tags: { table: 'Tag', on: isIn('Tags', 'TagID') } },
}

/** The related entity's id is a key of a map, or an element of a list. */
function isIn(column: string, id: string) {
  return (alias: string, related: string) =>
    sql`jsonb_exists(${sql.ref(`${alias}.${column}`)}, ${sql.ref(`${related}.${id}`)}::text)`
}

/** Every attribute of the contract without a column, for its test. @internal */
export function unstoredAttributes(entity: Entity): string[] {
  return Object.keys(attributes[entity]).filter(
    (name) =>
      !Object.hasOwn(models[entity].columns, name) && !(name in aliases) && !isFunctionName(entity, name),
  )
}
