import type { PatternFault, PatternTree, Ranges } from '#lib/where/pattern-tree.ts'

export type Read<T> = { readonly value: T; readonly end: number } | PatternFault

/**
 * `[a-z]`, `[^]x-]` beginning at `start`, as PostgreSQL reads it: a ] right after [ or [^ and a - at either end are
 * themselves, and a - after a range is an error.
 */
export function readClass(pattern: string, start: number): Read<PatternTree> {
  const not = pattern.charAt(start + 1) === '^'
  const first = start + (not ? 2 : 1)
  // A ] right after the opening is a character of the class.
  const end = pattern.indexOf(']', first + 1)
  if (end < 0) return { at: start, message: 'The bracket [ is not closed.' }
  const inside = pattern.slice(first, end)
  if (/\[[:.=]/.test(inside))
    return { at: start, message: 'Named classes such as [:alpha:] are not accepted. Write the characters.' }
  const ranges = readRanges([...inside].map((text) => text.codePointAt(0) ?? 0))
  if (ranges !== undefined) return { value: { kind: 'class', not, ranges }, end: end + 1 }
  return {
    at: start,
    message: 'A range such as a-z is the wrong way round or not finished. Write a literal - last: [a-z-].',
  }
}

const dash = 45

function readRanges(codes: readonly number[]): Ranges | undefined {
  const ranges: [number, number][] = []
  for (let at = 0; at < codes.length; ) {
    const low = codes[at] ?? 0
    // A - that is neither first nor last joins two characters.
    const isRange = codes[at + 1] === dash && at + 2 < codes.length
    if (low === dash && at > 0 && at < codes.length - 1) return undefined
    const high = (isRange ? codes[at + 2] : undefined) ?? low
    if (high < low) return undefined
    ranges.push([low, high])
    at += isRange ? 3 : 1
  }
  return ranges
}
