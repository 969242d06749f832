import type { Kysely } from 'kysely'
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
  /** What a new PGlite may hold from its start, where tests have kept one with it; absent = not even tables. */
  readonly fleet?: string | undefined
  /** Most connections to PostgreSQL that requests may use at once. */
  readonly pool?: number | undefined
  /** Longest that PostgreSQL may take for one statement of a request; PGlite has no way to stop one. */
  readonly queryTimeoutMs?: number | undefined
  readonly log?: ((entry: Readonly<Record<string, unknown>>) => void) | undefined
}
