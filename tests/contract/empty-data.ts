import type { Database } from '#tests/contract/hub-address.ts'
import type { PostgresServer } from '#tests/contract/postgres.ts'

/** Makes an empty place for a hub, as its `--data` names it. A database without a line here does not compile. */
export const emptyData: Readonly<
  Record<Database, (name: string, postgres: PostgresServer) => Promise<string>>
> = {
  PGlite: async () => 'memory',
  PostgreSQL: (name, postgres) => postgres.createDatabase(name),
}
