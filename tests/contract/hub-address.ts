/** Every database that a hub runs on; a test holds the names to those of the hub. */
export const databases = ['PGlite', 'PostgreSQL'] as const
export type Database = (typeof databases)[number]

export type HubAddress = {
  readonly database: Database
  readonly url: string
  readonly adminToken: string
}
