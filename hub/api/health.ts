import { Hono } from 'hono'
import { sql } from 'kysely'
import type { Env } from '#hub/api/http/context.ts'
import type { Store } from '#hub/store/store.ts'

const answerWithinMs = 2_000

/**
 * `GET /healthz`, for load balancers and supervisors, without a token: 200 `{status: "ok", database}` when the
 * database answers within 2 s, else 503 `{status: "unavailable", database, reason}`.
 */
export function health(store: Pick<Store, 'db' | 'database'>, withinMs = answerWithinMs): Hono<Env> {
  const { database } = store
  // Concurrent probes of an unresponsive database share one query, so that they do not use up its connections.
  let asked: Promise<string | undefined> | undefined
  const ask = () => {
    asked ??= problemOf(store).finally(() => {
      asked = undefined
    })
    return asked
  }
  return new Hono<Env>().get('/healthz', async (context) => {
    const reason = await within(ask(), withinMs)
    context.header('Cache-Control', 'no-store')
    if (reason === undefined) return context.json({ status: 'ok', database })
    return context.json({ status: 'unavailable', database, reason }, 503)
  })
}

async function problemOf({ db, database }: Pick<Store, 'db' | 'database'>): Promise<string | undefined> {
  try {
    await sql`select 1`.execute(db)
    return undefined
  } catch (cause) {
    // The message may name hosts and users, and the caller is not signed in.
    const code = cause instanceof Error && 'code' in cause ? ` (${cause.code})` : ''
    return `${database} does not answer${code}.`
  }
}

async function within(problem: Promise<string | undefined>, ms: number): Promise<string | undefined> {
  const { promise, resolve } = Promise.withResolvers<string>()
  const timer = setTimeout(() => resolve(`The database has not answered for ${ms / 1000} s.`), ms)
  try {
    return await Promise.race([problem, promise])
  } finally {
    clearTimeout(timer)
  }
}
