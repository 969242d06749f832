import { type CheckResult, watchChecks } from '#lib/change/commit/new-failures.ts'
import type { PlannedUnit } from '#lib/change/consent/chosen-units.ts'
import type { Outcome } from '#lib/change/model.ts'
import type { DueWave } from '#lib/change/waves/run.ts'
import type { WaveState } from '#lib/change/waves/state.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { ConfigHubError } from '#lib/confighub/error.ts'

/** The waves of one commit, and what is needed to write them. */
export type WaveRun = {
  readonly hub: ConfigHub
  readonly waves: readonly DueWave<PlannedUnit>[]
  /** How many waves the whole change has. */
  readonly total: number
  /** The last wave that was written before; 0 when none was. */
  readonly reached: number
  readonly checkMs: number
  /** False for a change without waves, which nothing follows. */
  readonly hasChecks: boolean
  /** Writes the units of a wave, but for those whose outcome is known. */
  readonly write: (units: readonly PlannedUnit[]) => Promise<void>
  readonly statusOf: (unit: PlannedUnit) => Outcome['status'] | undefined
  /** Another record of this change wrote it, so that its outcome is no failure. */
  readonly isWrittenElsewhere: (unit: PlannedUnit) => boolean
  /** Says in the record that a wave begins; false when someone changed the record meanwhile. */
  readonly begin: (wave: DueWave<PlannedUnit>) => Promise<boolean>
}

type Why = Extract<WaveState, { state: 'stopped' }>['why'] | 'ended'
export type WaveEnd =
  | { readonly kind: 'done' }
  | { readonly kind: 'held'; readonly after: number }
  | { readonly kind: 'stopped'; readonly wave: number; readonly why: Why; readonly units: number }

/** Writes wave after wave; the first refusal, failure or newly failing check keeps the next one from being written. */
export async function writeWaves(run: WaveRun): Promise<WaveEnd> {
  for (const wave of run.waves) {
    if (!(await run.begin(wave)))
      return { kind: 'stopped', wave: wave.number, why: 'ended', units: wave.units.length }
    const problem = await writeWave(run, wave)
    if (problem !== undefined) return { kind: 'stopped', wave: wave.number, ...problem }
  }
  const after = Math.max(run.reached, run.waves.at(-1)?.number ?? 0)
  return after >= run.total ? { kind: 'done' } : { kind: 'held', after }
}

async function writeWave(
  run: WaveRun,
  wave: DueWave<PlannedUnit>,
): Promise<{ why: Exclude<Why, 'ended'>; units: number } | undefined> {
  const due = wave.units.filter((unit) => run.statusOf(unit) === undefined)
  const ids = due.map(({ UnitID }) => UnitID)
  const checks = ids.length === 0 || !run.hasChecks ? undefined : await watchChecks(run.hub, ids)
  await run.write(due)
  const failed = wave.units.filter((unit) => hasFailed(run, unit)).length
  if (failed > 0) return { why: 'not-written', units: failed }
  if (checks === undefined) return undefined
  const { failing, pending } = await checks(run.checkMs).catch(unread(ids.length))
  if (failing.length > 0) return { why: 'checks', units: failing.length }
  // A person who decides about the next wave sees what is still running.
  const goesOn = wave !== run.waves.at(-1)
  return pending > 0 && goesOn ? { why: 'unchecked', units: pending } : undefined
}

/** What cannot be read is not known to be fine. */
function unread(pending: number) {
  return (error: unknown): CheckResult => {
    if (error instanceof ConfigHubError) return { failing: [], pending }
    throw error
  }
}

const failures: ReadonlySet<Outcome['status'] | undefined> = new Set(['refused', 'unknown', 'moved'])

function hasFailed(run: WaveRun, unit: PlannedUnit): boolean {
  return failures.has(run.statusOf(unit)) && !run.isWrittenElsewhere(unit)
}
