import * as z from 'zod/mini'

const at = z.string()
/** Waves are counted from 1, as people do. */
const wave = z.int().check(z.positive())

/** How far the waves of a change have come, as its record says it. */
export const WaveState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('running'), wave, at }),
  /** A person decides about the next one. */
  z.object({ state: z.literal('held'), after: wave, at }),
  z.object({
    state: z.literal('stopped'),
    wave,
    at,
    /** `unchecked`: the checks of what was written have not finished. */
    why: z.enum(['not-written', 'checks', 'unchecked']),
    /** How many units that is about. */
    units: z.int(),
  }),
  /** Someone decided that no more is written. `by` is a UserID. */
  z.object({ state: z.literal('ended'), by: z.string(), at }),
  z.object({ state: z.literal('done'), at }),
])
export type WaveState = z.infer<typeof WaveState>

/** The same as a reader sees it: a wave that nobody goes on with is not running. */
export type WaveStanding =
  | WaveState
  | { readonly state: 'interrupted'; readonly wave: number; readonly at: string }

/** How long a running wave may show no sign of life: its checks are waited for when all of it is written. */
const quietMs = 30_000

/** `lastAt` is when its newest revision was written, if there is one. */
export function waveStanding(state: WaveState, now: number, lastAt?: string): WaveStanding {
  if (state.state !== 'running') return state
  const last = Math.max(timeOf(state.at), timeOf(lastAt))
  return Math.abs(now - last) < quietMs ? state : { ...state, state: 'interrupted' }
}

export function readWaveState(text: string): WaveState | undefined {
  if (text === '') return undefined
  try {
    return WaveState.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

/** The last wave that is over, whatever became of its units. */
export function reachedBy(state: WaveState | undefined): number {
  switch (state?.state) {
    case 'held':
      return state.after
    case 'stopped':
      return state.wave
    // One that was interrupted is not over.
    case 'running':
      return state.wave - 1
    case 'done':
    case 'ended':
      return Number.POSITIVE_INFINITY
    default:
      return 0
  }
}

function timeOf(text: string | undefined): number {
  return Date.parse(text ?? '') || 0
}
