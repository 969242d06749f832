import { describe, expect, it } from 'vitest'
import { changeState, isBeingWritten } from '#components/change/record/change-state.ts'
import type { NotWritten } from '#components/change/write/saved-commit.ts'

const ids = (count: number) => Array.from({ length: count }, (_, index) => `unit-${index}`)
const record = (written: number, left: number, counts?: Record<string, number>) => ({
  written,
  notWritten: left,
  units: ids(written + left).map((UnitID, index) => ({
    UnitID,
    state: index < left ? ('not-written' as const) : ('written' as const),
  })),
  ...(counts && { counts }),
})
const told = (count: number, status: NotWritten['status']): NotWritten[] =>
  ids(count).map((UnitID) => ({ UnitID, status, reason: '' }))

describe('changeState', () => {
  it('says that everything is written', () => {
    expect(changeState(record(44, 0, { written: 44 }))).toEqual({
      tone: 'done',
      sentence: 'All 44 units written.',
      canResume: false,
    })
  })

  it('says why units were not written, as this browser saw it', () => {
    expect(changeState(record(38, 12), told(12, 'unknown'))).toEqual({
      tone: 'partial',
      sentence: '38 of 50 units written; 12 not written because the hub did not answer.',
      canResume: true,
    })
  })

  it('reads the reason from the record in another browser', () => {
    const { sentence, canResume } = changeState(record(49, 1, { written: 49, moved: 1 }))
    expect(sentence).toBe(
      '49 of 50 units written; 1 not written because someone changed them after the preview.',
    )
    // Writing again cannot help a unit that moved; it needs a new preview.
    expect(canResume).toBe(false)
  })

  it('an interrupted commit can be resumed', () => {
    expect(changeState(record(20, 30))).toEqual({
      tone: 'partial',
      sentence: '20 of 50 units written; the commit was interrupted before the other 30.',
      canResume: true,
    })
  })

  it('does not count what only carries the Tag as written', () => {
    const units = [
      { UnitID: 'a', state: 'written' as const },
      { UnitID: 'b', state: 'unproven' as const },
      { UnitID: 'c', state: 'not-written' as const },
    ]
    expect(changeState({ written: 1, notWritten: 1, units })).toEqual({
      tone: 'partial',
      sentence:
        '1 of 3 units written by this change; 1 carries its Tag but was not written by it; 1 not written.',
      canResume: false,
    })
  })

  it('says that units without a needed change leave nothing to do', () => {
    expect(changeState(record(4, 1, { written: 4, 'already-so': 1 }))).toMatchObject({
      sentence: '4 of 5 units written; 1 not written because they needed no change.',
      canResume: false,
    })
  })

  it('says what was written under another record', () => {
    const units = (['written', 'elsewhere', 'elsewhere'] as const).map((state, at) => ({
      UnitID: `${at}`,
      state,
    }))
    expect(changeState({ written: 1, notWritten: 0, units })).toMatchObject({
      tone: 'done',
      sentence: 'All 3 units written: 1 here, 2 under another record.',
    })
    const left = [...units, { UnitID: 'left', state: 'not-written' as const }]
    expect(changeState({ written: 1, notWritten: 1, units: left }).sentence).toMatch(
      /^1 of 4 units written, 2 under another record; /,
    )
  })

  it('ignores earlier outcomes of units that were written since', () => {
    expect(changeState(record(50, 0), told(12, 'unknown')).tone).toBe('done')
  })
})

describe('a change of metadata, which makes no revision', () => {
  const at = '2026-11-30T08:00:00.000Z'
  const units = [
    { UnitID: 'a', state: 'written' as const, writtenAt: at },
    { UnitID: 'b', state: 'not-written' as const },
  ]
  const change = { proposed: '', notWritten: 1, units, CreatedAt: '2026-11-30T07:00:00Z' }
  const later = (seconds: number) => Date.parse(at) + seconds * 1000

  it('is being written while its units change, also when it was a proposal', () => {
    expect(isBeingWritten(change, later(5))).toBe(true)
    expect(isBeingWritten({ ...change, proposed: change.CreatedAt }, later(5))).toBe(true)
    expect(isBeingWritten(change, later(60))).toBe(false)
    expect(isBeingWritten({ ...change, units: units.slice(1) }, later(5))).toBe(false)
  })
})

describe('a change in waves', () => {
  const at = '2026-11-30T08:00:00.000Z'
  const change = {
    proposed: '',
    notWritten: 1,
    units: [{ UnitID: 'a', state: 'not-written' as const }],
    CreatedAt: '2026-11-29T08:00:00Z',
    waveState: { state: 'running' as const, wave: 2, at },
  }

  it('is being written before the first revision of a wave, and while its checks run', () => {
    const later = (seconds: number) => Date.parse(at) + seconds * 1000
    expect(isBeingWritten(change, later(1))).toBe(true)
    expect(isBeingWritten(change, later(20))).toBe(true)
    expect(isBeingWritten(change, later(40))).toBe(false)
    expect(isBeingWritten({ ...change, waveState: { state: 'held', after: 1, at } }, later(1))).toBe(false)
  })
})
