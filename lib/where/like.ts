import { lowerCode } from '#lib/where/fold.ts'
import type { Matcher } from '#lib/where/matcher.ts'

const percent = 37
const underscore = 95

/** A LIKE pattern: `%` any text, `_` any character, whole value, no escape (contract 6.1). */
export function compileLike(pattern: string, ignoreCase: boolean): Matcher {
  const wanted = codesOf(pattern, ignoreCase)
  return { test: (value) => matches(wanted, codesOf(value, ignoreCase)) }
}

function codesOf(text: string, ignoreCase: boolean): number[] {
  const codes = Array.from(text, (letter) => letter.codePointAt(0) ?? 0)
  return ignoreCase ? codes.map(lowerCode) : codes
}

/** Goes back to the last `%` only: an earlier one cannot help, so many of them cost no more than one. */
function matches(wanted: readonly number[], value: readonly number[]): boolean {
  let at = 0
  let star = -1
  let resume = 0
  for (let i = 0; i < value.length; ) {
    const next = wanted[at]
    if (next === percent) {
      star = at
      at += 1
      resume = i
    } else if (next === underscore || next === value[i]) {
      at += 1
      i += 1
    } else if (star >= 0) {
      at = star + 1
      resume += 1
      i = resume
    } else return false
  }
  while (wanted[at] === percent) at += 1
  return at === wanted.length
}
