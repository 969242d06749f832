import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { sql, type Transaction } from 'kysely'
import { z } from 'zod'
import type { Caller } from '#hub/access/caller.ts'
import { Failure } from '#hub/access/failure.ts'
import { type Action, mayWith } from '#hub/access/permissions.ts'
import type { Api } from '#hub/api/http/context.ts'
import { withinQuota } from '#hub/api/http/quota.ts'
import type { EntityChange, EntityWrites } from '#hub/api/kinds/entity-changes.ts'
import { mustHaveNoGates } from '#hub/api/kinds/resident.ts'
import type { Row } from '#hub/entities/fields.ts'
import { lockSlug } from '#hub/entities/lock-slug.ts'
import { mustBeVersion } from '#hub/entities/metadata.ts'
import { models } from '#hub/entities/models/models.ts'
import { insertRow, updateRow } from '#hub/entities/rows.ts'
import { check, PermissionsField, residentFields } from '#hub/entities/validate.ts'
import type { OrgRole, Permissions, Tables } from '#hub/store/tables.ts'

/** The roles of ConfigHub; what some of them allow is not described, so nobody has them here. */
const Role = z.enum(['none', 'member', 'creator', 'viewer', 'user', 'editor', 'manager', 'admin'])

/** The writable part of a ServiceAccount (contract 4.11). */
export const serviceAccountSchema = z.object({
  ...residentFields,
  OrgRole: Role.default('none'),
  Permissions: PermissionsField,
})
type Body = z.infer<typeof serviceAccountSchema>

export const serviceAccountWrites: EntityWrites = {
  kind: { model: models.ServiceAccount, schema: serviceAccountSchema },
  change: changeServiceAccount,
  remove: removeServiceAccount,
}

/** Roles of this hub, from the weakest on; each includes those before it. */
const roles: readonly OrgRole[] = ['none', 'viewer', 'editor', 'admin']

/** Creates an account and the User it acts as. Whoever creates it may do everything with it. */
export async function createServiceAccount(
  api: Api,
  db: Transaction<Tables>,
  caller: Caller,
  body: Body,
  allowExists: boolean,
): Promise<Row> {
  await lockSlug(db, 'ServiceAccount', caller.OrganizationID, body.Slug)
  const existing = await bySlug(db, caller, body.Slug)
  if (existing && allowExists && mayWith(caller, 'View', existing.Permissions as Permissions)) return existing
  await mustBeFree(db, caller, body.Slug, undefined)
  await withinQuota(api, db, caller, 'ServiceAccount')
  const role = mustGive(caller, body.OrgRole)
  const UserID = randomUUID()
  const now = new Date()
  const stamps = { OrganizationID: caller.OrganizationID, CreatedAt: now, UpdatedAt: now }
  await db
    .insertInto('User')
    .values({
      UserID,
      ExternalID: UserID,
      ...userOf(body, role),
      TokenHash: null,
      TokenExpiresAt: null,
      ...stamps,
    })
    .execute()
  const mine = { UserIDs: { [caller.UserID]: true } }
  return insertRow(db, models.ServiceAccount, {
    ...body,
    Permissions: withEach(body.Permissions, { Manage: mine, Impersonate: mine }),
    ServiceAccountID: randomUUID(),
    UserID,
    ...stamps,
  })
}

/** Changing its role or who may do what needs Manage, everything else Edit. */
async function changeServiceAccount(
  db: Transaction<Tables>,
  caller: Caller,
  { current, next, version }: EntityChange,
): Promise<Row> {
  mustMayWith(caller, 'Edit', current)
  mustBeVersion(current, version)
  const body = check(serviceAccountSchema, next)
  const before = check(PermissionsField, current.Permissions)
  if (!isDeepStrictEqual(body.Permissions, before)) mustMayWith(caller, 'Manage', current)
  // Only those who may act as the account decide who else may; Manage is not enough.
  if (addsTo(before.Impersonate, body.Permissions.Impersonate)) mustMayWith(caller, 'Impersonate', current)
  if (body.OrgRole !== current.OrgRole) {
    mustMayWith(caller, 'Manage', current)
    mustGive(caller, body.OrgRole)
  }
  await lockSlug(db, 'ServiceAccount', caller.OrganizationID, body.Slug)
  await mustBeFree(db, caller, body.Slug, String(current.UserID))
  await db
    .updateTable('User')
    .set({ ...userOf(body, roleOf(body.OrgRole)), UpdatedAt: new Date() })
    .where('UserID', '=', String(current.UserID))
    .execute()
  return updateRow(db, models.ServiceAccount, String(current.ServiceAccountID), body)
}

/** Deletes the account with its User, its keys and its sessions. What it wrote keeps its id. */
async function removeServiceAccount(db: Transaction<Tables>, caller: Caller, row: Row): Promise<string> {
  mustMayWith(caller, 'Manage', row)
  mustHaveNoGates('ServiceAccount', row)
  await db.deleteFrom('User').where('UserID', '=', String(row.UserID)).execute()
  return `ServiceAccount ${row.Slug} deleted`
}

/** 403 for what the caller may not do with an account that they can see. */
export function mustMayWith(caller: Caller, action: Action, row: Row): void {
  if (mayWith(caller, action, row.Permissions as Permissions)) return
  throw new Failure(
    403,
    `Permission ${action} on ServiceAccount ${row.Slug} is needed. Ask an administrator or whoever may Manage it.`,
  )
}

function userOf({ Slug, DisplayName }: Body, role: OrgRole) {
  return { Username: Slug, Slug, DisplayName: DisplayName || Slug, OrgRole: role }
}

/** A role that this hub has, and that is not above the caller's. */
function mustGive(caller: Caller, name: Body['OrgRole']): OrgRole {
  const role = roleOf(name)
  if (roles.indexOf(role) > roles.indexOf(caller.OrgRole))
    throw new Failure(403, `OrgRole: ${role} is above your own role, ${caller.OrgRole}.`)
  return role
}

function roleOf(name: Body['OrgRole']): OrgRole {
  const role = roles.find((known) => known === name)
  if (role === undefined)
    throw new Failure(
      501,
      `OrgRole ${name} is not implemented by the embedded hub, which has ${roles.join(', ')}.`,
    )
  return role
}

type Given = Body['Permissions']
type Subjects = Given[keyof Given]

/** These permissions, and those of `more`. */
function withEach(permissions: Given, more: Given): Given {
  const both: Given = { ...permissions }
  for (const action of ['Manage', 'Impersonate'] as const)
    both[action] = {
      ...permissions[action],
      UserIDs: { ...permissions[action]?.UserIDs, ...more[action]?.UserIDs },
    }
  return both
}

function addsTo(before: Subjects, after: Subjects): boolean {
  return (['UserIDs', 'GroupIDs'] as const).some((kind) =>
    Object.entries(after?.[kind] ?? {}).some(([id, listed]) => listed && before?.[kind]?.[id] !== true),
  )
}

async function bySlug(db: Transaction<Tables>, caller: Caller, slug: string): Promise<Row | undefined> {
  const { rows } = await sql<Row>`
    select * from "ServiceAccount"
    where "OrganizationID" = ${caller.OrganizationID} and "Slug" = ${slug}`.execute(db)
  return rows[0]
}

/** An account and its User have one name, and a name means one User to everyone. */
async function mustBeFree(
  db: Transaction<Tables>,
  caller: Caller,
  slug: string,
  own: string | undefined,
): Promise<void> {
  const taken = await db
    .selectFrom('User')
    .select('UserID')
    .where('OrganizationID', '=', caller.OrganizationID)
    .where((is) => is.or([is('Slug', '=', slug), is('Username', '=', slug)]))
    .execute()
  if (taken.some(({ UserID }) => UserID !== own))
    throw new Failure(409, `A User with the Slug ${slug} already exists in this organization.`)
}
