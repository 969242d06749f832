'use client'

import { useMemo } from 'react'
import { type PreviewFlow, rowsOf } from '#components/change/preview/flow.ts'
import { type Choice, rowsToWrite } from '#components/change/preview/preview-counts.ts'
import { useWaves, type Waves } from '#components/change/waves/use-waves.ts'
import {
  type RecordedWaves,
  type WrittenRange,
  writtenRange,
} from '#components/change/waves/written-range.ts'
import { noWaves, type WaveChoice } from '#lib/change/waves/choice.ts'
import type { RuledWave } from '#lib/change/waves/rules.ts'

/** The waves of what would be written; those of a record that is gone on with are not chosen anew. */
export function useWrittenWaves(
  flow: PreviewFlow,
  included: Choice,
  wanted: WaveChoice = noWaves,
  recorded: RecordedWaves | undefined,
): {
  choice: WaveChoice
  waves: Waves
  /** Why there are none yet, though they are wanted. */
  problem: string | undefined
  /** What of a request is about waves. */
  asked: { readonly waves?: readonly RuledWave[]; readonly range?: WrittenRange }
} {
  const chosen = useMemo(() => rowsToWrite(rowsOf(flow), included), [flow, included])
  const waves = useWaves(recorded === undefined ? wanted : noWaves, chosen)
  const { reading } = waves
  const range = useMemo(() => writtenRange(reading, recorded, chosen), [reading, recorded, chosen])
  return {
    choice: wanted,
    waves,
    problem: reading.kind === 'problem' ? reading.problem : undefined,
    asked: {
      ...(reading.kind === 'waves' && { waves: reading.waves }),
      ...(range === undefined ? {} : { range }),
    },
  }
}
