import { type Kysely, type RawBuilder, sql } from 'kysely'
import { Failure } from '#hub/access/failure.ts'
import type { OrgRole, Permissions, Tables } from '#hub/store/tables.ts'
import { tokenHash } from '#hub/store/tokens.ts'

/** Who sent a request. */
export type Caller = {
  readonly UserID: string
  readonly OrganizationID: string
  readonly OrgRole: OrgRole
  readonly GroupIDs: readonly string[]
  /** Permissions of the Spaces that have any; of all Spaces when the role itself allows nothing. */
  readonly restricted: ReadonlyMap<string, Permissions>
  /** The author of the caller's writes, where it is not the User whose permissions apply. */
  readonly author?: string
}

export async function callerOf(db: Kysely<Tables>, authorization: string | undefined): Promise<Caller> {
  const token = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1]
  if (token === undefined)
    throw new Failure(401, 'No bearer token. Send the header Authorization: Bearer <token>.')
  const hash = tokenHash(token)
  const user =
    (await users(db).select('TokenExpiresAt').where('TokenHash', '=', hash).executeTakeFirst()) ??
    (await ofSession(db, hash))
  if (user === undefined) throw new Failure(401, 'The bearer token is unknown. Sign in again.')
  if (user.TokenExpiresAt !== null && Date.parse(user.TokenExpiresAt) <= Date.now())
    throw new Failure(401, 'The bearer token has expired. Sign in again.')
  return asCaller(user)
}

/** The User who opened this session with a key that they still have. */
async function ofSession(db: Kysely<Tables>, hash: string) {
  return users(db)
    .innerJoin('UserKey', 'UserKey.UserID', 'User.UserID')
    .innerJoin('Session', 'Session.UserKeyID', 'UserKey.UserKeyID')
    .select('Session.ExpiresAt as TokenExpiresAt')
    .where('Session.TokenHash', '=', hash)
    .executeTakeFirst()
}

/**
 * A User with their current permissions, for work done later on their behalf; undefined when the id is unknown. `null`
 * is an editor whom no Space lists.
 */
export async function callerById(
  db: Kysely<Tables>,
  OrganizationID: string,
  UserID: string | null,
): Promise<Caller | undefined> {
  if (UserID === null) {
    const { rows } = await sql<{ restricted: Record<string, Permissions> | null }>`
      select ${restrictedIn(sql`${OrganizationID}::uuid`, sql`'editor'`)} as restricted`.execute(db)
    const nobody = { UserID: '', OrganizationID, OrgRole: 'editor', GroupIDs: [] } as const
    return asCaller({ ...nobody, restricted: rows[0]?.restricted ?? null })
  }
  const user = await users(db)
    .where('User.UserID', '=', UserID)
    .where('User.OrganizationID', '=', OrganizationID)
    .executeTakeFirst()
  return user && asCaller(user)
}

function users(db: Kysely<Tables>) {
  return db
    .selectFrom('User')
    .select(['User.UserID', 'User.OrganizationID', 'User.OrgRole', 'User.GroupIDs'])
    .select(restrictedIn(sql.ref('User.OrganizationID'), sql.ref('User.OrgRole')).as('restricted'))
}

/** For the role `none` every Space is restricted, so whatever reads `restricted` hides those that do not list the caller. */
function restrictedIn(organizationId: RawBuilder<unknown>, role: RawBuilder<unknown>) {
  return sql<Record<string, Permissions> | null>`(
    select jsonb_object_agg("Space"."SpaceID", "Space"."Permissions") from "Space"
    where "Space"."OrganizationID" = ${organizationId} and ("Space"."Permissions" <> '{}' or ${role} = 'none'))`
}

type UserRow = Omit<Caller, 'restricted'> & { readonly restricted: Record<string, Permissions> | null }

function asCaller({ UserID, OrganizationID, OrgRole, GroupIDs, restricted }: UserRow): Caller {
  return {
    UserID,
    OrganizationID,
    OrgRole,
    GroupIDs,
    restricted: new Map(Object.entries(restricted ?? {})),
  }
}
