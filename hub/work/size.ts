import { readingCost } from '#hub/work/reading-cost.ts'

/** `small`: parsed in a few milliseconds; `light`: in less than a second; `large`: may take long and much memory. */
export type Size = 'small' | 'light' | 'large'

const smallLength = 32_768
const smallParts = 3_000
const lightLength = 262_144
const lightParts = 20_000

/** The size class of these texts, estimated from their characters alone. */
export function sizeOf(texts: readonly string[]): Size {
  const length = texts.reduce((sum, text) => sum + text.length, 0)
  if (length > lightLength) return 'large'
  let parts = 0
  for (const text of texts) {
    const cost = readingCost(text)
    parts += cost.parts + cost.marks / 6
  }
  if (parts > lightParts) return 'large'
  return length > smallLength || parts > smallParts ? 'light' : 'small'
}
