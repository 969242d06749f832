import type { Span } from '#lib/config/mask/spans.ts'

export type ScalarStyle = 'plain' | 'single' | 'double' | 'block'

/**
 * Where parts of a scalar's value are in its source. Whitespace is ignored, because styles fold, indent and escape it. The
 * other characters have the same order in both, which is enough to find a part. Nothing when that does not hold. Parts
 * must be tidy spans.
 */
export function sourceSpans(
  source: string,
  value: string,
  style: ScalarStyle,
  spans: readonly Span[],
): Span[] | undefined {
  const units = style === 'double' ? escapedUnits(source) : plainUnits(source, style)
  const found: Span[] = []
  let unit = 0
  let at = 0
  const passUntil = (end: number) => {
    for (; at < end; at += 1) if (isSign(value, at)) unit += 1
  }
  for (const span of spans) {
    passUntil(span.start)
    const start = units.starts[unit]
    passUntil(span.end)
    const end = units.ends[unit - 1]
    if (start === undefined || end === undefined || end <= start) return undefined
    found.push({ start, end })
  }
  passUntil(value.length)
  return unit === units.starts.length ? found : undefined
}

type Units = { readonly starts: number[]; readonly ends: number[] }

function isSign(text: string, at: number): boolean {
  return !isSpace(text.charCodeAt(at))
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13)
}

function plainUnits(source: string, style: ScalarStyle): Units {
  const units: Units = { starts: [], ends: [] }
  for (let at = 0; at < source.length; at += 1) {
    if (!isSign(source, at)) continue
    const length = style === 'single' && source[at] === "'" && source[at + 1] === "'" ? 2 : 1
    units.starts.push(at)
    units.ends.push(at + length)
    at += length - 1
  }
  return units
}

const hexDigits: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 }
/** Escapes that stand for space, or for nothing at all. */
const spaceEscapes = ' \tntvfr\n\r'

function escapedUnits(source: string): Units {
  const units: Units = { starts: [], ends: [] }
  for (let at = 0; at < source.length; at += 1) {
    const end = source[at] === '\\' ? escapeEnd(source, at) : at + 1
    for (let count = signsIn(source.slice(at, end)); count > 0; count -= 1) {
      units.starts.push(at)
      units.ends.push(end)
    }
    at = end - 1
  }
  return units
}

function escapeEnd(source: string, at: number): number {
  return at + 2 + (hexDigits[source[at + 1] ?? ''] ?? 0)
}

/** How many characters other than whitespace a character or an escape stands for. */
function signsIn(part: string): number {
  if (part.length === 1) return isSign(part, 0) ? 1 : 0
  if (part.length === 2) return spaceEscapes.includes(part[1] ?? '') ? 0 : 1
  const code = Number.parseInt(part.slice(2), 16)
  return isSpace(code) ? 0 : code > 0xffff ? 2 : 1
}
