import { setTimeout as pause } from 'node:timers/promises'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { gatesOf } from '#lib/confighub/gates.ts'

/** What the checks of ConfigHub (its validating Triggers) say of units that were just written. */
export type CheckResult = {
  /** UnitIDs that fail a check which they passed before. */
  readonly failing: readonly string[]
  /** How many have checks that are still running, or cannot be read. */
  readonly pending: number
}

type Failing = ReadonlyMap<string, readonly string[]>

const pollMs = 500

/** Reads which checks fail now, so that later only new ones count. */
export async function watchChecks(hub: ConfigHub, ids: readonly string[]) {
  const before = (await readGates(hub, ids)).failing
  return async (patienceMs: number): Promise<CheckResult> => {
    for (let waitedMs = 0; ; waitedMs += pollMs) {
      const { failing, pending } = await readGates(hub, ids)
      if (pending === 0 || waitedMs >= patienceMs) {
        const isNew = (id: string) => failing.get(id)?.some((check) => !before.get(id)?.includes(check))
        return { failing: ids.filter(isNew), pending }
      }
      await pause(pollMs)
    }
  }
}

async function readGates(
  hub: ConfigHub,
  ids: readonly string[],
): Promise<{ failing: Failing; pending: number }> {
  const units = await hub.unitsById(ids, { select: 'ValidationErrors' })
  const gates = units.map(({ Unit }) => [Unit.UnitID, gatesOf(Unit)] as const)
  const settled = gates.filter(([, { isPending }]) => !isPending).length
  return { failing: new Map(gates.map(([id, { failing }]) => [id, failing])), pending: ids.length - settled }
}
