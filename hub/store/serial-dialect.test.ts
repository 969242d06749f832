import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStore } from '#hub/store/open.ts'
import { inTurn } from '#hub/store/serial-dialect.ts'
import type { Store } from '#hub/store/store.ts'

let store: Store
beforeAll(async () => {
  store = await openStore('memory')
})
afterAll(() => store.close())

it('the request that began first is served first, with all its statements', async () => {
  const [requests, statements] = [20, 5]
  let done = 0
  const doneBefore = await Promise.all(
    Array.from({ length: requests }, () =>
      inTurn(async () => {
        for (let at = 0; at < statements; at += 1) {
          await sql`select 1`.execute(store.db)
          done += 1
        }
        return done
      }),
    ),
  )

  expect(doneBefore).toEqual(doneBefore.toSorted((a, b) => a - b))
  // Only one other request can run between the two; if statements were queued one by one, all of them could.
  expect(doneBefore[0]).toBeLessThanOrEqual(2 * statements)
})

it('nobody else runs statements inside a transaction', async () => {
  await sql`create table lent (number int)`.execute(store.db)
  const count = async (db: Pick<Store, 'db'>['db']) =>
    (await sql<{ count: number }>`select count(*)::int as count from lent`.execute(db)).rows[0]?.count
  const writing = inTurn(() =>
    store.db.transaction().execute(async (db) => {
      await sql`insert into lent values (1)`.execute(db)
      return count(db)
    }),
  )
  const outside = Array.from({ length: 5 }, () => inTurn(() => count(store.db)))

  expect(await writing).toBe(1)
  expect(await Promise.all(outside)).toEqual([1, 1, 1, 1, 1])
})

it('the event loop turns between two statements, so that new connections are accepted', async () => {
  let turns = 0
  let isRunning = true
  const turn = () => {
    turns += 1
    if (isRunning) setImmediate(turn)
  }
  setImmediate(turn)
  const statements = 20
  for (let at = 0; at < statements; at += 1) await sql`select 1`.execute(store.db)
  isRunning = false

  expect(turns).toBeGreaterThanOrEqual(statements - 1)
})
