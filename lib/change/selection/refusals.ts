import type { Frozen } from '#lib/change/selection/freeze.ts'
import type { ConfigHub, UnitPatch } from '#lib/confighub/client.ts'
import { ConfigHubError } from '#lib/confighub/error.ts'

export type Refusals = {
  /** Why ConfigHub would refuse to write a unit, by UnitID. */
  readonly reasons: ReadonlyMap<string, string>
  /** Units that could not be checked. */
  readonly unasked: number
}

/**
 * Finds out what ConfigHub would refuse before anyone decides: a dry run of an empty change makes the checks of a write
 * and stores nothing. Permissions belong to Spaces, so one unit is checked per Space, plus every unit with Permissions
 * of its own. Open ChangeSets are already known from the units.
 */
export async function findRefusals(
  hub: ConfigHub,
  units: readonly Frozen[],
  signal?: AbortSignal,
): Promise<Refusals> {
  const free = units.filter(({ changeSet }) => changeSet === undefined)
  const speakers = new Map(free.map((frozen) => [placeOf(frozen), frozen.unit.UnitID]))
  const { refused, isAnswered } = await dryRun(hub, [...speakers.values()], signal)
  const reasonFor = (frozen: Frozen) =>
    frozen.changeSet === undefined
      ? refused.get(speakers.get(placeOf(frozen)) ?? '')
      : `The unit is in the open ChangeSet ${frozen.changeSet}, which locks it until the ChangeSet is closed.`
  return {
    reasons: new Map(
      units.flatMap((frozen): [string, string][] => {
        const reason = reasonFor(frozen)
        return reason === undefined ? [] : [[frozen.unit.UnitID, reason]]
      }),
    ),
    unasked: isAnswered ? 0 : free.length,
  }
}

function placeOf({ unit, hasOwnPermissions }: Frozen): string {
  return hasOwnPermissions === true ? unit.UnitID : unit.SpaceID
}

type Answers = { readonly refused: ReadonlyMap<string, string>; readonly isAnswered: boolean }

/** Why ConfigHub would refuse a change, by UnitID; an empty one asks about writes in general. */
export async function dryRun(
  hub: ConfigHub,
  ids: readonly string[],
  signal: AbortSignal | undefined,
  change?: UnitPatch,
): Promise<Answers> {
  try {
    return { refused: await hub.dryRunWrites(ids, signal, change), isAnswered: true }
  } catch (error) {
    if (!(error instanceof ConfigHubError) || error.status === 401) throw error
    // A 403 for the whole request applies to all units; a quota says nothing about them.
    const isRefusal = error.status === 403 && !/quota/i.test(error.message)
    return { refused: new Map(isRefusal ? ids.map((id) => [id, error.message]) : []), isAnswered: isRefusal }
  }
}
