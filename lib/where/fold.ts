/**
 * Upper and lower case of one code point, where that is one code point too: what ILIKE and ~* of PostgreSQL use
 * (never `ß` = `SS`, never the Kelvin sign = `k` unless the pattern has it).
 */
export function lowerCode(code: number): number {
  return code < 128 ? (code >= 65 && code <= 90 ? code + 32 : code) : lower(code)
}

function upperCode(code: number): number {
  return code < 128 ? (code >= 97 && code <= 122 ? code - 32 : code) : single(code, text(code).toUpperCase())
}

// The one letter whose full mapping has two code points although a simple one exists.
const dottedCapitalI = 0x130

function lower(code: number): number {
  return code === dottedCapitalI ? 105 : single(code, text(code).toLowerCase())
}

function text(code: number): string {
  return String.fromCodePoint(code)
}

function single(code: number, mapped: string): number {
  const other = mapped.codePointAt(0) ?? code
  return mapped.length === text(other).length ? other : code
}

let cases: Map<number, number[]> | undefined
/** The last letter that has a second case. */
const lastLetter = 0x1e943

/** What a letter is written as in a pattern that ignores case, apart from itself: every letter whose other case it is. */
export function otherCases(code: number): readonly number[] {
  cases ??= allCases()
  return cases.get(code) ?? none
}

const none: readonly number[] = []

function allCases(): Map<number, number[]> {
  const found = new Map<number, number[]>()
  for (let written = 65; written <= lastLetter; written += 1)
    for (const other of new Set([lowerCode(written), upperCode(written)]))
      if (other !== written) found.set(other, [...(found.get(other) ?? []), written])
  return found
}
