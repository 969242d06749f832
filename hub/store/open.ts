import { PGlite } from '@electric-sql/pglite'
import { Kysely, PGliteDialect, PostgresDialect } from 'kysely'
import pg from 'pg'
import { lockDirectory } from '#hub/store/lock.ts'
import { migrate } from '#hub/store/migrate.ts'
import { StoreProblem } from '#hub/store/problem.ts'
import { serial } from '#hub/store/serial-dialect.ts'
import type { Tables } from '#hub/store/tables.ts'

export type Store = {
  readonly db: Kysely<Tables>
  /** How the data is kept, for people: `memory`, a directory, or a PostgreSQL address without its password. */
  readonly place: string
  close(): Promise<void>
}

const poolSize = 10

/** Opens `memory`, a directory (PGlite) or `postgres://…` and brings its tables up to date. */
export async function openStore(data: string): Promise<Store> {
  const store = await connect(data)
  try {
    await migrate(store.db)
  } catch (cause) {
    await store.close()
    throw cause
  }
  return store
}

async function connect(data: string): Promise<Store> {
  if (/^postgres(ql)?:\/\//.test(data)) return connectPostgres(data)
  if (data === 'memory') return connectPGlite(new PGlite(), 'memory')
  const unlock = lockDirectory(data)
  try {
    return await connectPGlite(new PGlite(`${data}/pgdata`), data, unlock)
  } catch (cause) {
    unlock()
    throw cause
  }
}

async function connectPGlite(pglite: PGlite, place: string, unlock?: () => void): Promise<Store> {
  await pglite.waitReady
  const db = new Kysely<Tables>({ dialect: serial(new PGliteDialect({ pglite })) })
  return {
    db,
    place,
    close: async () => {
      await db.destroy()
      if (!pglite.closed) await pglite.close()
      unlock?.()
    },
  }
}

async function connectPostgres(url: string): Promise<Store> {
  const pool = new pg.Pool({ connectionString: url, max: poolSize, connectionTimeoutMillis: 5_000 })
  // An idle connection that breaks is replaced by the pool; without a listener Node would stop the process.
  pool.on('error', () => undefined)
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  const { host, pathname } = new URL(url)
  const close = async () => db.destroy()
  try {
    await pool.query('select 1')
  } catch (cause) {
    await close()
    throw new StoreProblem(
      `PostgreSQL at ${host}${pathname} does not answer (${cause instanceof Error ? cause.message : cause}). Start it, or check --data.`,
    )
  }
  return { db, place: `postgres://${host}${pathname}`, close }
}
