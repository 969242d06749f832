import type { Caller } from '#hub/api/caller.ts'
import { automationId } from '#hub/fleet/identity.ts'

/** Whoever nobody is (confighub-api 4.4): may do what a Trigger or a Link does. */
export function automation(OrganizationID: string): Caller {
  return { UserID: automationId, OrganizationID, OrgRole: 'admin', GroupIDs: [], restricted: new Map() }
}
