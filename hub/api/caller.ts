import type { Kysely } from 'kysely'
import { Failure } from '#hub/api/failure.ts'
import type { Tables } from '#hub/store/tables.ts'
import { tokenHash } from '#hub/store/tokens.ts'

/** Who is asking. */
export type Caller = {
  readonly UserID: string
  readonly OrganizationID: string
  readonly OrgRole: 'admin' | 'editor' | 'viewer'
}

export async function callerOf(db: Kysely<Tables>, authorization: string | undefined): Promise<Caller> {
  const token = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1]
  if (token === undefined)
    throw new Failure(401, 'No bearer token. Send the header Authorization: Bearer <token>.')
  const user = await db
    .selectFrom('User')
    .select(['UserID', 'OrganizationID', 'OrgRole', 'TokenExpiresAt'])
    .where('TokenHash', '=', tokenHash(token))
    .executeTakeFirst()
  if (user === undefined) throw new Failure(401, 'The bearer token is not known here. Sign in again.')
  if (user.TokenExpiresAt !== null && user.TokenExpiresAt.getTime() <= Date.now())
    throw new Failure(401, 'The bearer token has expired. Sign in again.')
  return user
}

export function mustWrite(caller: Caller): void {
  if (caller.OrgRole === 'viewer')
    throw new Failure(
      403,
      'Permission Edit is needed to write; you may only View. Ask an administrator of the organization.',
    )
}
