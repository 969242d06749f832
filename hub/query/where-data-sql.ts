import { type RawBuilder, sql } from 'kysely'
import { compareSql, compareTextSql } from '#hub/query/sql-operators.ts'
import { unreachable } from '#lib/base/unreachable.ts'
import type { PathSegment } from '#lib/path/data-path.ts'
import type { DataTerm, TermPath, WhereData } from '#lib/where/ast.ts'
import { refutedBy } from '#lib/where/match-data.ts'

type Sql = RawBuilder<unknown>

/** Whose resources are searched: the hash of a document, and the format it is read in (`resourceFormatSql`). */
type Stored = { readonly dataHash: Sql; readonly format: Sql }

/**
 * `where_data` on the stored resources of a document: some resource (of the type, if one is named)
 * satisfies all terms. Agrees with `matchesData`; a property test compares them.
 */
export function whereDataSql(
  where: WhereData,
  scope: { resourceType?: string },
  { dataHash, format }: Stored,
): Sql {
  const conditions = [sql`resource."DataHash" = ${dataHash}`, sql`resource."Format" = ${format}`]
  if (scope.resourceType !== undefined) conditions.push(sql`resource."ResourceType" = ${scope.resourceType}`)
  conditions.push(...where.terms.map((term) => termSql(term)))
  return sql`exists (select 1 from "Resource" as resource where ${sql.join(conditions, sql` and `)})`
}

function termSql(term: DataTerm): Sql {
  const pseudo = pseudoSql(term.path)
  if (pseudo !== undefined) return sql`coalesce(${compareText(term, pseudo)}, false)`
  const { path } = term
  const refuted = refutedBy(term)
  if (refuted !== undefined)
    return sql`(${anyOf(data, path.segments, () => sql`true`)} and not ${termSql(refuted)})`
  return anyOf(data, [...path.segments, ...(path.optional ?? [])], (value) => testSql(term, value))
}

const data = sql`resource."Data"`

/** Names of the lateral rows; nesting makes them unique, and no caller's text gets into them. */
let depth = 0

/** Whether some value at the path satisfies `test`; plain keys in one step, lists and wildcards row by row. */
function anyOf(value: Sql, segments: readonly PathSegment[], test: (value: Sql) => Sql): Sql {
  const plain = segments.findIndex(isBranching)
  const head = plain < 0 ? segments : segments.slice(0, plain)
  const reached = head.reduce((current, segment) => stepSql(current, segment), value)
  const branching = plain < 0 ? undefined : segments[plain]
  if (branching === undefined || !isBranching(branching))
    return sql`(${reached} is not null and ${test(reached)})`
  depth += 1
  const row = `e${depth}`
  const rest = anyOf(sql`${sql.ref(`${row}.value`)}`, segments.slice(plain + 1), test)
  depth -= 1
  const elements = sql`jsonb_array_elements(case when jsonb_typeof(${reached}) = 'array' then ${reached} else '[]' end)`
  const selected =
    branching.kind === 'wildcard' ? rest : sql`${isNamedSql(sql.ref(`${row}.value`), branching)} and ${rest}`
  if (branching.kind === 'match')
    return sql`exists (select 1 from ${elements} as ${sql.id(row)}(value) where ${selected})`
  const members = sql`select m.value from jsonb_each(case when jsonb_typeof(${reached}) = 'object' then ${reached} else '{}' end) as m`
  return sql`exists (select 1 from (select a.value from ${elements} as a(value) union all ${members}) as ${sql.id(row)}(value) where ${selected})`
}

type Branching = Extract<PathSegment, { kind: 'wildcard' | 'match' | 'filter' }>

function isBranching(segment: PathSegment): segment is Branching {
  return segment.kind === 'wildcard' || segment.kind === 'match' || segment.kind === 'filter'
}

/** Whether an element has the segment's value, comparing any scalar as text. */
function isNamedSql(element: Sql, { key, value }: Exclude<Branching, { kind: 'wildcard' }>): Sql {
  const scalar = sql`jsonb_typeof(${element} -> ${key}::text) in ('string', 'number', 'boolean')`
  return sql`jsonb_typeof(${element}) = 'object' and ${scalar} and ${element} ->> ${key}::text = ${value}::text`
}

/** One plain step. A number can be an index of a list or a key of a map. */
function stepSql(value: Sql, segment: PathSegment): Sql {
  switch (segment.kind) {
    case 'key':
    case 'param':
      return sql`(case when jsonb_typeof(${value}) = 'object' then ${value} -> ${segment.key}::text end)`
    case 'index':
      return sql`(case jsonb_typeof(${value}) when 'array' then ${value} -> ${arrayIndex(segment.index)}::int when 'object' then ${value} -> ${String(segment.index)}::text end)`
    case 'place':
      return sql`(case when jsonb_typeof(${value}) = 'array' then ${value} -> ${arrayIndex(segment.index)}::int end)`
    case 'wildcard':
    case 'match':
    case 'filter':
      throw new Error('branching segments are walked row by row')
    default:
      return unreachable(segment)
  }
}

// No list is that long, and the parameter has to fit an int4.
function arrayIndex(index: number): number {
  return Math.min(index, 2_147_483_647)
}

function testSql(term: DataTerm, value: Sql): Sql {
  if (term.path.accessor !== undefined) {
    const image = sql`(${value} #>> '{}')`
    const whole = sql`(regexp_match(${image}, '^(?:[^/@]*/)*[^/@:]*'))[1]`
    const part = term.path.accessor === 'uri' ? whole : sql`substr(${image}, length(${whole}) + 1)`
    return sql`(jsonb_typeof(${value}) = 'string' and ${compareText(term, part)})`
  }
  if (term.kind === 'in') {
    const list = sql.join(term.list.map((literal) => sql`${String(literal.value)}::text`))
    return sql`(jsonb_typeof(${value}) in ('string', 'number', 'boolean') and (${value} #>> '{}') ${sql.raw(term.not ? 'not in' : 'in')} (${list}))`
  }
  const { right, op } = term
  switch (right.kind) {
    case 'string':
      return sql`(jsonb_typeof(${value}) = 'string' and ${compareText(term, sql`(${value} #>> '{}')`)})`
    case 'int':
      return sql`(case when jsonb_typeof(${value}) = 'number' then ${compareSql(sql`(${value} #>> '{}')::numeric`, op, sql`${right.value}::bigint`)} else false end)`
    case 'bool':
      return sql`(jsonb_typeof(${value}) = 'boolean' and (${value} = ${right.value ? 'true' : 'false'}::jsonb) = ${sql.raw(op === '=' ? 'true' : 'false')})`
    default:
      return unreachable(right)
  }
}

function compareText(term: DataTerm, text: Sql): Sql {
  if (term.kind === 'in') {
    const list = sql.join(term.list.map((literal) => sql`${String(literal.value)}::text`))
    return sql`${text} ${sql.raw(term.not ? 'not in' : 'in')} (${list})`
  }
  if (term.right.kind !== 'string') return sql`false`
  return compareTextSql(sql`(${text})`, term.op, sql`${term.right.value}::text`)
}

function pseudoSql({ segments }: TermPath): Sql | undefined {
  const [first, second] = segments
  if (first?.kind !== 'key' || first.key !== 'ConfigHub' || second?.kind !== 'key' || segments.length !== 2)
    return undefined
  switch (second.key) {
    case 'ResourceType':
      return sql`resource."ResourceType"`
    case 'ResourceName':
      return sql`resource."ResourceName"`
    case 'ResourceNameWithoutScope':
      return sql`regexp_replace(resource."ResourceName", '^.*/', '')`
    case 'ResourceCategory':
      return sql`'Resource'::text`
    default:
      return undefined
  }
}
