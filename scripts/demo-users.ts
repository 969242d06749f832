import { people } from '#hub/fleet/people.ts'
import { tokenFor } from '#hub/store/tokens.ts'

/** The people of the demo fleet with their tokens, in the form that the dashboard's one-click sign-in expects. */
export function demoUsers(adminToken: string): string {
  return JSON.stringify(
    people.map(({ Username, DisplayName, OrgRole }) => ({
      username: Username,
      displayName: DisplayName,
      role: OrgRole,
      token: OrgRole === 'admin' ? adminToken : tokenFor(adminToken, Username),
    })),
  )
}
