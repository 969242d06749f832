import type { NotWritten } from '#components/change/write/saved-commit.ts'
import { count } from '#lib/base/plural.ts'
import type { ChangeCounts } from '#lib/change/record/annotations.ts'
import type { ChangeRecord } from '#lib/change/record/change-record.ts'
import { quietMs } from '#lib/change/record/state-of-change.ts'
import { waveStanding } from '#lib/change/waves/state.ts'
import { type WavedChange, wavesSentence } from '#lib/change/waves/words.ts'

/** The state of a change as the result page words it. */
export type ChangeState = {
  readonly tone: 'done' | 'partial' | 'none' | 'open'
  /** One sentence about the current state. */
  readonly sentence: string
  /** Whether writing again may help: not all of the remaining units moved. */
  readonly canResume: boolean
}

type DescribedRecord = Pick<ChangeRecord, 'written' | 'notWritten' | 'units' | 'counts'> & WavedChange

export function changeState(record: DescribedRecord, told: readonly NotWritten[] = []): ChangeState {
  const { written, notWritten } = record
  const planned = record.units.length
  if (planned === 0) return { tone: 'none', sentence: 'This change wrote nothing.', canResume: false }
  const elsewhere = elsewhereIn(record)
  const unproven = planned - written - notWritten - elsewhere
  if (unproven > 0) return { tone: 'partial', sentence: unprovenSentence(record, unproven), canResume: false }
  if (notWritten === 0) return { tone: 'done', sentence: wholeSentence(record), canResume: false }
  const inWaves = wavesSentence(record)
  if (inWaves !== undefined) return { tone: 'partial', sentence: inWaves, canResume: false }
  const left = reasonsOf(record, told)
  const causes =
    left.size === 0 ? [] : [...left].map(([status, units]) => cause(status, units, left.size === 1))
  const beside = elsewhere === 0 ? '' : `, ${elsewhere} under another record`
  const because =
    causes.length === 0
      ? `the commit was interrupted before the other ${notWritten}.`
      : `${notWritten} not written${left.size === 1 ? ` because ${causes.join('')}` : `: ${causes.join(', ')}`}.`
  return {
    tone: written === 0 ? 'none' : 'partial',
    sentence: `${written} of ${count(planned, 'unit')} written${beside}; ${because}`,
    canResume: left.size === 0 || left.has('refused') || left.has('unknown'),
  }
}

function elsewhereIn({ units: changed }: DescribedRecord): number {
  return changed.filter(({ state }) => state === 'elsewhere').length
}

function wholeSentence(record: DescribedRecord): string {
  const { written, units: changed } = record
  const elsewhere = elsewhereIn(record)
  if (elsewhere > 0)
    return `All ${count(changed.length, 'unit')} written: ${written} here, ${elsewhere} under another record.`
  const moved = changed.filter((unit) => unit.state === 'moved-on').length
  const all = written === 1 ? '1 unit written' : `All ${count(written, 'unit')} written`
  return moved === 0 ? `${all}.` : `${all}; ${moved === written ? 'all' : moved} changed again since.`
}

function unprovenSentence(
  { written, notWritten, units: changed }: DescribedRecord,
  unproven: number,
): string {
  const carry = unproven === 1 ? '1 carries its Tag but was' : `${unproven} carry its Tag but were`
  const left = notWritten === 0 ? '' : `; ${notWritten} not written`
  return `${written} of ${count(changed.length, 'unit')} written by this change; ${carry} not written by it${left}.`
}

/** Uses what this browser saw, or else the counts that the commit left in the record. */
function reasonsOf(record: DescribedRecord, told: readonly NotWritten[]): Map<NotWritten['status'], number> {
  const stillLeft = new Set(unwrittenIds(record))
  const counts = new Map<NotWritten['status'], number>()
  for (const { UnitID, status } of told) {
    if (stillLeft.has(UnitID)) counts.set(status, (counts.get(status) ?? 0) + 1)
  }
  return counts.size > 0 ? counts : countsOf(record.counts)
}

function countsOf(counts: ChangeCounts | undefined): Map<NotWritten['status'], number> {
  const found = new Map<NotWritten['status'], number>()
  for (const status of ['moved', 'already-so', 'left-query', 'refused', 'unknown'] as const) {
    const units = counts?.[status] ?? 0
    if (units > 0) found.set(status, units)
  }
  return found
}

function cause(status: NotWritten['status'], units: number, isOnly: boolean): string {
  const text = {
    moved: 'someone changed them after the preview',
    'already-so': 'they needed no change',
    'left-query': 'they no longer matched the query',
    refused: 'the hub refused them or did not answer',
    unknown: 'the hub did not answer',
  }[status]
  return isOnly ? text : `${units} because ${text}`
}

export function unwrittenIds({ units: changed }: Pick<ChangeRecord, 'units'>): string[] {
  return changed.flatMap(({ UnitID, state }) => (state === 'not-written' ? UnitID : []))
}

/** No end is recorded yet, and something was written a moment ago, by another tab or by this one before a reload. */
export function isBeingWritten(
  {
    counts,
    notWritten,
    CreatedAt,
    units,
    proposed,
    waveState,
  }: Pick<ChangeRecord, 'counts' | 'notWritten' | 'units' | 'proposed' | 'waveState'> & {
    readonly CreatedAt?: string
  },
  now: number,
): boolean {
  if (counts !== undefined || notWritten === 0) return false
  const isBegun = units.some(({ revision, writtenAt }) => revision !== undefined || writtenAt !== undefined)
  if (proposed !== '' && !isBegun) return false
  const times = [CreatedAt, ...units.map(({ revision, writtenAt }) => revision?.CreatedAt ?? writtenAt)]
  const last = Math.max(...times.map((time) => Date.parse(time ?? '') || 0))
  // A wave has begun before its first revision, and its checks follow its last one.
  const lastAt = new Date(last).toISOString()
  if (waveState !== undefined && waveStanding(waveState, now, lastAt).state === 'running') return true
  return now - last < quietMs
}
