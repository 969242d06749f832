'use client'

import { z } from 'zod'
import { useStored, writeStored } from '#components/ui/state/stored.ts'

/** A pick too long for an address, kept by the explorer in this tab. */
const PickedUnits = z.object({ unitIds: z.array(z.string()), where: z.string().optional() }).nullable()
export type PickedUnits = z.infer<typeof PickedUnits>

const prefix = 'hubdeck.pick.'
const keptPicks = 10
const kept: string[] = []

/** Each pick has a key of its own: an address that names one never comes to mean another. */
export function keepPick(pick: NonNullable<PickedUnits>): string {
  const key = `${prefix}${Date.now().toString(36)}${Math.random().toString(36).slice(2)}`
  writeStored('session', key, pick)
  kept.push(key)
  // Long picks are large, and storage is not.
  for (const old of kept.splice(0, Math.max(0, kept.length - keptPicks)))
    writeStored('session', old, undefined)
  return key
}

/** The pick that an address names; null when this tab does not have it, undefined while the server renders. */
export function usePick(key: string): PickedUnits | undefined {
  const [pick] = useStored<PickedUnits>('session', key.startsWith(prefix) ? key : prefix, PickedUnits, null)
  return pick
}
