import type { Kysely } from 'kysely'
import { actingFor } from '#hub/access/automation.ts'
import type { Caller } from '#hub/access/caller.ts'
import { Failure } from '#hub/access/failure.ts'
import { may } from '#hub/access/permissions.ts'
import type { Tables } from '#hub/store/tables.ts'
import type { TriggerRow } from '#hub/triggers/applicable.ts'
import type { UnitRow } from '#hub/units/write-request.ts'

/** Refuses a Trigger with parts that the caller may not use: its Invocation, or its Filter of Units. */
export function mustUseParts(caller: Caller, trigger: TriggerRow): void {
  const why = unusable(caller, trigger)
  if (why !== undefined) throw new Failure(403, `Trigger ${trigger.SpaceSlug}/${trigger.Slug}: ${why}.`)
}

function unusable(caller: Caller, { InvocationSpaceID, UnitFilter }: TriggerRow): string | undefined {
  if (InvocationSpaceID !== null && !may(caller, 'Use', InvocationSpaceID))
    return 'permission Use on the Space of its Invocation is needed'
  if (UnitFilter !== null && !may(caller, 'View', UnitFilter.SpaceID))
    return 'permission View on the Space of its UnitFilterID is needed'
  return undefined
}

type Acting = { readonly caller: Caller } | { readonly refused: string }

/** Which permissions the Triggers of one run act with, and which of them may not act at all. */
export function triggerRights(db: Kysely<Tables>, unit: UnitRow): (trigger: TriggerRow) => Promise<Acting> {
  const known = new Map<string | null, Promise<Caller | undefined>>()
  return async (trigger) => {
    const { ActsForUserID } = trigger
    const asked = known.get(ActsForUserID) ?? actingFor(db, trigger)
    known.set(ActsForUserID, asked)
    const caller = await asked
    if (caller === undefined) return { refused: `The User ${ActsForUserID} it acts for no longer exists` }
    const why = may(caller, 'View', unit.SpaceID)
      ? unusable(caller, trigger)
      : 'permission View on the Space of the Unit is needed'
    return why === undefined ? { caller } : { refused: `Whoever it acts for may no longer do that: ${why}` }
  }
}
