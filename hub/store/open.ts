import type { Kysely } from 'kysely'
import { connectDirectory, connectMemory, isDataDirectory } from '#hub/store/connect-pglite.ts'
import { connectPostgres } from '#hub/store/connect-postgres.ts'
import { migrate } from '#hub/store/migrate.ts'
import { StoreProblem } from '#hub/store/problem.ts'
import type { Tables } from '#hub/store/tables.ts'

export type Store = {
  readonly db: Kysely<Tables>
  /** The same tables for work that may take minutes: nothing stops a long statement. */
  readonly patient: Kysely<Tables>
  readonly database: 'PGlite' | 'PostgreSQL'
  /** How the data is kept, for people: `memory`, a directory, or a PostgreSQL address without its password. */
  readonly place: string
  /** Where PGlite keeps its files; absent = it keeps none. */
  readonly directory?: string
  /** Connections of `db`; absent where there is only one. */
  readonly connections?: () => Readonly<Record<'used' | 'idle' | 'waiting', number>>
  close(): Promise<void>
}

export type StoreOptions = {
  /** Most connections to PostgreSQL that requests may use at once. */
  readonly pool?: number | undefined
  /** Longest that PostgreSQL may take for one statement of a request; PGlite has no way to stop one. */
  readonly queryTimeoutMs?: number | undefined
  readonly log?: ((entry: Readonly<Record<string, unknown>>) => void) | undefined
}

/** Opens `memory`, a directory (PGlite) or `postgres://…` and brings its tables up to date. */
export async function openStore(data: string, options: StoreOptions = {}): Promise<Store> {
  const store = await connectStore(data, options)
  try {
    await migrate(store.patient)
  } catch (cause) {
    await store.close()
    throw cause
  }
  return store
}

/** Opens data as it is. */
export async function connectStore(data: string, options: StoreOptions = {}): Promise<Store> {
  if (isPostgres(data)) return connectPostgres(data, options)
  return data === 'memory' ? connectMemory() : connectDirectory(data)
}

/** The same, but makes nothing where there is nothing. */
export async function connectExistingStore(data: string): Promise<Store> {
  if (!isPostgres(data) && !isDataDirectory(data))
    throw new StoreProblem(`There is no hub's data in ${data}.`)
  return connectStore(data)
}

function isPostgres(data: string): boolean {
  return /^postgres(ql)?:\/\//.test(data)
}
