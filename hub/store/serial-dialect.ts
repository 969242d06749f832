import type { DatabaseConnection, Dialect, Driver } from 'kysely'

/**
 * Lends the one connection of an embedded database to one caller at a time. Kysely's PGlite driver hands the same
 * connection to everybody, so a query of one request would run inside the open transaction of another.
 */
export function serial(dialect: Dialect): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createDriver: () => serialDriver(dialect.createDriver()),
  }
}

function serialDriver(driver: Driver): Driver {
  let free: Promise<void> = Promise.resolve()
  const releases = new WeakMap<DatabaseConnection, () => void>()
  return {
    init: (options) => driver.init(options),
    destroy: (options) => driver.destroy(options),
    beginTransaction: (connection, settings) => driver.beginTransaction(connection, settings),
    commitTransaction: (connection) => driver.commitTransaction(connection),
    rollbackTransaction: (connection) => driver.rollbackTransaction(connection),
    acquireConnection: async (options) => {
      const before = free
      const { promise, resolve } = Promise.withResolvers<void>()
      free = promise
      await before
      const connection = await driver.acquireConnection(options)
      releases.set(connection, resolve)
      return connection
    },
    releaseConnection: async (connection, options) => {
      await driver.releaseConnection(connection, options)
      releases.get(connection)?.()
    },
  }
}
