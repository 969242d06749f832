import { createClock } from '#hub/fleet/clock.ts'
import type { Fleet } from '#hub/fleet/fleet.ts'
import { microtraderx } from '#hub/fleet/microtraderx.ts'
import { scaleFleet } from '#hub/fleet/scale.ts'

/** Names a fleet that can be loaded; throws with the possible names otherwise. */
export function createFleet(name: string, now: Date): Fleet {
  const clock = createClock(now)
  if (name === 'microtraderx') return microtraderx(clock)
  const units = /^scale:([1-9][0-9]{0,5})$/.exec(name)?.[1]
  if (units !== undefined) return scaleFleet(clock, Number(units))
  throw new Error(`unknown fleet "${name}": use microtraderx or scale:<units>, for example scale:50000`)
}
