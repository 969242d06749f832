import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFleet } from '#hub/fleet/create.ts'
import { documentHash } from '#hub/fleet/identity.ts'
import { loadFleet } from '#hub/fleet/load.ts'
import { openStore } from '#hub/store/open.ts'
import type { Store } from '#hub/store/store.ts'
import { tokenFor, tokenHash } from '#hub/store/tokens.ts'

const now = new Date('2026-11-23T06:30:00Z')
const adminToken = 'an-administrator-token'
const lines: string[] = []

/** A digest of every row of every table. */
async function digest({ db }: Store): Promise<string> {
  const hash = createHash('sha256')
  for (const table of [
    'Organization',
    'User',
    'Space',
    'Tag',
    'Document',
    'Resource',
    'Unit',
    'Revision',
    'Mutation',
  ]) {
    const rows = sql<{ line: string }>`select t::text as line from ${sql.table(table)} t order by 1`
    for (const { line } of (await rows.execute(db)).rows) hash.update(`${table} ${line}\n`)
  }
  return hash.digest('hex')
}

async function loaded(fleet: string): Promise<Store> {
  const store = await openStore('memory')
  await loadFleet(store.db, fleet, { now, adminToken, log: (line) => lines.push(line) })
  return store
}

describe('loadFleet', () => {
  let store: Store
  beforeAll(async () => {
    store = await loaded('microtraderx')
  })
  afterAll(() => store.close())

  const count = async (query: ReturnType<typeof sql<{ count: number }>>) =>
    (await query.execute(store.db)).rows[0]?.count

  it('reports what it loaded', () => {
    expect(lines.at(-1)).toMatch(/^fleet microtraderx: 57 spaces, 166 units, 747 revisions in [\d.]+ s$/)
  })

  it('stores documents whose bytes have the hash they are stored under', async () => {
    const documents = await store.db.selectFrom('Document').selectAll().execute()
    expect(documents.length).toBeGreaterThan(300)
    for (const { DataHash, Data, DataSize } of documents) {
      expect(createHash('sha256').update(Data).digest('hex')).toBe(DataHash)
      expect(Data.length).toBe(DataSize)
    }
  })

  it('keeps heads, revisions and mutations together', async () => {
    expect(
      await count(sql`select count(*)::int as count from "Unit" u join "Revision" r
        on r."RevisionID" = u."HeadRevisionID" and r."UnitID" = u."UnitID" and r."RevisionNum" = u."HeadRevisionNum"
        and r."DataHash" = u."DataHash" and r."Description" = u."LastChangeDescription"
        and r."CreatedAt" = u."UpdatedAt"`),
    ).toBe(166)
    expect(
      await count(sql`select count(*)::int as count from "Revision" r join "Mutation" m
        on m."RevisionID" = r."RevisionID" and m."RevisionNum" = r."RevisionNum"`),
    ).toBe(747)
    expect(
      await count(sql`select count(*)::int as count from "Unit" u join "Unit" b on b."UnitID" = u."UpstreamUnitID"
        and b."SpaceID" = u."UpstreamSpaceID" and u."UpstreamRevisionNum" between 2 and b."HeadRevisionNum"`),
    ).toBe(163)
  })

  it('stores the values inside the documents', async () => {
    const rows = await sql<{ replicas: number; units: number }>`
      select (r."Data" #>> '{spec,replicas}')::int as replicas, count(*)::int as units from "Unit" u
      join "Resource" r on r."DataHash" = u."DataHash" and r."ResourceType" = 'apps/v1/Deployment'
      join "Space" s on s."SpaceID" = u."SpaceID" and s."Labels" ->> 'Environment' = 'prod'
      where u."Slug" = 'trade-service' group by 1 order by 1`.execute(store.db)
    expect(rows.rows).toEqual([
      { replicas: 2, units: 3 },
      { replicas: 3, units: 41 },
      { replicas: 5, units: 6 },
    ])
  })

  it('stores hashes of tokens, never a token', async () => {
    const users = await store.db.selectFrom('User').select(['Username', 'TokenHash', 'OrgRole']).execute()
    const hashes = Object.fromEntries(users.map((user) => [user.Username, user.TokenHash]))
    expect(hashes['admin@hubdeck.local']).toBe(tokenHash(adminToken))
    expect(hashes['alice@trading.com']).toBe(tokenHash(tokenFor(adminToken, 'alice@trading.com')))
    expect(new Set(Object.values(hashes)).size).toBe(5)
  })

  it('gives the same rows every time', async () => {
    const again = await loaded('microtraderx')
    expect(await digest(again)).toBe(await digest(store))
    await again.close()
  })

  it('refuses a name it does not know before it writes anything', async () => {
    const empty = await openStore('memory')
    const options = { now, adminToken, log: () => undefined }
    await expect(loadFleet(empty.db, 'moss', options)).rejects.toThrow('use microtraderx or scale:<units>')
    expect(await empty.db.selectFrom('Organization').selectAll().execute()).toEqual([])
    await empty.close()
  })

  it('loads everything or nothing', async () => {
    const half = await openStore('memory')
    // A document of the last unit already exists, so the load fails after nearly everything was written.
    const last = [...createFleet('microtraderx', now).units].at(-1)?.steps.at(-1)?.text ?? ''
    const document = { DataHash: documentHash(last), Data: Buffer.from(last), DataSize: last.length }
    await half.db.insertInto('Document').values(document).execute()

    const options = { now, adminToken, log: () => undefined }
    await expect(loadFleet(half.db, 'microtraderx', options)).rejects.toThrow('Document')
    expect(await half.db.selectFrom('Organization').selectAll().execute()).toEqual([])
    expect(await half.db.selectFrom('Document').selectAll().execute()).toHaveLength(1)
    await half.close()
  })
})
