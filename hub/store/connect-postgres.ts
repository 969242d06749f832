import { Socket } from 'node:net'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { StoreProblem } from '#hub/store/problem.ts'
import { columnParsers } from '#hub/store/read-column.ts'
import type { Store, StoreOptions } from '#hub/store/store.ts'
import type { Tables } from '#hub/store/tables.ts'

const connectTimeoutMs = 10_000
export const defaultPoolSize = 10
export const defaultQueryTimeoutMs = 30_000

const types: pg.CustomTypesConfig = {
  getTypeParser: (type, format) =>
    (format === 'binary' ? undefined : columnParsers[type]) ?? pg.types.getTypeParser(type, format),
}

/** `postgres://user:password@host/database`; several hubs may share one. */
export async function connectPostgres(url: string, options: StoreOptions): Promise<Store> {
  const {
    pool: size = defaultPoolSize,
    queryTimeoutMs = defaultQueryTimeoutMs,
    log = () => undefined,
  } = options
  const createPool = (limits: pg.PoolConfig) => {
    const pool = new pg.Pool({
      connectionString: url,
      application_name: 'hubdeck-hub',
      connectionTimeoutMillis: connectTimeoutMs,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      types,
      ...limits,
    })
    // Without listeners, a connection that breaks while idle or inside a transaction would end the process.
    pool.on('error', ({ message }) =>
      log({ level: 'warn', message: 'A connection to PostgreSQL was lost.', reason: message }),
    )
    pool.on('connect', (client) => client.on('error', () => undefined))
    return pool
  }
  const pool = createPool({
    max: size,
    statement_timeout: queryTimeoutMs,
    // Closed here rather than by the watch over silent connections, which would report it.
    idleTimeoutMillis: Math.min(10_000, queryTimeoutMs),
    stream: () => impatientSocket(queryTimeoutMs + 2_000),
    // If this hub disappears without closing its connections, the server must release its row locks.
    idle_in_transaction_session_timeout: 2 * queryTimeoutMs,
  })
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  const patientPool = createPool({ max: 2 })
  const patient = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: patientPool }) })
  const { host, pathname } = new URL(url)
  const close = async () => {
    await Promise.all([db.destroy(), patient.destroy()])
    // Kysely does not close a pool it has not used, and the open connection would keep the process alive for ten
    // seconds.
    await Promise.all([pool, patientPool].map((each) => (each.ended ? undefined : each.end())))
  }
  try {
    await pool.query('select 1')
  } catch (cause) {
    await close()
    throw new StoreProblem(
      `PostgreSQL at ${host}${pathname} does not answer (${cause instanceof Error ? cause.message : cause}). Start it, or check --data.`,
    )
  }
  return {
    db,
    patient,
    database: 'PostgreSQL',
    place: `postgres://${host}${pathname}`,
    connections: () => ({
      used: pool.totalCount - pool.idleCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
    }),
    close,
  }
}

/**
 * The server may disappear without closing connections, so one that stays silent for longer than any statement may take
 * is closed.
 */
function impatientSocket(ms: number): Socket {
  const socket = new Socket()
  return socket.setTimeout(ms, () =>
    socket.destroy(
      Object.assign(new Error(`PostgreSQL has not answered for ${ms / 1000} s`), { code: 'ETIMEDOUT' }),
    ),
  )
}
