import { describe, expect, it } from 'vitest'
import type { WaveState } from '#lib/change/waves/state.ts'
import {
  chosenRange,
  firstRange,
  hasOpenWaves,
  nextRange,
  rangeText,
  type WavedChange,
  waitsFrom,
  waveStands,
  wavesSentence,
} from '#lib/change/waves/words.ts'

const at = '2026-11-30T08:00:00.000Z'

/** Three waves of two units each; the letters say which unit is written (w) and which is not (n). */
function change(letters: string, waveState: WaveState, holds = [true, false, false]): WavedChange {
  const units = [...letters].map((letter, index) => ({
    UnitID: `u${index + 1}`,
    state: letter === 'w' ? 'written' : 'not-written',
    wave: Math.floor(index / 2) + 1,
  }))
  return {
    waves: holds.map((hold, index) => ({ name: `Wave ${index + 1}`, hold, units: 2 })),
    waveState,
    units,
  }
}

const held = (after: number): WaveState => ({ state: 'held', after, at })
const stopped = (wave: number, why: 'not-written' | 'checks' | 'unchecked', units: number): WaveState => ({
  state: 'stopped',
  wave,
  why,
  units,
  at,
})

describe('what is written next', () => {
  it.each<[string, WavedChange, ReturnType<typeof nextRange>]>([
    [
      'after a hold: all waves up to the next one',
      change('wwnnnn', held(1)),
      { from: 2, to: 3, unitIds: ['u3', 'u4', 'u5', 'u6'] },
    ],
    [
      'not what an earlier wave left',
      change('wnnnnn', held(1), [true, true, false]),
      { from: 2, to: 2, unitIds: ['u3', 'u4'] },
    ],
    [
      'after a stop: the wave behind it',
      change('wwwnnn', stopped(2, 'not-written', 1)),
      { from: 3, to: 3, unitIds: ['u5', 'u6'] },
    ],
    [
      'after an interruption: the rest of that wave',
      change('wwwnnn', { state: 'running', wave: 2, at }),
      { from: 2, to: 3, unitIds: ['u4', 'u5', 'u6'] },
    ],
    ['nothing once the last wave is over', change('wwwwwn', { state: 'done', at }), undefined],
    ['nothing once someone ended it', change('wwnnnn', { state: 'ended', by: 'b', at }), undefined],
  ])('%s', (_, given, expected) => {
    expect(nextRange(given)).toEqual(expected)
  })

  it('of a new change is its first waves, up to a hold', () => {
    const wave = (hold: boolean, ...unitIds: string[]) => ({ hold, unitIds })
    expect(firstRange([wave(false, 'a'), wave(true, 'b', 'c'), wave(false, 'd')])).toEqual({
      from: 1,
      to: 2,
      unitIds: ['a', 'b', 'c'],
    })
    expect(firstRange([wave(false, 'a'), wave(false, 'b')]).to).toBe(2)
  })

  it.each([
    [{ from: 1, to: 1, unitIds: { length: 1 } }, 3, 50, 'wave 1: 1 of 50 units, then hold'],
    [{ from: 2, to: 3, unitIds: { length: 49 } }, 3, 50, 'waves 2 to 3: 49 of 50 units'],
    [{ from: 1, to: 2, unitIds: { length: 1234 } }, 2, 1234, 'waves 1 to 2: 1,234 units'],
  ])('%j is said in few words', (range, waves, total, text) => {
    expect(rangeText(range, waves, total)).toBe(text)
  })
})

describe('the state of waves in words', () => {
  it.each<[WavedChange, string | undefined]>([
    [
      change('wwnnnn', held(1)),
      'Held after wave 1 of 3: 2 of 6 units written. A person decides about the next wave.',
    ],
    [
      change('wwwnnn', stopped(2, 'not-written', 1)),
      'Stopped in wave 2 of 3: 1 unit was not written. 3 of 6 units written.',
    ],
    [
      change('wwwwnn', stopped(2, 'checks', 2)),
      'Stopped in wave 2 of 3: 2 units fail a check that they passed before. 4 of 6 units written.',
    ],
    [
      change('wwwwnn', stopped(2, 'unchecked', 1)),
      'Stopped in wave 2 of 3: the checks of 1 unit have not finished. 4 of 6 units written.',
    ],
    [
      change('wwwnnn', { state: 'running', wave: 2, at }),
      'Interrupted in wave 2 of 3: 3 of 6 units written.',
    ],
    [
      change('wwnnnn', { state: 'ended', by: 'b', at }),
      'Ended: 2 of 6 units written, and the rest is left as it is.',
    ],
    [change('wwwwwn', { state: 'done', at }), undefined],
  ])('%#', (given, sentence) => {
    expect(wavesSentence(given)).toBe(sentence)
  })

  it('tells what is written of each wave, and which one is being written', () => {
    const kinds = (given: WavedChange, isWriting: boolean) =>
      waveStands(given, isWriting).map(({ kind }) => kind)
    const running = change('wwwnnn', { state: 'running', wave: 2, at })
    expect(kinds(running, true)).toEqual(['written', 'running', 'waiting'])
    expect(kinds(running, false)).toEqual(['written', 'partial', 'waiting'])
    expect(kinds(change('nnwwnn', held(2)), false)).toEqual(['partial', 'written', 'waiting'])
    const ended = change('wwwnnn', { state: 'ended', by: 'b', at })
    expect(kinds(ended, false)).toEqual(['written', 'partial', 'left'])
    expect(waveStands(running, false)[1]).toMatchObject({ written: 1, units: 2 })
  })

  it('keeps the units of waves that have not begun apart from those that failed', () => {
    expect(waitsFrom(change('wwnnnn', held(1)))).toBe(2)
    expect(waitsFrom(change('wwwnnn', stopped(2, 'not-written', 1)))).toBe(3)
    expect(waitsFrom(change('wwnnnn', { state: 'ended', by: 'b', at }))).toBe(Number.POSITIVE_INFINITY)
    expect(waitsFrom({})).toBe(Number.POSITIVE_INFINITY)
  })

  it('is open until the last wave is over', () => {
    expect(hasOpenWaves(change('wwnnnn', held(1)))).toBe(true)
    expect(hasOpenWaves(change('wwwwwn', { state: 'done', at }))).toBe(false)
    expect(hasOpenWaves({})).toBe(false)
  })
})

describe('what is written of the units that are chosen', () => {
  const chosen = (...ids: string[]) => new Set(ids)
  const range = (from: number, to: number, ...unitIds: string[]) => ({ from, to, unitIds })

  it('begins with the first wave that has one of them, so that what the button says is what is written', () => {
    const all = change('nnnnnn', { state: 'running', wave: 1, at }, [true, true, false])
    expect(chosenRange(all, undefined, chosen('u1', 'u3', 'u5'))).toEqual(range(1, 1, 'u1'))
    expect(chosenRange(all, undefined, chosen('u3', 'u5'))).toEqual(range(2, 2, 'u3'))
    expect(chosenRange(all, undefined, chosen())).toBeUndefined()
  })

  it('ends with the last wave that has one of them, where a person decides again', () => {
    const all = change('nnnnnn', stopped(1, 'not-written', 1), [false, false, false])
    expect(chosenRange(all, 1, chosen('u1'))).toEqual(range(1, 1, 'u1'))
    expect(chosenRange(all, 1, chosen('u1', 'u5'))).toEqual(range(1, 3, 'u1', 'u5'))
    expect(chosenRange(all, undefined, chosen('u1', 'u5'))).toEqual(range(3, 3, 'u5'))
  })

  it('is what was left, where the waves are over', () => {
    expect(chosenRange(change('wnwwww', { state: 'done', at }), undefined, chosen('u2'))).toEqual(
      range(1, 1, 'u2'),
    )
  })
})
