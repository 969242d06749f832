import { automationId } from '#hub/access/automation.ts'
import { fleetId } from '#hub/fleet/identity.ts'

export type Person = {
  readonly UserID: string
  readonly Username: string
  readonly DisplayName: string
  readonly OrgRole: 'admin' | 'editor' | 'viewer'
  readonly GroupIDs: readonly string[]
}

function person(
  Username: string,
  DisplayName: string,
  OrgRole: Person['OrgRole'],
  ...groups: readonly ('traders' | 'auditors')[]
): Person {
  const GroupIDs = groups.map((group) => fleetId('group', group))
  return { UserID: fleetId('user', Username), Username, DisplayName, OrgRole, GroupIDs }
}

export const alice = person('alice@trading.com', 'Alice Chen', 'editor', 'traders')
const bob = person('bob@trading.com', 'Bob Martin', 'editor', 'traders')
const ciBot = person('ci-bot', 'CI Bot', 'editor')
const auditor = person('auditor@trading.com', 'Audrey Auditor', 'viewer', 'auditors')
const administrator = person('admin@hubdeck.local', 'Administrator', 'admin')

export const people: readonly Person[] = [alice, bob, ciBot, auditor, administrator]

/** A person with the tool they used; both are stored on every revision. */
export type Actor = { readonly UserID: string; readonly UserAgent: string }

export const aliceInTerminal: Actor = { UserID: alice.UserID, UserAgent: 'cub/0.4.19' }
export const aliceInHubdeck: Actor = { UserID: alice.UserID, UserAgent: 'hubdeck/0.1' }
export const bobInHubdeck: Actor = { UserID: bob.UserID, UserAgent: 'hubdeck/0.1' }
export const pipeline: Actor = { UserID: ciBot.UserID, UserAgent: 'cub/0.4.19' }
export const linkResolver: Actor = { UserID: automationId, UserAgent: 'confighub/resolver' }
export const marketHoursBot: Actor = { UserID: automationId, UserAgent: 'market-hours-bot/2.3' }
export const autoscalerBot: Actor = { UserID: automationId, UserAgent: 'capacity-autopilot/1.8' }
