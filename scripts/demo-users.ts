import { people } from '#hub/fleet/people.ts'
import { tokenFor } from '#hub/store/tokens.ts'

/** The people of the demo fleet with their tokens, as the dashboard's one-click sign-in wants them. */
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
