import { PGlite } from '@electric-sql/pglite'
import fc from 'fast-check'
import { Kysely, PGliteDialect, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { whereDataSql } from '#hub/query/where-data-sql.ts'
import { runs } from '#hub/testing/runs.ts'
import type { Json } from '#lib/base/json.ts'
import { matchesData } from '#lib/where/match-data.ts'
import { compares, isOrder, type Kind, kindOf, offered } from '#lib/where/operators.ts'
import { parseWhereData } from '#lib/where/parse-data.ts'

// Compares the two evaluations of where_data: SQL on stored resources, and the plain one in memory.

const db = new Kysely<Record<string, never>>({ dialect: new PGliteDialect({ pglite: new PGlite() }) })

beforeAll(async () => {
  await sql`create table "Resource" ("DataHash" text, "Format" text, "ResourceIndex" int, "ResourceType" text, "ResourceName" text, "Data" jsonb)`.execute(
    db,
  )
})
afterAll(() => db.destroy())

async function agree(resources: readonly Json[], texts: readonly string[]): Promise<void> {
  const stored = resources.map((value, index) => ({
    resourceType: `v1/K${index % 2}`,
    resourceName: `ns/name-${index}`,
    value,
  }))
  const rows = stored.map((resource, index) => ({
    DataHash: `h${index}`,
    Format: '',
    ResourceIndex: 0,
    ResourceType: resource.resourceType,
    ResourceName: resource.resourceName,
    Data: resource.value,
  }))
  await sql`truncate "Resource"`.execute(db)
  await sql`insert into "Resource" select * from json_populate_recordset(null::"Resource", ${JSON.stringify(rows)}::json)`.execute(
    db,
  )
  for (const text of texts) {
    const where = parseWhereData(text)
    if (!where.ok) throw new Error(`${text}: ${where.error.message}`)
    const found = await sql<{ h: string }>`
      select h from (select "DataHash" as h from "Resource") as unit where ${whereDataSql(where.value, {}, { dataHash: sql.ref('unit.h'), format: sql`''` })}`.execute(
      db,
    )
    const expected = stored.flatMap((resource, index) =>
      matchesData(where.value, resource) ? [`h${index}`] : [],
    )
    expect([text, found.rows.map(({ h }) => h).sort()]).toEqual([text, expected.sort()])
  }
}

const scalar = fc.oneof(
  fc.constantFrom<Json>(0, 1, 2, 10, true, false, 'a', 'b', '1', 'A', 'true', null, 1.5, -1),
  fc.constantFrom('ghcr.io/x/y:v1', 'host:5000/x', 'x@sha256:00', 'it%s_', 'ns/name-1'),
)
const named = fc.record(
  { name: fc.constantFrom('main', 'side', '1'), image: scalar, on: scalar },
  { requiredKeys: ['name'] },
)
const resource = fc.record(
  {
    kind: scalar,
    spec: fc.oneof(
      scalar,
      fc.record(
        {
          replicas: scalar,
          list: fc.array(fc.oneof(scalar, named), { maxLength: 3 }),
          map: fc.dictionary(fc.constantFrom('a', 'b', '0'), scalar),
          named,
        },
        { requiredKeys: [] },
      ),
    ),
  },
  { requiredKeys: [] },
)
const path = fc.constantFrom(
  'kind',
  'spec',
  'spec.replicas',
  'spec.list.0',
  'spec.list.*',
  'spec.list.*.image',
  'spec.list.?name=main.image',
  'spec.list.?name=1.on',
  'spec.list.?name=@0.image',
  'spec.list.?on=@2',
  'spec.map.?name=@0',
  'spec.list.*?name=main.image',
  'spec.list.*?on:switch=true.name',
  'spec.*?name=main.image',
  'spec.*?a=1.b',
  'spec.list.?name=*.image',
  'spec.list.*?name=main.|image',
  'spec.list.?name=@1.|on',
  'spec.list.*.|image#uri',
  'spec.list.0.image#reference',
  'spec.list.*.image#uri',
  'spec.list.*.|image',
  'spec.|replicas',
  'spec.|map.a',
  'spec.map.*',
  'spec.map.0',
  'spec.map.|b',
  'ConfigHub.ResourceType',
  'ConfigHub.ResourceName',
  'ConfigHub.ResourceNameWithoutScope',
)
const text = fc.constantFrom(
  "'a'",
  "'b'",
  "'1'",
  "'A'",
  "'true'",
  "'v1/K0'",
  "'ns/name-1'",
  "'ghcr.io/x/y'",
  "':v1'",
  "''",
)
const ofKind = (kind: Kind) =>
  fc.constantFrom(...[...offered, ...compares].filter((op) => kindOf(op) === kind))
const comparison = fc.oneof(
  fc.tuple(
    path,
    fc.constantFrom(...compares.filter(isOrder)),
    fc.oneof(text, fc.constantFrom('0', '1', '2', '10')),
  ),
  fc.tuple(path, ofKind('equality'), fc.constantFrom('true', 'false')),
  fc.tuple(path, ofKind('like'), fc.constantFrom("'a%'", "'%'", "'_'", "'ghcr%:v_'", "'it%s_'", "'A'")),
  fc.tuple(path, ofKind('regex'), fc.constantFrom("'^a$'", "'[0-9]'", "'a|b'", "'.'", "'^v1/'")),
  fc.tuple(path, ofKind('in'), fc.constantFrom("('a', 'b')", '(1, 2)', "('1')", '(true)')),
)
const where = fc
  .array(
    comparison.map((parts) => parts.join(' ')),
    { minLength: 1, maxLength: 2 },
  )
  .map((terms) => terms.join(' AND '))

describe('where_data', () => {
  it('selects the same in SQL and in memory', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(resource, { minLength: 1, maxLength: 6 }),
        fc.array(where, { minLength: 1, maxLength: 8 }),
        agree,
      ),
      { seed: 20_261_123, numRuns: runs(80) },
    )
  }, 60_000)

  it('treats hostile text as a value, and the table survives', async () => {
    const hostile = ['); DROP TABLE Resource; --', '$1 OR TRUE', '{}', 'x] | $[*]']
    await agree(
      hostile.map((kind) => ({ kind })),
      hostile.map((text) => `kind = '${text}'`),
    )
  })
})
