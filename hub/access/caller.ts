import { type Kysely, type RawBuilder, sql } from 'kysely'
import { Failure } from '#hub/access/failure.ts'
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
  /** The author of the caller's writes, where it is not the User whose permissions apply. */
  readonly author?: string
}

export async function callerOf(db: Kysely<Tables>, authorization: string | undefined): Promise<Caller> {
  const token = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1]
  if (token === undefined)
    throw new Failure(401, 'No bearer token. Send the header Authorization: Bearer <token>.')
  const user = await users(db).where('TokenHash', '=', tokenHash(token)).executeTakeFirst()
  if (user === undefined) throw new Failure(401, 'The bearer token is unknown. Sign in again.')
  if (user.TokenExpiresAt !== null && Date.parse(user.TokenExpiresAt) <= Date.now())
    throw new Failure(401, 'The bearer token has expired. Sign in again.')
  return asCaller(user)
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
      select ${restrictedIn(sql`${OrganizationID}::uuid`)} as restricted`.execute(db)
    const nobody = { UserID: '', OrganizationID, OrgRole: 'editor', GroupIDs: [] } as const
    return asCaller({ ...nobody, restricted: rows[0]?.restricted ?? null })
  }
  const user = await users(db)
    .where('UserID', '=', UserID)
    .where('OrganizationID', '=', OrganizationID)
    .executeTakeFirst()
  return user && asCaller(user)
}

function users(db: Kysely<Tables>) {
  return db
    .selectFrom('User')
    .select(['UserID', 'OrganizationID', 'OrgRole', 'GroupIDs', 'TokenExpiresAt'])
    .select(restrictedIn(sql.ref('User.OrganizationID')).as('restricted'))
}

function restrictedIn(organizationId: RawBuilder<unknown>) {
  return sql<Record<string, Permissions> | null>`(
    select jsonb_object_agg("Space"."SpaceID", "Space"."Permissions") from "Space"
    where "Space"."OrganizationID" = ${organizationId} and "Space"."Permissions" <> '{}')`
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
