import { createHash, createHmac } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Tables } from '#hub/store/tables.ts'

/** The bearer token of a demo user: whoever holds the administrator's token can compute all others. */
export function tokenFor(adminToken: string, username: string): string {
  return createHmac('sha256', adminToken).update(username).digest('base64url')
}

/** What is stored for a token: its SHA-256, hex. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** Makes `adminToken` the administrator's and derives everyone else's from it. ServiceAccounts have keys and no token. */
export async function setTokens(db: Kysely<Tables>, adminToken: string): Promise<void> {
  const users = await db
    .selectFrom('User')
    .select(['UserID', 'Username', 'OrgRole'])
    .where('UserID', 'not in', (accounts) => accounts.selectFrom('ServiceAccount').select('UserID'))
    .execute()
  for (const user of users) {
    const token = user.OrgRole === 'admin' ? adminToken : tokenFor(adminToken, user.Username)
    await db
      .updateTable('User')
      .set({ TokenHash: tokenHash(token) })
      .where('UserID', '=', user.UserID)
      .execute()
  }
}
