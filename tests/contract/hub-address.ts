export type HubAddress = {
  readonly database: 'PGlite' | 'PostgreSQL'
  readonly url: string
  readonly adminToken: string
}
