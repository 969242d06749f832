import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startHub } from '#hub/start.ts'
import { rowsOf } from '#hub/store/backup-format.ts'
import { latestMigration, migrate, migrationOf, migrations } from '#hub/store/migrate.ts'
import { connectStore, openStore } from '#hub/store/open.ts'
import { restoreBackup } from '#hub/store/restore.ts'
import type { Store } from '#hub/store/store.ts'

// A backup of what the hub of the first migration wrote over HTTP; it must never change.
const recorded = fileURLToPath(new URL('./migrations/0001-first-tables.jsonl', import.meta.url))
const first = '0001-first-tables'

let directory: string
const rows: { table: string; json: string }[] = []
const place = (name: string) => join(directory, name)

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'hub-upgrade-'))
  writeFileSync(place('old.backup'), gzipSync(readFileSync(recorded)))
  for await (const { table, json } of rowsOf(place('old.backup'))) rows.push({ table, json: json.toString() })
})
afterAll(() => rmSync(directory, { recursive: true }))

/** A data directory as the hub of the first migration left it. */
async function oldDirectory(name: string): Promise<string> {
  const store = await connectStore(place(name))
  await migrate(store.db, first)
  // Rows are in the order of their tables' names; references are between them.
  const order = [
    'Organization',
    'User',
    'Space',
    'Document',
    'Resource',
    'Unit',
    'Revision',
    'Mutation',
    'Tag',
  ]
  for (const { table, json } of rows.toSorted((a, b) => order.indexOf(a.table) - order.indexOf(b.table)))
    await sql`insert into ${sql.table(table)}
      select * from json_populate_record(null::${sql.table(table)}, ${json}::json)`.execute(store.db)
  await store.close()
  return place(name)
}

/** Empty texts that became absent ids are left out of the comparison. */
function asOfToday({ table, json }: { table: string; json: string }) {
  if (table !== 'User') return { table, json }
  const { ExternalID, ...rest } = JSON.parse(json)
  expect(ExternalID).toBe('')
  return { table, json: JSON.stringify(rest) }
}

async function expectAllRows({ db }: Store): Promise<void> {
  expect(await migrationOf(db)).toBe(latestMigration)
  for (const { table, json } of rows.map(asOfToday)) {
    const { rows: found } = await sql<{ row: object }>`
      select to_jsonb(t) as row from ${sql.table(table)} as t
      where to_jsonb(t) @> to_jsonb(json_populate_record(null::${sql.table(table)}, ${json}::json)) - (
        select coalesce(array_agg(attname), '{}') from pg_attribute
        where attrelid = ${`"${table}"`}::regclass and attnum > 0 and not ${json}::jsonb ? attname)`.execute(
      db,
    )
    expect(found, `${table} ${json}`).toHaveLength(1)
  }
}

describe('data of the first migration', () => {
  it('is upgraded in place, row by row', async () => {
    const store = await openStore(await oldDirectory('in-place'))

    await expectAllRows(store)
    const added = await store.db
      .selectFrom('Unit')
      .select(['HiddenReason', 'FromLinkID', 'Conflicts'])
      .execute()
    expect(added).toEqual(
      Array.from({ length: 3 }, () => ({ HiddenReason: '', FromLinkID: [], Conflicts: [] })),
    )
    await store.close()
  })

  it('gets a Link from each clone to what it was cloned from, and values as text', async () => {
    const store = await connectStore(await oldDirectory('clones'))
    await migrate(store.db, '0009-version-0-8-12')
    const units = await sql<{ UnitID: string; SpaceID: string; Slug: string }>`
      select "UnitID", "SpaceID", "Slug" from "Unit" order by "Slug" limit 2`.execute(store.db)
    const [upstream, clone] = units.rows
    await sql`update "Unit" set "UpstreamUnitID" = ${upstream?.UnitID}, "UpstreamSpaceID" = ${upstream?.SpaceID},
      "UpstreamRevisionNum" = 1, "Values" = '{"a": 1, "b": "x"}' where "UnitID" = ${clone?.UnitID}`.execute(
      store.db,
    )

    await migrate(store.db)

    const [link] = await store.db.selectFrom('Link').selectAll().execute()
    expect(link).toMatchObject({
      Slug: `upgrade-${clone?.Slug}`,
      SpaceID: clone?.SpaceID,
      FromUnitID: clone?.UnitID,
      ToUnitID: upstream?.UnitID,
      UpdateType: 'UpgradeUnit',
      AutoUpdate: false,
      UpstreamLastMergedRevisionNum: 1,
    })
    const now = await store.db
      .selectFrom('Unit')
      .selectAll()
      .where('UnitID', '=', clone?.UnitID ?? '')
      .execute()
    expect(now).toMatchObject([{ FromLinkID: [link?.LinkID], Values: { a: '1', b: 'x' } }])
    await store.close()
  })

  it('is upgraded when restored from its backup', async () => {
    await restoreBackup(place('restored'), place('old.backup'), false)
    const store = await openStore(place('restored'))

    await expectAllRows(store)
    await store.close()
  })

  it('can be read and written', async () => {
    const hub = await startHub({ data: await oldDirectory('served'), fleet: 'none', adminToken: 'new-token' })
    const ask = async (path: string, init: RequestInit = {}) => {
      const answer = await fetch(`${hub.url}${path}`, {
        ...init,
        headers: { Authorization: 'Bearer new-token' },
      })
      return { status: answer.status, text: await answer.text() }
    }
    const where = encodeURIComponent("Slug = 'web'")
    const [web] = JSON.parse((await ask(`/unit?where=${where}`)).text)
    const path = `/space/${web.Unit.SpaceID}/unit/${web.Unit.UnitID}`

    expect(web.Unit).toMatchObject({
      HeadRevisionNum: 5,
      Labels: { Tier: 'front' },
      DeleteGates: { keep: true },
      LastChangeDescription: 'back',
    })
    const revisions = JSON.parse((await ask(`${path}/revision?order_by=RevisionNum`)).text)
    expect(revisions.map(({ Revision }: { Revision: { Source: string } }) => Revision.Source)).toEqual([
      'CreateUnit',
      'UpdateUnit',
      'UpdateUnit',
      'Invoke',
      'RestoreRevision',
    ])
    const { text } = await ask(`${path}/data`)
    expect(text).toContain('# kept as it was written')
    expect(text).toContain('replicas: 2 # two at night')
    const put = await ask(`${path}/data`, { method: 'PUT', body: text.replace('replicas: 2', 'replicas: 3') })
    expect(put.status).toBe(200)
    expect(JSON.parse((await ask(path)).text).Unit.HeadRevisionNum).toBe(6)
    await hub.stop()
  })
})

it('data of a newer hub is refused, is not touched, and is not left locked', async () => {
  const store = await openStore(place('newer'))
  await sql`insert into kysely_migration (name, timestamp) values ('9999-future', '2030-01-01')`.execute(
    store.db,
  )
  await store.close()

  for (const attempt of [1, 2])
    await expect(openStore(place('newer')), `attempt ${attempt}`).rejects.toThrow(
      'This data was written by a newer version of the hub',
    )
})

it('a migration that fails leaves everything as it was', async () => {
  const store = await connectStore(await oldDirectory('failing'))
  // It has changed tables and rows before it fails, and so have the good ones before it.
  const changes: Migration = {
    up: async (db) => {
      await sql`update "Unit" set "Slug" = 'changed ' || "Slug"`.execute(db)
      await sql`alter table "Unit" add column "Half" text`.execute(db)
      await sql`select 1 / 0`.execute(db)
    },
  }

  await expect(migrate(store.db, '9998-changes', { ...migrations, '9998-changes': changes })).rejects.toThrow(
    'Cannot bring the data up to date at 9998-changes: division by zero',
  )

  expect(await migrationOf(store.db)).toBe(first)
  const { rows: units } = await sql<{ row: object }>`select to_jsonb(u) as row from "Unit" as u`.execute(
    store.db,
  )
  const written = rows.filter(({ table }) => table === 'Unit').map(({ json }) => JSON.parse(json))
  expect(units.map(({ row }) => row)).toEqual(expect.arrayContaining(written))
  expect(units).toHaveLength(written.length)
  await migrate(store.db)
  await expectAllRows(store)
  await store.close()
})
