import type { WaveEnd } from '#lib/change/commit/write-waves.ts'
import type { CommitEvent, Outcome } from '#lib/change/model.ts'
import type { FoundRecord } from '#lib/change/record/tag/tag-record.ts'
import type { WaveState } from '#lib/change/waves/state.ts'

// How a commit ended: for the record, and for whoever waits for it.

/** Undefined where someone else has written the state meanwhile. */
export function stateAtEnd(end: WaveEnd, now: Date): WaveState | undefined {
  const at = now.toISOString()
  if (end.kind === 'done') return { state: 'done', at }
  if (end.kind === 'held') return { state: 'held', after: end.after, at }
  const { wave, why, units } = end
  return why === 'ended' ? undefined : { state: 'stopped', wave, why, units, at }
}

export function lastEvent(end: WaveEnd, statuses: readonly Outcome['status'][]): CommitEvent {
  const written = statuses.filter((status) => status === 'written' || status === 'already-written').length
  const tally = { written, notWritten: statuses.length - written }
  if (end.kind === 'done') return { event: 'done', ...tally }
  if (end.kind === 'held') return { event: 'held', after: end.after, ...tally }
  const { wave, why, units } = end
  return { event: 'stopped', wave, why, units, ...tally }
}

export function nothingToWrite(settled: readonly Outcome[], found: FoundRecord): CommitEvent {
  const message = nothingMessage(settled, found)
  return { event: 'error', code: 'nothing-to-write', status: 422, message }
}

function nothingMessage(settled: readonly Outcome[], { waves }: FoundRecord): string {
  if (settled.length === 0)
    return 'The wave that was asked for has no unit of this preview, so nothing was written.'
  const count = (status: Outcome['status']) => settled.filter((outcome) => outcome.status === status).length
  const causes = [
    [count('already-so'), 'already as previewed: this was written before'],
    [count('moved'), 'changed by someone after the preview'],
    [count('left-query'), 'no longer matching the query'],
  ] as const
  const told = causes.flatMap(([number, cause]) => (number === 0 ? [] : `${number} ${cause}`))
  return `No unit${waves === undefined ? '' : ' of these waves'} is left to write, so nothing was written and no record was made. Of ${settled.length}: ${told.join('; ')}.`
}
