import * as z from 'zod/mini'
import { count } from '#lib/base/plural.ts'
import type { WaveRequest } from '#lib/change/model.ts'

/** A part of a change that is written in one go. */
const Wave = z.object({
  name: z.string(),
  /** After it, a person decides whether the next one is written. */
  hold: z.boolean(),
})
export type Wave = Readonly<z.infer<typeof Wave>>

/** In which order the units of a change are written. Every unit is in exactly one wave. */
export type WavePlan = {
  readonly waves: readonly Wave[]
  /** Position in `waves`, by UnitID. */
  readonly waveOf: ReadonlyMap<string, number>
}

/** A wave is one character in the record. */
const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
export const maxWaves = digits.length
const maxName = 80

/** `of` has one character for each unit, in the order of the record: the wave that it is in. */
const Packed = z.object({ waves: z.array(Wave).check(z.minLength(1), z.maxLength(maxWaves)), of: z.string() })

export function packPlan({ waves, waveOf }: WavePlan, unitIds: readonly string[]): string {
  const of = unitIds.map((id) => digits[waveOf.get(id) ?? 0]).join('')
  return JSON.stringify({ waves, of })
}

/** Undefined when the text is not a plan for these units. */
export function unpackPlan(text: string, unitIds: readonly string[]): WavePlan | undefined {
  const packed = Packed.safeParse(readJson(text)).data
  if (packed === undefined || packed.of.length !== unitIds.length) return undefined
  const { waves, of } = packed
  const waveOf = new Map(unitIds.map((id, index) => [id, digits.indexOf(of.charAt(index))]))
  const isWhole = [...waveOf.values()].every((wave) => wave >= 0 && wave < waves.length)
  return isWhole ? { waves, waveOf } : undefined
}

export function planOf(waves: readonly WaveRequest[]): WavePlan {
  const waveOf = new Map(waves.flatMap(({ unitIds }, wave) => unitIds.map((id) => [id, wave] as const)))
  return { waves: waves.map(({ name, hold }) => ({ name, hold })), waveOf }
}

/** Counted from 1; without a plan, all is one wave. */
export function waveNumber(plan: WavePlan | undefined, unitId: string): number {
  return (plan?.waveOf.get(unitId) ?? 0) + 1
}

/** The same plan for some of its units; of waves that have none of them only the holds are left. */
export function planFor({ waves, waveOf }: WavePlan, unitIds: readonly string[]): WavePlan {
  const asked = unitIds.map((id) => ({ id, wave: waveOf.get(id) ?? 0 }))
  const kept = [...new Set(asked.map(({ wave }) => wave))].sort((a, b) => a - b)
  const position = new Map(kept.map((wave, index) => [wave, index]))
  const holdsAfter = (wave: number, next = wave + 1) => waves.slice(wave, next).some(({ hold }) => hold)
  return {
    waves: kept.flatMap((wave, index) => {
      const found = waves[wave]
      return found === undefined ? [] : { ...found, hold: holdsAfter(wave, kept[index + 1]) }
    }),
    waveOf: new Map(asked.map(({ id, wave }) => [id, position.get(wave) ?? 0])),
  }
}

/** Why these waves are no plan for these units. */
export function planProblem(waves: readonly WaveRequest[], unitIds: readonly string[]): string | undefined {
  if (waves.length > maxWaves) return `A change has at most ${maxWaves} waves; these are ${waves.length}.`
  if (waves.some(({ name }) => name.trim() === '' || name.length > maxName))
    return `Every wave has a name of at most ${maxName} characters.`
  if (waves.some((wave) => wave.unitIds.length === 0)) return 'Every wave has at least one unit.'
  const due = new Set(unitIds)
  const seen = new Set<string>()
  for (const id of waves.flatMap((wave) => wave.unitIds)) {
    if (!due.has(id)) return `The unit ${id} is in a wave, but it is not one of those that are written.`
    if (seen.has(id)) return `The unit ${id} is in two waves, or twice in one.`
    seen.add(id)
  }
  const missing = due.size - seen.size
  return missing === 0
    ? undefined
    : `${count(missing, 'unit')} of this change ${missing === 1 ? 'is' : 'are'} in no wave.`
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
