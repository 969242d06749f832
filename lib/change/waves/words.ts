import { count } from '#lib/base/plural.ts'
import type { WaveRequest } from '#lib/change/model.ts'
import type { ShownWave } from '#lib/change/waves/shown.ts'
import { reachedBy, type WaveState } from '#lib/change/waves/state.ts'

/** What is known of a change with waves, and of its units. */
export type WavedChange = {
  readonly waves?: readonly ShownWave[]
  readonly waveState?: WaveState
  readonly units: readonly { readonly UnitID: string; readonly state: string; readonly wave?: number }[]
}

/** Waves that are written by one press, counted from 1, and their units that are not written yet. */
export type WaveRange = { readonly from: number; readonly to: number; readonly unitIds: readonly string[] }

/** The waves from one on, up to the first that holds. */
function rangeFrom({ waves = [], units }: WavedChange, from: number): WaveRange {
  const hold = waves.findIndex((wave, index) => index >= from - 1 && wave.hold)
  const to = hold === -1 ? waves.length : hold + 1
  return { from, to, unitIds: unwrittenIn(units, from, to) }
}

/** What a new change writes first. */
export function firstRange(waves: readonly Pick<WaveRequest, 'hold' | 'unitIds'>[]): WaveRange {
  const hold = waves.findIndex((wave) => wave.hold)
  const to = hold === -1 ? waves.length : hold + 1
  return { from: 1, to, unitIds: waves.slice(0, to).flatMap(({ unitIds }) => unitIds) }
}

/** What is written next; undefined when no wave has anything left. */
export function nextRange(change: WavedChange): WaveRange | undefined {
  const { waves = [], waveState, units } = change
  const left = new Set(units.flatMap(({ state, wave }) => (state === 'not-written' ? (wave ?? []) : [])))
  const due = waves.findIndex((_, index) => index + 1 > reachedBy(waveState) && left.has(index + 1))
  return due === -1 ? undefined : rangeFrom(change, due + 1)
}

/** The first wave that has not begun while others have; its units are not written because it waits. */
export function waitsFrom({ waveState }: Pick<WavedChange, 'waveState'>): number {
  switch (waveState?.state) {
    case 'held':
      return waveState.after + 1
    case 'stopped':
    case 'running':
      return waveState.wave + 1
    default:
      return Number.POSITIVE_INFINITY
  }
}

/**
 * The same of those units that are chosen, as a commit writes them: from a wave on, or from the first that is left, up to
 * a hold. Undefined when no wave has one of them.
 */
export function chosenRange(
  change: WavedChange,
  from: number | undefined,
  chosen: ReadonlySet<string>,
): WaveRange | undefined {
  const units = change.units.filter(({ UnitID }) => chosen.has(UnitID))
  const due = [...new Set(units.flatMap(({ state, wave }) => (state === 'not-written' ? (wave ?? []) : [])))]
  const numbers = due.toSorted((a, b) => a - b)
  const least = from ?? reachedBy(change.waveState) + 1
  const first = numbers.find((number) => number >= least) ?? numbers[0]
  if (first === undefined) return undefined
  const upTo = rangeFrom(change, first).to
  const to = numbers.findLast((number) => number <= upTo) ?? first
  return { from: first, to, unitIds: unwrittenIn(units, first, to) }
}

export function unwrittenIn(units: WavedChange['units'], from: number, to: number): string[] {
  return units.flatMap(({ UnitID, state, wave = 0 }) =>
    state === 'not-written' && wave >= from && wave <= to ? UnitID : [],
  )
}

/** `wave 1: 1 of 50 units, then hold` */
export function rangeText(
  { from, to, unitIds }: Pick<WaveRange, 'from' | 'to'> & { readonly unitIds: { readonly length: number } },
  waves: number,
  total: number,
): string {
  const name = from === to ? `wave ${from}` : `waves ${from} to ${to}`
  const of = unitIds.length === total ? '' : `${unitIds.length.toLocaleString('en')} of `
  return `${name}: ${of}${count(total, 'unit')}${to < waves ? ', then hold' : ''}`
}

/** How far the waves have come, when nobody is writing them; undefined when that says nothing new. */
export function wavesSentence({ waves = [], waveState, units }: WavedChange): string | undefined {
  if (waveState === undefined || waveState.state === 'done') return undefined
  const written = units.filter(({ state }) => state === 'written' || state === 'moved-on').length
  const elsewhere = units.filter(({ state }) => state === 'elsewhere').length
  const beside = elsewhere === 0 ? '' : `, ${elsewhere.toLocaleString('en')} under another record`
  const soFar = `${written.toLocaleString('en')} of ${count(units.length, 'unit')} written${beside}`
  const nameOf = (number: number) => `wave ${number} of ${waves.length}`
  switch (waveState.state) {
    case 'running':
      return `Interrupted in ${nameOf(waveState.wave)}: ${soFar}.`
    case 'held':
      return `Held after ${nameOf(waveState.after)}: ${soFar}. A person decides about the next wave.`
    case 'stopped':
      return `Stopped in ${nameOf(waveState.wave)}: ${whyText(waveState)}. ${soFar}.`
    case 'ended':
      return `Ended: ${soFar}, and the rest is left as it is.`
    default:
      return waveState satisfies never
  }
}

function whyText({ why, units }: Extract<WaveState, { state: 'stopped' }>): string {
  switch (why) {
    case 'not-written':
      return `${count(units, 'unit was', 'units were')} not written`
    case 'checks':
      return `${count(units, 'unit fails', 'units fail')} a check that ${units === 1 ? 'it' : 'they'} passed before`
    case 'unchecked':
      return `the checks of ${count(units, 'unit')} have not finished`
    default:
      return why satisfies never
  }
}

/** How one wave stands. `partial`: it was begun, and some of its units are not written. `left`: it never will be. */
export type WaveStand = {
  readonly kind: 'written' | 'running' | 'partial' | 'left' | 'waiting'
  readonly written: number
  readonly units: number
}

export function waveStands({ waves = [], waveState, units }: WavedChange, isWriting: boolean): WaveStand[] {
  const written = new Array<number>(waves.length).fill(0)
  for (const { state, wave = 0 } of units) {
    if (state !== 'not-written') written[wave - 1] = (written[wave - 1] ?? 0) + 1
  }
  const running = isWriting && waveState?.state === 'running' ? waveState.wave : 0
  return waves.map((wave, index) => {
    const done = written[index] ?? 0
    const isOver = index < reachedBy(waveState)
    const kind =
      done >= wave.units
        ? 'written'
        : running === index + 1
          ? 'running'
          : unwrittenKind(done, isOver, waveState)
    return { kind, written: done, units: wave.units }
  })
}

function unwrittenKind(written: number, isOver: boolean, state: WaveState | undefined) {
  if (written > 0) return 'partial'
  if (state?.state === 'ended') return 'left'
  return isOver ? 'partial' : 'waiting'
}

/** Its waves are not over: what is left of it is written wave by wave, or no more. */
export function hasOpenWaves({ waves, waveState }: Pick<WavedChange, 'waves' | 'waveState'>): boolean {
  return waves !== undefined && waveState !== undefined && waveState.state !== 'done'
}
