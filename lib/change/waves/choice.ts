import * as z from 'zod/mini'
import { unarranged } from '#lib/change/waves/arrange.ts'
import type { WaveRule } from '#lib/change/waves/rules.ts'

/** What a person chose about waves, as it is typed. */
export const WaveChoice = z.object({
  rule: z.enum(['none', 'canary', 'one-each', 'column', 'percent', 'names']),
  /** Of a canary. */
  units: z.string(),
  /** Id of a column whose values are told apart. */
  column: z.string(),
  steps: z.string(),
  names: z.string(),
  arrangement: z.object({
    order: z.readonly(z.array(z.string())),
    holds: z.record(z.string(), z.boolean()),
  }),
})
export type WaveChoice = z.infer<typeof WaveChoice>

export const noWaves: WaveChoice = {
  rule: 'none',
  units: '1',
  column: 'space',
  steps: '10, 50, 100',
  names: '',
  arrangement: unarranged,
}

export type ReadRule<Unit> =
  | { readonly ok: true; readonly rule: WaveRule<Unit> }
  | { readonly ok: false; readonly problem: string }

/** The rule of a choice, or what is wrong with what was typed. */
export function readRule<Unit>(
  choice: WaveChoice & { readonly rule: Exclude<WaveChoice['rule'], 'none'> },
  readValue: (unit: Unit) => string,
): ReadRule<Unit> {
  switch (choice.rule) {
    case 'canary': {
      const units = wholeNumber(choice.units)
      return units === undefined || units < 1
        ? { ok: false, problem: 'The number of units of the first wave is a whole number of at least 1.' }
        : { ok: true, rule: { kind: 'canary', units } }
    }
    case 'one-each':
    case 'column':
      return { ok: true, rule: { kind: choice.rule, readValue } }
    case 'percent': {
      const steps = choice.steps
        .split(/[\s,;%]+/)
        .filter(Boolean)
        .map(wholeNumber)
      const isRising = steps.every(
        (step, index) => step !== undefined && step > (steps[index - 1] ?? 0) && step <= 100,
      )
      return steps.length === 0 || !isRising
        ? {
            ok: false,
            problem:
              'Percentages are whole numbers from 1 to 100, each larger than the one before: 10, 50, 100.',
          }
        : { ok: true, rule: { kind: 'percent', steps: steps.flatMap((step) => step ?? []) } }
    }
    case 'names':
      return choice.names.trim() === ''
        ? { ok: false, problem: 'Type a line for each wave: parts of the names of its spaces and units.' }
        : { ok: true, rule: { kind: 'names', text: choice.names } }
    default:
      return choice.rule satisfies never
  }
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,6}$/.test(text.trim()) ? Number(text) : undefined
}
