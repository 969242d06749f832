import type { Caller } from '#hub/access/caller.ts'
import { Failure } from '#hub/access/failure.ts'
import type { Permissions } from '#hub/store/tables.ts'

/** What may be done in a Space, and what to a ServiceAccount (contract 2.4). */
export type Action = 'View' | 'Use' | 'Edit' | 'Manage' | 'CreateChildren' | 'Impersonate'

/** Permissions that include the action: whoever is listed for one of them may do it too. */
const listedAs: Readonly<Record<Action, readonly Action[]>> = {
  View: ['View', 'Use', 'Edit', 'Manage', 'CreateChildren'],
  Use: ['Use', 'Edit', 'Manage'],
  Edit: ['Edit', 'Manage'],
  Manage: ['Manage'],
  CreateChildren: ['CreateChildren', 'Manage'],
  // Managing an account does not include acting as it.
  Impersonate: ['Impersonate'],
}

/** Whoever is listed for one of these may see the entity. */
export const viewing: readonly string[] = listedAs.View

/**
 * Administrators may do everything. An action that a Space lists is reserved for the users listed; any other follows
 * the roles: editors may do everything, viewers View and Use. A Space that lists anything can be Managed only by those
 * listed, and without View nothing is allowed.
 */
export function may(caller: Caller, action: Action, spaceId: string): boolean {
  if (caller.OrgRole === 'admin') return true
  return mayWith(caller, action, caller.restricted.get(spaceId))
}

/** The same for an entity whose Permissions are these; undefined = it lists nobody. */
export function mayWith(caller: Caller, action: Action, permissions: Permissions | undefined): boolean {
  if (caller.OrgRole === 'admin') return true
  const byRole = roleAllows(caller, action)
  if (permissions === undefined) return byRole
  if (listedAs[action].some((name) => isListed(caller, permissions[name]))) return true
  if (action !== 'View' && !mayWith(caller, 'View', permissions)) return false
  return action !== 'Manage' && permissions[action] === undefined && byRole
}

function roleAllows({ OrgRole }: Caller, action: Action): boolean {
  if (action === 'Impersonate' || OrgRole === 'none') return false
  return OrgRole === 'editor' || action === 'View' || action === 'Use'
}

/** Whether the role alone allows no writing. */
function onlyReads({ OrgRole }: Caller): boolean {
  return OrgRole === 'viewer' || OrgRole === 'none'
}

type Subjects = { readonly UserIDs?: Record<string, boolean>; readonly GroupIDs?: Record<string, boolean> }

function isListed(caller: Caller, subjects: Subjects | undefined): boolean {
  if (subjects === undefined) return false
  return (
    subjects.UserIDs?.[caller.UserID] === true ||
    caller.GroupIDs.some((group) => subjects.GroupIDs?.[group] === true)
  )
}

/** 404 for what the caller cannot see, 403 for what they may not do (contract 2.6). */
export function mustMay(caller: Caller, action: Action, spaceId: string): void {
  if (may(caller, action, spaceId)) return
  if (!may(caller, 'View', spaceId)) throw new Failure(404, 'Space not found.')
  throw new Failure(
    403,
    `Permission ${action} on this Space is needed. Ask an administrator of the organization or whoever may Manage the Space.`,
  )
}

/** Refuses early when the caller may not write anywhere. */
export function mustWriteSomewhere(caller: Caller): void {
  if (!onlyReads(caller)) return
  const writing = ['Edit', 'CreateChildren'] as const
  for (const spaceId of caller.restricted.keys())
    if (writing.some((action) => may(caller, action, spaceId))) return
  throw new Failure(
    403,
    'Permission Edit is needed to write; you may only View. Ask an administrator of the organization.',
  )
}

/** For what belongs to no Space, such as a Space itself. */
export function mustEditOrganization(caller: Caller): void {
  if (onlyReads(caller))
    throw new Failure(403, 'Permission CreateChildren on the organization is needed. Ask an administrator.')
}

/** Ids of the Spaces that the caller may not see. */
export function hiddenSpaces(caller: Caller): string[] {
  return [...caller.restricted.keys()].filter((spaceId) => !may(caller, 'View', spaceId))
}
