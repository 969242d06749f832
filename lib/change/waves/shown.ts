import * as z from 'zod/mini'
import type { Wave, WavePlan } from '#lib/change/waves/plan.ts'
import { WaveState } from '#lib/change/waves/state.ts'

/** A wave as the pages show it. */
export const ShownWave = z.object({ name: z.string(), hold: z.boolean(), units: z.int() })
export type ShownWave = z.infer<typeof ShownWave>

/** What a change shows of its waves; both are absent for one that is written at once. */
export const ShownWaves = {
  waves: z.exactOptional(z.array(ShownWave)),
  waveState: z.exactOptional(WaveState),
}

export function shownWaves(
  plan: WavePlan | undefined,
  waveState: WaveState | undefined,
  shownName: (text: string) => string,
): { waves?: ShownWave[]; waveState?: WaveState } {
  if (plan === undefined) return {}
  const units = new Array<number>(plan.waves.length).fill(0)
  for (const wave of plan.waveOf.values()) units[wave] = (units[wave] ?? 0) + 1
  const shown = ({ name, hold }: Wave, index: number) => ({
    name: shownName(name),
    hold,
    units: units[index] ?? 0,
  })
  return { waves: plan.waves.map(shown), ...(waveState === undefined ? {} : { waveState }) }
}
