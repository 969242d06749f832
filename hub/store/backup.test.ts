import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fillOnce } from '#hub/fleet/fill.ts'
import { writeBackup } from '#hub/store/backup.ts'
import { checkBackup } from '#hub/store/backup-format.ts'
import { isDataDirectory } from '#hub/store/connect-pglite.ts'
import { openStore } from '#hub/store/open.ts'
import { parseDocument } from '#hub/store/parse-document.ts'
import { readDocument } from '#hub/store/read-document.ts'
import { restoreBackup } from '#hub/store/restore.ts'
import type { Store } from '#hub/store/store.ts'
import { writeDocument } from '#hub/store/write-document.ts'

let directory: string
let store: Store
const place = (name: string) => join(directory, name)
const file = () => place('backup')
const silent = () => undefined

const huge = `# ${'0123456789abcdef'.repeat(200_000)}\nkind: ConfigMap\nmetadata:\n  name: huge\n`
const odd =
  'kind: ConfigMap\nmetadata:\n  name: odd\ndata:\n  text: "a\u2028b\\u0001 \u{1F600} \\\\n"\n  # end\r\n'
const hashes: string[] = []

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'hub-backup-'))
  store = await openStore('memory')
  await fillOnce(store.db, 'microtraderx', 'token', silent)
  for (const text of [huge, odd, '', '\uFEFFkind: x\n']) {
    const parsed = parseDocument({ text, toolchain: 'Kubernetes/YAML' })
    if (parsed.kind !== 'rows') throw new Error(parsed.kind)
    hashes.push((await writeDocument(store.db, text, parsed.rows)).DataHash)
  }
  await writeBackup(store, file())
})
afterAll(async () => {
  await store.close()
  rmSync(directory, { recursive: true })
})

const everything = async ({ db }: Store) => {
  const rows: Record<string, unknown> = {}
  for (const { name } of (await checkBackup(file())).tables) {
    const table = sql.table(name)
    const all = await sql<{ json: unknown }>`select to_jsonb(t) as json from ${table} as t`.execute(db)
    rows[name] = all.rows.map(({ json }) => JSON.stringify(json)).toSorted()
  }
  return rows
}

describe('a backup', () => {
  it('can be restored to the same rows', async () => {
    await restoreBackup(place('same'), file(), false)
    const copy = await openStore(place('same'))

    expect(await everything(copy)).toEqual(await everything(store))
    expect(await Promise.all(hashes.map((hash) => readDocument(copy.db, hash)))).toEqual([
      huge,
      odd,
      '',
      '\uFEFFkind: x\n',
    ])
    const references = await sql`select 1 from pg_constraint where contype = 'f' and convalidated`.execute(
      copy.db,
    )
    expect(references.rows.length).toBe(
      (await sql`select 1 from pg_constraint where contype = 'f'`.execute(store.db)).rows.length,
    )
    await copy.close()
  })

  it('holds every kind of column and table that the hub has', async () => {
    const others = await sql`
      select relname from pg_class where relnamespace = current_schema()::regnamespace and relkind in ('S', 'p', 'm')
      union select attname from pg_attribute join pg_class on pg_class.oid = attrelid
      where relnamespace = current_schema()::regnamespace and (attgenerated <> '' or attidentity <> '')`.execute(
      store.db,
    )
    // Sequences and generated columns would need more than their rows.
    expect(others.rows).toEqual([])
  })

  const changed = (name: string, change: (text: string) => string) => {
    writeFileSync(place(name), gzipSync(change(gunzipSync(readFileSync(file())).toString('utf8'))))
    return place(name)
  }

  it.each([
    ['one letter', (text: string) => text.replace('trade-service', 'trade-servicf'), 'not what was written'],
    ['a row less', (text: string) => text.replace(/\n[^\n]*/, ''), 'not what was written'],
    ['no end', (text: string) => text.slice(0, text.trimEnd().lastIndexOf('\n')), 'its end is missing'],
    ['another beginning', (text: string) => `{}\n${text}`, 'does not begin'],
  ])('altered by %s is refused before anything is created', async (name, change, why) => {
    await expect(restoreBackup(place('refused'), changed(name, change), false)).rejects.toThrow(why)
    expect(isDataDirectory(place('refused'))).toBe(false)
  })

  it('of a newer hub is refused before anything is created', async () => {
    const future = await openStore(place('future'))
    await sql`insert into kysely_migration (name, timestamp) values ('9999-future', '2030-01-01')`.execute(
      future.db,
    )
    await writeBackup(future, place('future.backup'))
    await future.close()

    await expect(restoreBackup(place('refused'), place('future.backup'), false)).rejects.toThrow(
      /newer version of the hub \(9999-future\)/,
    )
    expect(isDataDirectory(place('refused'))).toBe(false)
  })
})

describe('a store that is not empty', () => {
  it('takes a backup only unused and with --force', async () => {
    const unused = await openStore(place('unused'))
    await fillOnce(unused.db, 'none', 'token', silent)
    await unused.close()

    await expect(restoreBackup(place('unused'), file(), false)).rejects.toThrow(/--force replaces its users/)
    await restoreBackup(place('unused'), file(), true)
    await expect(restoreBackup(place('unused'), file(), true)).rejects.toThrow(/is not empty/)

    const copy = await openStore(place('unused'))
    expect(await everything(copy)).toEqual(await everything(store))
    await copy.close()
  })

  it('is unchanged after a restore that fails halfway', async () => {
    // A complete backup of data that violates a constraint of the tables.
    const other = await openStore('memory')
    await sql`alter table "Meta" drop constraint "Meta_pkey"`.execute(other.db)
    await sql`insert into "Meta" values ('twice', '1'), ('twice', '2')`.execute(other.db)
    await fillOnce(other.db, 'none', 'token', silent)
    await writeBackup(other, place('twice.backup'))
    await other.close()

    await expect(restoreBackup(place('half'), place('twice.backup'), false)).rejects.toThrow('Meta_pkey')

    const half = await openStore(place('half'))
    expect(await half.db.selectFrom('User').selectAll().execute()).toEqual([])
    await half.close()
    await restoreBackup(place('half'), file(), false)
  })
})
