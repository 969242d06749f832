import { connectDirectory, connectMemory, isDataDirectory } from '#hub/store/connect-pglite.ts'
import { connectPostgres } from '#hub/store/connect-postgres.ts'
import { migrate } from '#hub/store/migrate.ts'
import { StoreProblem } from '#hub/store/problem.ts'
import type { Store, StoreOptions } from '#hub/store/store.ts'

/** Opens `memory`, a directory (PGlite) or `postgres://…` and brings its tables up to date. */
export async function openStore(data: string, options: StoreOptions = {}): Promise<Store> {
  const store = await connectStore(data, { ...options, fleet: options.fleet ?? 'none' })
  try {
    await migrate(store.patient)
  } catch (cause) {
    await store.close()
    throw cause
  }
  return store
}

/** Opens existing data without changing its tables. */
export async function connectStore(data: string, options: StoreOptions = {}): Promise<Store> {
  if (isPostgres(data)) return connectPostgres(data, options)
  return data === 'memory' ? connectMemory(options.fleet) : connectDirectory(data, options.fleet)
}

/** The same, but never creates data. */
export async function connectExistingStore(data: string): Promise<Store> {
  if (!isPostgres(data) && !isDataDirectory(data))
    throw new StoreProblem(`There is no data of a hub in ${data}.`)
  return connectStore(data)
}

function isPostgres(data: string): boolean {
  return /^postgres(ql)?:\/\//.test(data)
}
