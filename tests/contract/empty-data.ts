import type { Database } from '#tests/contract/hub-address.ts'
import type { PostgresServer } from '#tests/contract/postgres.ts'

/** Makes an empty place for a hub, as its `--data` names it; the server is asked for only where it is needed. A database without a line here does not compile. */
export const emptyData: Readonly<
  Record<Database, (name: string, postgres: () => Promise<PostgresServer>) => Promise<string>>
> = {
  PGlite: async () => 'memory',
  PostgreSQL: async (name, postgres) => (await postgres()).createDatabase(name),
}
