import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ColumnKind } from '#hub/entities/entity-model.ts'
import { unanswered } from '#hub/entities/model-of.ts'
import { models } from '#hub/entities/models/models.ts'
import { openStore } from '#hub/store/open.ts'
import type { Store } from '#hub/store/store.ts'

// The compiler holds models and `Tables` together; this test compares them with the database that the migrations create.

let store: Store
beforeAll(async () => {
  store = await openStore('memory')
})
afterAll(() => store.close())

const sqlTypes: Readonly<Record<ColumnKind, string>> = {
  uuid: 'uuid',
  optionalUuid: 'uuid or none',
  text: 'text',
  int: 'integer',
  bool: 'boolean',
  time: 'timestamp with time zone',
  map: 'jsonb',
  list: 'jsonb',
  json: 'jsonb',
}

const notAnswered: Readonly<Record<string, readonly string[]>> = unanswered
const stored = Object.values(models).filter(({ from }) => from === undefined)

it.each(stored)('$table has the columns of its model', async ({ table, columns }) => {
  const { rows } = await sql<{ name: string; type: string; optional: boolean }>`
    select column_name as name, data_type as type, is_nullable = 'YES' as optional
    from information_schema.columns where table_schema = 'public' and table_name = ${table}`.execute(store.db)
  const hidden = notAnswered[table] ?? []
  const found = rows
    .filter(({ name }) => !hidden.includes(name))
    .map(({ name, type, optional }) => [name, type === 'uuid' && optional ? 'uuid or none' : type])

  expect(Object.fromEntries(found)).toEqual(
    Object.fromEntries(Object.entries(columns).map(([name, kind]) => [name, sqlTypes[kind]])),
  )
  expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining([...hidden]))
})
