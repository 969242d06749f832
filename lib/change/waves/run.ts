import type { Wave, WavePlan } from '#lib/change/waves/plan.ts'

/** A wave as a commit writes it. */
export type DueWave<Unit> = Wave & {
  /** Counted from 1. */
  readonly number: number
  readonly units: readonly Unit[]
}

type WithId = { readonly UnitID: string }

/**
 * What one commit writes: the waves from one on, up to the first that holds. They begin with the wave that is asked for,
 * or with the first that has something left. Waves without units among these do not count, but their holds do.
 */
export function wavesToWrite<Unit extends WithId>(
  { waves, waveOf }: WavePlan,
  units: readonly Unit[],
  isLeft: (unit: Unit) => boolean,
  asked: number | undefined,
): DueWave<Unit>[] {
  const inWave = Map.groupBy(units, ({ UnitID }) => waveOf.get(UnitID) ?? 0)
  const left = waves.findIndex((_, index) => inWave.get(index)?.some(isLeft))
  const from = asked === undefined ? Math.max(0, left) : asked - 1
  const rest = waves.slice(from)
  const hold = rest.findIndex((wave) => wave.hold)
  return rest.slice(0, hold === -1 ? undefined : hold + 1).flatMap((wave, index) => {
    const due = inWave.get(from + index)
    return due === undefined ? [] : { ...wave, number: from + index + 1, units: due }
  })
}
