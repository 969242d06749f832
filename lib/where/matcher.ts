import { otherCases } from '#lib/where/fold.ts'
import { parsePattern } from '#lib/where/pattern.ts'
import type { PatternTree, Ranges } from '#lib/where/pattern-tree.ts'

export type Matcher = { test(value: string): boolean }

/**
 * A regular expression of the portable subset, matched as PostgreSQL does: unanchored, by code point, `.` and `[^x]`
 * take line breaks, `$` only the very end. Time grows with pattern times text, whatever the pattern: a browser's
 * own engine would need years for `(a*)*b`.
 * @throws when the pattern was not checked (`checkPattern`).
 */
export function compilePattern(pattern: string, ignoreCase: boolean): Matcher {
  const tree = parsePattern(pattern)
  if ('message' in tree) throw new Error(`${pattern}: ${tree.message}`)
  const program = new Program(ignoreCase)
  const start = program.add(tree, program.found)
  return { test: (value) => program.run(start, value) }
}

type Step =
  | { readonly kind: 'found' }
  | { readonly kind: 'class'; readonly not: boolean; readonly ranges: Ranges; readonly next: number }
  | { readonly kind: 'start' | 'end'; readonly next: number }
  | { readonly kind: 'split'; readonly next: readonly number[] }

type ClassStep = Extract<Step, { kind: 'class' }>

/** A nondeterministic automaton; all states it can be in are followed at once. */
class Program {
  readonly found = 0
  private readonly steps: Step[] = [{ kind: 'found' }]
  private readonly ignoreCase: boolean

  constructor(ignoreCase: boolean) {
    this.ignoreCase = ignoreCase
  }

  /** Adds what matches `tree` and goes on to `next`; gives its first step. */
  add(tree: PatternTree, next: number): number {
    switch (tree.kind) {
      case 'class':
        return this.push({ ...tree, next })
      case 'sequence':
        return tree.parts.reduceRight((after, part) => this.add(part, after), next)
      case 'choice':
        return this.push({ kind: 'split', next: tree.parts.map((part) => this.add(part, next)) })
      case 'repeat':
        return this.addRepeat(tree, next)
      default:
        return this.push({ kind: tree.kind, next })
    }
  }

  private addRepeat({ part, min, max }: Extract<PatternTree, { kind: 'repeat' }>, next: number): number {
    let first = next
    if (max === Number.POSITIVE_INFINITY) {
      first = this.push({ kind: 'split', next: [] })
      this.steps[first] = { kind: 'split', next: [this.add(part, first), next] }
    } else
      for (let copy = min; copy < max; copy += 1)
        first = this.push({ kind: 'split', next: [this.add(part, first), next] })
    for (let copy = 0; copy < min; copy += 1) first = this.add(part, first)
    return first
  }

  private push(step: Step): number {
    this.steps.push(step)
    return this.steps.length - 1
  }

  run(start: number, value: string): boolean {
    const codes = Array.from(value, (letter) => letter.codePointAt(0) ?? 0)
    let states: number[] = []
    for (let at = 0; ; at += 1) {
      const reached = this.reach([...states, start], at === 0, at === codes.length)
      if (reached === 'found') return true
      const code = codes[at]
      if (code === undefined) return false
      const alike = this.ignoreCase ? [code, ...otherCases(code)] : [code]
      states = reached.flatMap(({ ranges, not, next }) =>
        alike.some((one) => isIn(ranges, one)) === not ? [] : [next],
      )
    }
  }

  /** The steps that wait for a character, following everything that needs none. */
  private reach(from: number[], atStart: boolean, atEnd: boolean): 'found' | ClassStep[] {
    const seen = new Set<number>()
    const waiting: ClassStep[] = []
    for (let state = from.pop(); state !== undefined; state = from.pop()) {
      if (seen.has(state)) continue
      seen.add(state)
      const step = this.steps[state]
      if (step?.kind === 'found') return 'found'
      if (step?.kind === 'class') waiting.push(step)
      if (step?.kind === 'split') from.push(...step.next)
      if ((step?.kind === 'start' && atStart) || (step?.kind === 'end' && atEnd)) from.push(step.next)
    }
    return waiting
  }
}

function isIn(ranges: Ranges, code: number): boolean {
  return ranges.some(([low, high]) => low <= code && code <= high)
}
