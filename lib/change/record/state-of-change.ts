import { type ChangeSummary, writtenOf } from '#lib/change/record/change-record.ts'
import type { ChangeStateName } from '#lib/change/record/change-states.ts'
import { isTrusted } from '#lib/change/record/proof-schema.ts'
import { type WaveStanding, waveStanding } from '#lib/change/waves/state.ts'

/** How long an unfinished change counts as being written after its last sign of activity. */
export const quietMs = 15_000

export type StateEvidence = Pick<ChangeSummary, 'planned' | 'counts' | 'waveState'> & {
  /** It was kept as a proposal, and nobody has begun to write it. */
  readonly isProposal: boolean
  /** Records that say that they undo or continue this one, whether they are to be believed or not. */
  readonly undoneBy: readonly Follower[]
  readonly continuedBy: readonly Follower[]
  /** Milliseconds; the last sign that someone writes it. */
  readonly lastSeen: number
  readonly now: number
}

/** @internal For tests. */
export type Follower = Pick<ChangeSummary, 'counts' | 'proof'>

/** One word for a change. Anyone can write that a Tag undoes another one, so only a record that holds up counts. */
export function stateOfChange(evidence: StateEvidence): ChangeStateName {
  const { planned, counts, waveState, undoneBy, continuedBy } = evidence
  if (undoneBy.some(hasWritten)) return 'undone'
  const isWhole = counts !== undefined && writtenOf(counts) >= planned
  if (!isWhole && continuedBy.some(hasWritten)) return 'continued'
  if (waveState !== undefined && waveState.state !== 'done') {
    const lastAt = new Date(evidence.lastSeen).toISOString()
    return stateOfWaves(waveStanding(waveState, evidence.now, lastAt))
  }
  if (counts !== undefined) return isWhole ? 'done' : 'partly'
  if (evidence.isProposal) return 'proposed'
  return evidence.now - evidence.lastSeen < quietMs ? 'running' : 'interrupted'
}

function stateOfWaves({ state }: WaveStanding): ChangeStateName {
  return state
}

function hasWritten({ counts, proof }: Follower): boolean {
  return isTrusted(proof) && counts !== undefined && writtenOf(counts) > 0
}
