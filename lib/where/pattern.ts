import { type Read, readClass } from '#lib/where/pattern-class.ts'
import {
  anyCharacter,
  character,
  type PatternFault,
  type PatternTree,
  sizeOf,
} from '#lib/where/pattern-tree.ts'

const maxDepth = 32
const maxBound = 255
/** 500 take PostgreSQL up to two seconds to build, and PGlite cannot be interrupted. */
const maxSize = 300

/** The part of regular expressions that every engine reads alike (contract 6.1): ConfigHub 0.8 accepts no more. */
export function parsePattern(pattern: string): PatternTree | PatternFault {
  const read = readChoice(pattern, 0, 0)
  if ('message' in read) return read
  if (read.end < pattern.length) return { at: read.end, message: 'The parenthesis ) was never opened.' }
  if (sizeOf(read.value) <= maxSize) return read.value
  return { at: 0, message: `With its repetitions written out, a pattern has at most ${maxSize} characters.` }
}

export function checkPattern(pattern: string): PatternFault | undefined {
  const tree = parsePattern(pattern)
  return 'message' in tree ? tree : undefined
}

/** Characters that repetitions add to an accepted pattern when they are written out: `(ab){3}` has none, `a{9}` 5. */
export function addedByRepetition(pattern: string): number {
  const tree = parsePattern(pattern)
  return 'message' in tree ? 0 : Math.max(sizeOf(tree) - pattern.length, 0)
}

/** Branches up to the end or to the parenthesis that closes them. */
function readChoice(pattern: string, start: number, depth: number): Read<PatternTree> {
  const branches: PatternTree[] = []
  for (let at = start; ; ) {
    const branch = readBranch(pattern, at, depth)
    if ('message' in branch) return branch
    branches.push(branch.value)
    if (pattern.charAt(branch.end) !== '|') {
      const [only] = branches
      const value =
        branches.length === 1 && only ? only : ({ kind: 'choice', parts: branches } satisfies PatternTree)
      return { value, end: branch.end }
    }
    at = branch.end + 1
  }
}

function readBranch(pattern: string, start: number, depth: number): Read<PatternTree> {
  const parts: PatternTree[] = []
  let at = start
  while (at < pattern.length && !/[|)]/.test(pattern.charAt(at))) {
    const atom = readAtom(pattern, at, depth)
    if ('message' in atom) return atom
    const repeated = readQuantifier(pattern, atom.end, atom.value)
    if ('message' in repeated) return repeated
    parts.push(repeated.value)
    at = repeated.end
  }
  return { value: { kind: 'sequence', parts }, end: at }
}

/** One character, class or group. */
function readAtom(pattern: string, at: number, depth: number): Read<PatternTree> {
  const first = pattern.charAt(at)
  switch (first) {
    case '[':
      return readClass(pattern, at)
    case '(':
      return readGroup(pattern, at, depth)
    case '^':
      return { value: { kind: 'start' }, end: at + 1 }
    case '$':
      return { value: { kind: 'end' }, end: at + 1 }
    case '.':
      return { value: anyCharacter, end: at + 1 }
    case '}':
      return { at, message: 'A literal brace is written [}].' }
    case '*':
    case '+':
    case '?':
      return { at, message: `There is nothing before ${first} to repeat.` }
    case '{':
      return boundsOf(pattern, at)
        ? { at, message: 'There is nothing before { to repeat.' }
        : literalBrace(at)
    default: {
      const code = pattern.codePointAt(at) ?? 0
      return { value: character(code), end: at + String.fromCodePoint(code).length }
    }
  }
}

function readGroup(pattern: string, at: number, depth: number): Read<PatternTree> {
  if (pattern.charAt(at + 1) === '?')
    return { at, message: 'Groups that begin with (? are not accepted. For upper and lower case use ~*.' }
  if (depth >= maxDepth) return { at, message: `Groups nest at most ${maxDepth} deep.` }
  const inner = readChoice(pattern, at + 1, depth + 1)
  if ('message' in inner) return inner
  if (pattern.charAt(inner.end) !== ')')
    return { at: pattern.length - 1, message: 'A parenthesis ( is not closed.' }
  return { value: inner.value, end: inner.end + 1 }
}

const signs: Readonly<Record<string, { readonly min: number; readonly max: number }>> = {
  '*': { min: 0, max: Number.POSITIVE_INFINITY },
  '+': { min: 1, max: Number.POSITIVE_INFINITY },
  '?': { min: 0, max: 1 },
}

/** What may follow an atom: one quantifier, and none after ^ and $. */
function readQuantifier(pattern: string, at: number, part: PatternTree): Read<PatternTree> {
  const sign = pattern.charAt(at)
  if (!/[*+?{]/.test(sign)) return { value: part, end: at }
  const bounds = readBounds(pattern, at)
  if ('message' in bounds) return bounds
  // `^` and `$` stand for themselves here; a group around them may be repeated.
  if (/[$^]/.test(pattern.charAt(at - 1)) && (part.kind === 'start' || part.kind === 'end'))
    return { at, message: `There is nothing before ${sign} to repeat.` }
  if (/[*+?{]/.test(pattern.charAt(bounds.end)))
    return { at, message: 'Only one of * + ? {n} may follow; lazy and possessive forms are not accepted.' }
  return { value: { kind: 'repeat', part, ...bounds.value }, end: bounds.end }
}

function readBounds(pattern: string, at: number): Read<{ readonly min: number; readonly max: number }> {
  const sign = signs[pattern.charAt(at)]
  if (sign) return { value: sign, end: at + 1 }
  const bounds = boundsOf(pattern, at)
  if (!bounds) return literalBrace(at)
  const min = Number(bounds[1])
  const max = bounds[2] === undefined ? min : bounds[2] === '' ? Number.POSITIVE_INFINITY : Number(bounds[2])
  if (min > maxBound || (max > maxBound && max < Number.POSITIVE_INFINITY))
    return { at, message: `Bounds go up to ${maxBound}.` }
  if (max < min) return { at, message: 'The bounds are the wrong way round.' }
  return { value: { min, max }, end: at + bounds[0].length }
}

function boundsOf(pattern: string, at: number): RegExpExecArray | null {
  return /^\{(\d{1,3})(?:,(\d{0,3}))?\}/.exec(pattern.slice(at, at + 12))
}

function literalBrace(at: number): PatternFault {
  return { at, message: 'A literal brace is written [{].' }
}
