import { sql, type Transaction } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { failureOf } from '#hub/access/failure.ts'
import { atomically, inTransaction } from '#hub/access/transaction.ts'
import { openStore } from '#hub/store/open.ts'
import type { Store } from '#hub/store/store.ts'
import type { Tables } from '#hub/store/tables.ts'

let store: Store
beforeAll(async () => {
  store = await openStore('memory')
  await sql`create table kept (attempt int)`.execute(store.db)
})
afterAll(() => store.close())
beforeEach(() => sql`delete from kept`.execute(store.db))

const kept = async () =>
  (await sql<{ attempt: number }>`select attempt from kept`.execute(store.db)).rows.map(
    ({ attempt }) => attempt,
  )

/** The error that PostgreSQL gives one of two deadlocked transactions. */
const endedBy = (code: string) =>
  sql.raw(`do $$ begin raise exception 'ended' using errcode = '${code}'; end $$`)

/** Writes, and is aborted by the database as often as told. */
function colliding(code: string, times: number) {
  let attempt = 0
  const work = async (db: Transaction<Tables>) => {
    attempt += 1
    await sql`insert into kept values (${attempt})`.execute(db)
    if (attempt <= times) await endedBy(code).execute(db)
    return attempt
  }
  return { work, attempts: () => attempt }
}

describe('a transaction that the database ends', () => {
  it.each(['40P01', '40001'])(
    'with %s is retried, and the failed attempts leave nothing behind',
    async (code) => {
      expect(await atomically(store.db, colliding(code, 3).work)).toBe(4)
      expect(await kept()).toEqual([4])
    },
  )

  it('every time is given up after a few attempts, with a refusal that says so', async () => {
    const { work, attempts } = colliding('40P01', Number.POSITIVE_INFINITY)
    const cause: unknown = await atomically(store.db, work).catch((reason: unknown) => reason)

    expect(failureOf(cause)).toMatchObject({ status: 409, message: expect.stringContaining('Try again') })
    expect(attempts()).toBe(5)
    expect(await kept()).toEqual([])
  })

  it('for another reason is not retried', async () => {
    const { work, attempts } = colliding('23505', 1)

    await expect(atomically(store.db, work)).rejects.toThrow('ended')
    expect(attempts()).toBe(1)
  })

  it('is retried in a dry run, which stores nothing', async () => {
    expect(await inTransaction(store.db, true, colliding('40001', 1).work)).toBe(2)
    expect(await kept()).toEqual([])
  })
})

it('a row that someone else deleted between two reads counts as absent', async () => {
  const nobody = '00000000-0000-4000-8000-000000000000'
  const reading = store.db
    .selectFrom('Unit')
    .selectAll()
    .where('UnitID', '=', nobody)
    .executeTakeFirstOrThrow()
  const cause: unknown = await reading.catch((reason: unknown) => reason)

  expect(failureOf(cause)).toMatchObject({ status: 404 })
})
