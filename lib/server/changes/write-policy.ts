import 'server-only'
import { RE2JS } from 're2js'
import type { CommitPlan } from '#lib/change/consent/admit.ts'
import {
  confirmationReason,
  confirmationRefusal,
  isProtectedPlace,
  ticketRefusal,
  type WritePolicy,
} from '#lib/change/consent/write-policy.ts'
import type { CommitRefusal, CommitRequest } from '#lib/change/model.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { env } from '#lib/server/process/env.ts'

/** What this deployment asks of a change. */
export function writePolicy(): WritePolicy {
  const settings = env()
  return {
    ticketPattern: settings.HUBDECK_TICKET_PATTERN,
    isTicketRequired: settings.HUBDECK_TICKET_REQUIRED,
    confirmAbove: settings.HUBDECK_CONFIRM_ABOVE,
    protectedBy: settings.HUBDECK_PROTECTED,
    recordSpace: settings.HUBDECK_RECORD_SPACE,
  }
}

type Refusal = { readonly code: CommitRefusal; readonly message: string }

/** Why the policy refuses a change that may begin otherwise. What is only proposed writes no unit. */
export async function policyRefusal(
  hub: ConfigHub,
  plan: CommitPlan,
  request: CommitRequest,
  { isWriting }: { isWriting: boolean },
): Promise<Refusal | undefined> {
  const refused = await recordRefusal(hub, plan)
  return refused ?? (isWriting ? await confirmationMissing(hub, plan, request) : undefined)
}

/** Why the policy refuses a record. Whoever goes on with a change repeats its ticket, whatever the policy was then. */
async function recordRefusal(hub: ConfigHub, plan: CommitPlan): Promise<Refusal | undefined> {
  if (plan.record.kind === 'resume') return undefined
  const policy = writePolicy()
  const fits = (text: string) => RE2JS.matches(policy.ticketPattern, text)
  const unfit = plan.record.kind === 'new' ? ticketRefusal(plan.ticket ?? '', policy, fits) : undefined
  if (unfit !== undefined || policy.recordSpace === '') return unfit
  const [kept] = await hub.spaces({ where: `Slug = '${policy.recordSpace}'`, select: 'SpaceID' })
  if (kept?.Space.SpaceID === plan.record.spaceId) return undefined
  return {
    code: 'record-space-other',
    message: `The records of changes are kept in the space ${policy.recordSpace}${kept === undefined ? ', which does not exist or which you may not see. Tell whoever runs Hubdeck' : ''}. Nothing was written.`,
  }
}

/** Why the policy refuses to write: the number of units was to be typed. */
async function confirmationMissing(
  hub: ConfigHub,
  { units }: CommitPlan,
  { confirmed }: CommitRequest,
): Promise<Refusal | undefined> {
  if (confirmed === units.length) return undefined
  const policy = writePolicy()
  const why =
    confirmationReason(units.length, 0, policy) ??
    confirmationReason(units.length, await protectedUnits(hub, units, policy), policy)
  return confirmationRefusal(units.length, confirmed, why)
}

async function protectedUnits(
  hub: ConfigHub,
  units: CommitPlan['units'],
  policy: WritePolicy,
): Promise<number> {
  if (policy.protectedBy.length === 0) return 0
  const ids = units.map(({ UnitID }) => UnitID)
  const found = await hub.unitsById(ids, { select: 'Labels', include: 'SpaceID' })
  return found.filter(
    ({ Unit, Space }) =>
      Space !== undefined && isProtectedPlace({ labels: Unit.Labels, space: Space }, policy),
  ).length
}
