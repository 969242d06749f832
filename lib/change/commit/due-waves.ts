import { settledBefore } from '#lib/change/commit/settled-before.ts'
import type { CommitPlan } from '#lib/change/consent/admit.ts'
import type { PlannedUnit } from '#lib/change/consent/chosen-units.ts'
import type { Outcome } from '#lib/change/model.ts'
import type { FoundRecord } from '#lib/change/record/tag/tag-record.ts'
import type { Drift } from '#lib/change/selection/drift.ts'
import { type DueWave, wavesToWrite } from '#lib/change/waves/run.ts'

type DueUnits = {
  readonly waves: DueWave<PlannedUnit>[]
  readonly settled: Outcome[]
  readonly total: number
  readonly open: PlannedUnit[]
  readonly selected: PlannedUnit[]
}

/** What this commit writes, in waves; the outcomes of those that need not be written; and, of all units, those that may be, and that are still selected. */
export function dueWaves({ units, wave, record }: CommitPlan, found: FoundRecord, drift: Drift): DueUnits {
  const settled = new Map(
    units.flatMap((unit) => {
      const outcome = settledBefore(found, unit, drift)
      return outcome === undefined ? [] : [[unit.UnitID, outcome] as const]
    }),
  )
  // What someone else changed is not written, and nobody has decided yet to go on without it.
  const isLeft = ({ UnitID }: PlannedUnit) =>
    !found.written.has(UnitID) && !found.continued.has(UnitID) && settled.get(UnitID)?.status !== 'already-so'
  const waves =
    found.waves === undefined
      ? [{ name: '', hold: false, number: 1, units }]
      : wavesToWrite(found.waves, units, isLeft, wave ?? (record.kind === 'resume' ? undefined : 1))
  const due = waves.flatMap((each) => each.units)
  return {
    waves,
    settled: due.flatMap(({ UnitID }) => settled.get(UnitID) ?? []),
    total: due.length,
    open: units.filter(({ UnitID }) => !settled.has(UnitID)),
    selected: units.filter(({ UnitID }) => settled.get(UnitID)?.status !== 'left-query'),
  }
}
