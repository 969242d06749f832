import { AsyncLocalStorage } from 'node:async_hooks'
import type { Dialect, Driver } from 'kysely'

/**
 * Lends the one connection of an embedded database to one caller at a time, in the order of their requests. Kysely
 * would queue each statement: a request of five would wait five times, behind everyone.
 */
export function serial(dialect: Dialect): Dialect {
  return {
    // Pretends to have many connections, so that nothing waits in Kysely's own queue.
    createAdapter: () =>
      Object.defineProperty(dialect.createAdapter(), 'supportsMultipleConnections', { value: true }),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createDriver: () => serialDriver(dialect.createDriver()),
  }
}

const started = new AsyncLocalStorage<number>()

/**
 * Queries that `work` sends to an embedded database count as sent now: whoever began first gets the connection first.
 */
export function inTurn<T>(work: () => T): T {
  return started.run(performance.now(), work)
}

type Waiting = { readonly since: number; readonly go: () => void }

function serialDriver(driver: Driver): Driver {
  let lent = false
  const line: Waiting[] = []
  const turn = () => {
    const since = started.getStore() ?? performance.now()
    const { promise, resolve } = Promise.withResolvers<void>()
    const place = line.findIndex((other) => other.since > since)
    line.splice(place < 0 ? line.length : place, 0, { since, go: resolve })
    return promise
  }
  return {
    init: (options) => driver.init(options),
    destroy: (options) => driver.destroy(options),
    beginTransaction: (connection, settings) => driver.beginTransaction(connection, settings),
    commitTransaction: (connection) => driver.commitTransaction(connection),
    rollbackTransaction: (connection) => driver.rollbackTransaction(connection),
    acquireConnection: async (options) => {
      if (lent) await turn()
      lent = true
      return driver.acquireConnection(options)
    },
    releaseConnection: async (connection, options) => {
      await driver.releaseConnection(connection, options)
      // An embedded database answers without leaving the thread. Whoever connects is accepted one per turn of the event
      // loop, so without a turn between two statements a few callers would keep all others out.
      setImmediate(() => {
        const next = line.shift()
        if (next === undefined) lent = false
        else next.go()
      })
    },
  }
}
