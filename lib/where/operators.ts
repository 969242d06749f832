import type { AttributeType } from '#lib/where/attributes.ts'

// The one table of operators (contract 6.1): types, tokens, parser, checks, menus, completion, the generators of tests and
// the SQL of the hub follow from it.

/** What an operator asks; operators of one kind differ only in `not`, in `ignoresCase`, or in direction. */
export type Kind = ComparisonKind | 'in' | 'null' | 'has'
type ComparisonKind = 'equality' | 'order' | 'like' | 'regex'

type Facts<K extends Kind> = {
  readonly kind: K
  /** It asks the opposite of the operator that is the same without this. */
  readonly not?: true
  readonly ignoresCase?: true
  /** How chips and menus say it. */
  readonly words: string
}

const comparisons = {
  '=': { kind: 'equality', words: 'is' },
  '!=': { kind: 'equality', not: true, words: 'is not' },
  '<': { kind: 'order', words: 'is below' },
  '<=': { kind: 'order', words: 'is at most' },
  '>': { kind: 'order', words: 'is above' },
  '>=': { kind: 'order', words: 'is at least' },
  LIKE: { kind: 'like', words: 'matches' },
  'NOT LIKE': { kind: 'like', not: true, words: 'does not match' },
  ILIKE: { kind: 'like', ignoresCase: true, words: 'matches, any case' },
  '~': { kind: 'regex', words: 'matches regex' },
  '~*': { kind: 'regex', ignoresCase: true, words: 'matches regex, any case' },
  '!~': { kind: 'regex', not: true, words: 'does not match regex' },
  '!~*': { kind: 'regex', not: true, ignoresCase: true, words: 'does not match regex, any case' },
} as const satisfies Readonly<Record<string, Facts<ComparisonKind>>>

/** Each has a kind of term of its own. */
const others = {
  IN: { kind: 'in', words: 'is one of' },
  'NOT IN': { kind: 'in', not: true, words: 'is none of' },
  'IS NULL': { kind: 'null', words: 'is not set' },
  'IS NOT NULL': { kind: 'null', not: true, words: 'is set' },
  '?': { kind: 'has', words: 'has' },
} as const satisfies Readonly<Record<string, Facts<'in' | 'null' | 'has'>>>

type Comparison = keyof typeof comparisons

/** Other spellings: read and printed as they are written, never offered. */
const shorthands = { '~~': 'LIKE', '!~~': 'NOT LIKE' } as const satisfies Readonly<Record<string, Comparison>>

/** What is offered: every operator in its own spelling. */
export type Operator = Comparison | keyof typeof others
/** A comparison as it may be written. */
export type Compare = Comparison | keyof typeof shorthands
/** Whatever may be written. */
export type Spelling = Operator | Compare
/** Tells apart what is below, equal and above. */
export type Order = {
  [Op in Comparison]: (typeof comparisons)[Op]['kind'] extends 'equality' | 'order' ? Op : never
}[Comparison]

export const operators: Readonly<Record<Operator, Facts<Kind>>> = { ...comparisons, ...others }

/** What a type can be asked, the likeliest first. */
export const asked: Readonly<Record<AttributeType, readonly Kind[]>> = {
  string: ['equality', 'in', 'like', 'regex', 'order'],
  int: ['equality', 'order', 'in'],
  uuid: ['equality', 'in'],
  bool: ['equality'],
  time: ['order', 'equality'],
  uuidArray: ['has'],
  stringMap: ['has'],
  boolMap: ['has'],
  uuidMap: ['has'],
  objectList: [],
}

/** How many values are written after an operator of a kind; a field shows a list with commas. */
const takes: Readonly<Record<Kind, 'nothing' | 'one' | 'list'>> = {
  equality: 'one',
  order: 'one',
  like: 'one',
  regex: 'one',
  in: 'list',
  null: 'nothing',
  has: 'one',
}

/** Own spellings, in the order of the table. */
export const offered: readonly Operator[] = Object.keys(operators).filter(isOperator)
export const compares: readonly Compare[] = [...Object.keys(comparisons), ...Object.keys(shorthands)].filter(
  isCompare,
)
/** The longest first, so that no part of one is read for the whole. */
export const spellings: readonly Spelling[] = [...offered, ...compares.filter((op) => !isOperator(op))].sort(
  (a, b) => b.length - a.length,
)

export function isOperator(text: string): text is Operator {
  return Object.hasOwn(operators, text)
}

export function isCompare(text: string): text is Compare {
  return Object.hasOwn(comparisons, text) || Object.hasOwn(shorthands, text)
}

function isShorthand(text: string): text is keyof typeof shorthands {
  return Object.hasOwn(shorthands, text)
}

export function isOrder(op: Spelling): op is Order {
  return isOperator(op) && ['equality', 'order'].includes(operators[op].kind)
}

/** `~~` as `LIKE`. */
export function plain(op: Compare): Comparison
export function plain(op: Spelling): Operator
export function plain(op: Spelling): Operator {
  return isShorthand(op) ? shorthands[op] : op
}

export function kindOf(op: Spelling): Kind {
  return operators[plain(op)].kind
}

export function valuesTaken(op: Spelling): 'nothing' | 'one' | 'list' {
  return takes[kindOf(op)]
}

/** A comparison as those see it who carry it out. */
export type Meaning =
  | { readonly kind: 'equality' | 'order'; readonly op: Order }
  | {
      readonly kind: Exclude<ComparisonKind, 'equality' | 'order'>
      readonly not: boolean
      readonly ignoresCase: boolean
    }

export function meaningOf(op: Compare): Meaning {
  const facts: Facts<ComparisonKind> = comparisons[plain(op)]
  const { kind, not = false, ignoresCase = false } = facts
  if (kind !== 'equality' && kind !== 'order') return { kind, not, ignoresCase }
  if (!isOrder(op)) throw new Error(`${op} has another kind than its spelling`)
  return { kind, op }
}

/** The operator that asks the opposite. */
export function oppositeOf(op: Spelling): Operator | undefined {
  const { kind, not, ignoresCase } = operators[plain(op)]
  return offered.find((other) => {
    const facts = operators[other]
    return facts.kind === kind && facts.not !== not && facts.ignoresCase === ignoresCase
  })
}

/** `IS NOT NULL` -> IS, NOT, NULL; an operator of signs is one word. */
export function wordsOf(op: Spelling): readonly string[] {
  return op.split(' ')
}

/** Reads one spelling, the longest that stands there. Words may have any blanks between them. */
export function spellingSource(of: readonly Spelling[]): string {
  const source = (op: Spelling) =>
    wordsOf(op)
      .map((word) => word.replace(/[^A-Z]/g, '\\$&'))
      .join('[ \\t]+')
  return `(?:${spellings
    .filter((op) => of.includes(op))
    .map(source)
    .join('|')})`
}
