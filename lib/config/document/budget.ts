import { isJsonList, isJsonMap, type Json } from '#lib/base/json.ts'
/**
 * What a document, a patch, and what the patch makes of the document may be at most. A few hundred bytes can ask for
 * gigabytes (aliases of aliases, `copy` into itself, a wildcard over thousands of places), so everything that grows is
 * counted while it grows. Ten times the largest manifests that are in use: all custom resources of a monitoring stack in
 * one file have 3 million characters and 100,000 values.
 */
export const budget = {
  /** Of a document's text, and of the texts and keys in a value. */
  characters: 4_194_304,
  /** Scalars, lists and maps; the target of an alias counts each time. */
  values: 300_000,
  /** Maps and lists inside one another. */
  levels: 200,
  /** Words, marks and line breaks of a YAML text. */
  tokens: 1_000_000,
  /** Of one JSON Patch. */
  operations: 10_000,
  /** Values that are copied, compared or moved while computing the result. */
  steps: 3_000_000,
} as const

export type Limit = keyof typeof budget

/** Raised when something grows beyond its budget. The message says which limit, for what, and what to do. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge'

  constructor(what: Measured, limit: Limit, most: number = budget[limit]) {
    super(`${subjects[what]} ${excess[limit](most.toLocaleString('en'))} ${advice[what]}`)
  }
}

/** What is being measured. */
export type Measured = 'patch' | 'document' | 'result'

const subjects: Readonly<Record<Measured, string>> = {
  patch: 'The patch is too large: it',
  document: 'The document is too large: it',
  result: 'The result of the patch is too large: it',
}

const excess: Readonly<Record<Limit, (most: string) => string>> = {
  characters: (most) => `has more than ${most} characters.`,
  values: (most) => `has more than ${most} values with aliases expanded.`,
  levels: (most) => `is nested more than ${most} levels deep.`,
  tokens: (most) => `has more than ${most} words, marks and line breaks.`,
  operations: (most) => `has more than ${most} operations.`,
  steps: (most) => `takes more than ${most} steps to compute.`,
}

const advice: Readonly<Record<Measured, string>> = {
  patch: 'Change less at once, in several patches.',
  document: 'Split it into several units, or edit it with another tool.',
  result: 'Set smaller values, or set them in fewer places.',
}

export type Size = { readonly values: number; readonly characters: number; readonly levels: number }

/** Sizes of immutable values; a shared value is measured once and counted wherever it occurs. */
export class Scale {
  readonly #what: Measured
  readonly #known = new WeakMap<object, Size>()

  constructor(what: Measured) {
    this.#what = what
  }

  sizeOf(value: Json): Size {
    return this.#measure(value, budget.levels)
  }

  /** Measures no deeper than `levels`, so that deep nesting does not overflow the stack. */
  #measure(value: Json, levels: number): Size {
    if (typeof value === 'string') return { values: 1, characters: value.length, levels: 0 }
    if (typeof value !== 'object' || value === null) return { values: 1, characters: 1, levels: 0 }
    if (levels === 0) throw new TooLarge(this.#what, 'levels')
    const known = this.#known.get(value)
    if (known !== undefined) return known
    const size = new Tally(this.#what)
    if (isJsonList(value)) for (const item of value) size.add(this.#measure(item, levels - 1))
    else if (isJsonMap(value)) {
      for (const [key, each] of Object.entries(value)) size.add(this.#measure(each, levels - 1), key.length)
    }
    const total = size.asContainer()
    this.#known.set(value, total)
    return total
  }
}

/** Adds up sizes, and stops at the budget. */
export class Tally {
  readonly #what: Measured
  readonly #maxCharacters: number
  #values = 0
  #characters = 0
  #levels = 0

  constructor(what: Measured, maxCharacters: number = budget.characters) {
    this.#what = what
    this.#maxCharacters = maxCharacters
  }

  add({ values, characters, levels }: Size, more = 0): void {
    this.#values += values
    this.#characters += characters + more
    this.#levels = Math.max(this.#levels, levels)
    if (this.#values > budget.values) throw new TooLarge(this.#what, 'values')
    if (this.#characters > this.#maxCharacters)
      throw new TooLarge(this.#what, 'characters', this.#maxCharacters)
    if (this.#levels > budget.levels) throw new TooLarge(this.#what, 'levels')
  }

  /** What was added, with the list or map around it. */
  asContainer(): Size {
    this.add({ values: 1, characters: 0, levels: this.#levels + 1 })
    return { values: this.#values, characters: this.#characters, levels: this.#levels }
  }
}

/** Counts the work of one patch on one resource. */
export class Steps {
  #left: number = budget.steps

  take(count: number): void {
    this.#left -= count
    if (this.#left < 0) throw new TooLarge('result', 'steps')
  }
}

/** Characters that may be written for a document of `length` characters: room to grow, none to explode. */
export function roomFor(length: number): number {
  return Math.max(budget.characters, 4 * length)
}

/** Counts what is written beside the values themselves: deep indentation is repeated on every line. */
export class Room {
  readonly #most: number
  #left: number

  constructor(length: number) {
    this.#most = roomFor(length)
    this.#left = this.#most
  }

  take(characters: number): void {
    this.#left -= characters
    if (this.#left < 0) throw new TooLarge('result', 'characters', this.#most)
  }
}
