import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fillOnce } from '#hub/fleet/fill.ts'
import { lockDirectory } from '#hub/store/lock.ts'
import { migrate } from '#hub/store/migrate.ts'
import { openStore } from '#hub/store/open.ts'
import { isStorable } from '#hub/store/storable.ts'
import type { Store } from '#hub/store/store.ts'
import { setTokens, tokenFor, tokenHash } from '#hub/store/tokens.ts'

describe('the lock of a data directory', () => {
  let directory: string
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'hub-lock-'))
  })
  afterEach(() => rmSync(directory, { recursive: true }))
  const lockFile = () => join(directory, 'lock')

  it('names the process that holds it', () => {
    const unlock = lockDirectory(directory)

    expect(() => lockDirectory(directory)).toThrow(`in use by process ${process.pid}`)

    unlock()
    lockDirectory(directory)()
  })

  it('keeps the directory it makes to its user', () => {
    const made = join(directory, 'a', 'b')
    lockDirectory(made)()

    expect(statSync(made).mode & 0o777).toBe(0o700)
  })

  // The parent of this process is certainly alive and not a hub, as if its process id had been reused.
  it.each(['4194999', '', 'nonsense', String(process.ppid)])(
    'is taken over from a process that is gone: "%s"',
    (left) => {
      writeFileSync(lockFile(), left)

      const unlock = lockDirectory(directory)

      expect(readFileSync(lockFile(), 'utf8')).toBe(String(process.pid))
      unlock()
      expect(() => readFileSync(lockFile())).toThrow('ENOENT')
    },
  )

  it('says at once when the directory cannot be made', () => {
    expect(() => lockDirectory('/proc/x/y')).toThrow(/Cannot write .* Choose another with --data/)
  })

  it('says what to do when the directory cannot be made', () => {
    writeFileSync(lockFile(), '')

    expect(() => lockDirectory(join(lockFile(), 'data'))).toThrow(
      /Cannot write .* Choose another with --data/,
    )
  })
})

describe('a store', () => {
  let store: Store
  const lines: string[] = []
  beforeAll(async () => {
    store = await openStore('memory')
  })
  afterAll(() => store.close())

  const fill = (fleet: string) => fillOnce(store.db, fleet, 'first-token', (line) => lines.push(line))
  const users = () => store.db.selectFrom('User').select(['Username', 'OrgRole', 'TokenHash']).execute()

  it('without a fleet has an administrator, once', async () => {
    await fill('none')
    await fill('none')

    expect(await users()).toEqual([expect.objectContaining({ OrgRole: 'admin' })])
  })

  it('with content takes no fleet and says so', async () => {
    await fill('microtraderx')

    expect(lines).toEqual(['The data already holds content; --fleet microtraderx was not loaded.'])
    expect(await users()).toHaveLength(1)
  })

  it('knows tokens only by their hash, and only those of the latest start', async () => {
    const { OrganizationID } = await store.db.selectFrom('Organization').selectAll().executeTakeFirstOrThrow()
    const viewer = { Username: 'v@example.com', Slug: 'v', DisplayName: 'V', OrgRole: 'viewer' } as const
    const ids = { UserID: OrganizationID, OrganizationID, CreatedAt: new Date(), UpdatedAt: new Date() }
    await store.db
      .insertInto('User')
      .values({ ...viewer, ...ids, TokenHash: null, TokenExpiresAt: null })
      .execute()

    await setTokens(store.db, 'first-token')
    await setTokens(store.db, 'second-token')

    const hashes = Object.fromEntries((await users()).map((user) => [user.OrgRole, user.TokenHash]))
    expect(hashes).toEqual({
      admin: tokenHash('second-token'),
      viewer: tokenHash(tokenFor('second-token', 'v@example.com')),
    })
  })

  it('lends its connection to one at a time: nobody reads inside the transaction of another', async () => {
    const failed = store.db.transaction().execute(async (transaction) => {
      await transaction.insertInto('Meta').values({ Key: 'half', Value: 'done' }).execute()
      await new Promise((resolve) => setImmediate(resolve))
      throw new Error('rolled back')
    })
    const seen = store.db.selectFrom('Meta').select('Key').where('Key', '=', 'half').execute()

    await expect(failed).rejects.toThrow('rolled back')
    expect(await seen).toEqual([])
  })

  it('of a newer hub is refused', async () => {
    await sql`insert into kysely_migration (name, timestamp) values ('9999-future', '2030-01-01')`.execute(
      store.db,
    )

    await expect(migrate(store.db)).rejects.toThrow('newer version of the hub')
  })
})

describe('isStorable', () => {
  it.each([
    ['plain', true],
    ['a\u{1F600}b', true],
    ['backslash u0000 as text: \\u0000', true],
    ['backslash \\\\ud800', true],
    ['\0', false],
    ['\\\0', false],
    ['\ud800', false],
    ['\udfff tail', false],
  ])('%j: %s', (text, storable) => {
    expect(isStorable(JSON.stringify({ text }))).toBe(storable)
    expect(isStorable(JSON.stringify({ [text]: 1 }))).toBe(storable)
  })
})
