import type { WavesReading } from '#components/change/waves/use-waves.ts'
import { count } from '#lib/base/plural.ts'
import type { ChangedRow } from '#lib/change/classes/classes.ts'
import { chosenRange, firstRange, rangeText, type WavedChange } from '#lib/change/waves/words.ts'

/** A change in waves that is gone on with, and the wave to begin with where that was chosen. */
export type RecordedWaves = { readonly change: WavedChange; readonly from: number | undefined }

/** What one press writes of a change in waves. */
export type WrittenRange = {
  /** `wave 1: 1 of 50 units, then hold` */
  readonly text: string
  /** The wave that it begins with, counted from 1. */
  readonly from: number
  readonly unitIds: ReadonlySet<string>
  /** What comes after it. */
  readonly after?: string
}

/** Undefined when all is written at once. */
export function writtenRange(
  reading: WavesReading,
  recorded: RecordedWaves | undefined,
  rows: readonly ChangedRow[],
): WrittenRange | undefined {
  if (recorded !== undefined) return recordedRange(recorded, rows)
  if (reading.kind !== 'waves') return undefined
  const range = firstRange(reading.waves)
  return {
    text: rangeText(range, reading.waves.length, rows.length),
    from: range.from,
    unitIds: new Set(range.unitIds),
    ...afterText(reading.waves.length - range.to),
  }
}

function recordedRange(
  { change, from }: RecordedWaves,
  rows: readonly ChangedRow[],
): WrittenRange | undefined {
  const { waves = [], units } = change
  const range = chosenRange(change, from, new Set(rows.map(({ UnitID }) => UnitID)))
  if (range === undefined) return undefined
  return {
    text: rangeText(range, waves.length, units.length),
    from: range.from,
    unitIds: new Set(range.unitIds),
    ...afterText(waves.length - range.to),
  }
}

function afterText(waves: number): Pick<WrittenRange, 'after'> {
  if (waves === 0) return {}
  return {
    after: `After that, ${count(waves, 'wave waits', 'waves wait')} until a person goes on. A refusal, a failure or a newly failing check stops before the next wave.`,
  }
}
