import { type Kysely, sql } from 'kysely'
import { Failure } from '#hub/api/failure.ts'
import type { Permissions, Tables } from '#hub/store/tables.ts'
import { tokenHash } from '#hub/store/tokens.ts'

/** Who is asking. */
export type Caller = {
  readonly UserID: string
  readonly OrganizationID: string
  readonly OrgRole: 'admin' | 'editor' | 'viewer'
  readonly GroupIDs: readonly string[]
  /** Permissions of the Spaces that have any. */
  readonly restricted: ReadonlyMap<string, Permissions>
}

export async function callerOf(db: Kysely<Tables>, authorization: string | undefined): Promise<Caller> {
  const token = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1]
  if (token === undefined)
    throw new Failure(401, 'No bearer token. Send the header Authorization: Bearer <token>.')
  const user = await db
    .selectFrom('User')
    .select(['UserID', 'OrganizationID', 'OrgRole', 'GroupIDs', 'TokenExpiresAt'])
    .select(
      sql<Record<
        string,
        Permissions
      > | null>`(select jsonb_object_agg("Space"."SpaceID", "Space"."Permissions")
        from "Space" where "Space"."OrganizationID" = "User"."OrganizationID" and "Space"."Permissions" <> '{}')`.as(
        'restricted',
      ),
    )
    .where('TokenHash', '=', tokenHash(token))
    .executeTakeFirst()
  if (user === undefined) throw new Failure(401, 'The bearer token is not known here. Sign in again.')
  if (user.TokenExpiresAt !== null && Date.parse(user.TokenExpiresAt) <= Date.now())
    throw new Failure(401, 'The bearer token has expired. Sign in again.')
  return { ...user, restricted: new Map(Object.entries(user.restricted ?? {})) }
}
