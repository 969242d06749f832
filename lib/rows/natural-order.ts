import type { ColumnValue } from '#lib/rows/column.ts'

/** Signs in the order of the Unicode collation; digits and letters follow them. */
const signs = '_-,;:!?.\'"()[]{}@*/\\&#%`^+<=>|~$'
const signPlaces = new Map([...signs].map((sign, place) => [sign, String.fromCharCode(2 + place)]))
const digits = String.fromCharCode(2 + signs.length)

/**
 * A text whose plain order is the natural one: `r9` before `r10`, without regard to case and accents. A collator gives
 * the same order, but takes a second for 50,000 texts.
 */
export function naturalKey(text: string): string {
  const plain = isAscii.test(text) ? text : text.normalize('NFD').replaceAll(/\p{M}/gu, '')
  return plain.toLowerCase().replaceAll(special, (part) => {
    if (!isDigit.test(part)) return signPlaces.get(part) ?? '\x01'
    const number = part.replace(/^0+(?=\d)/, '')
    return digits + String.fromCharCode(0x20 + number.length) + number
  })
}

const isAscii = /^[\0-\x7f]*$/
const isDigit = /^\d/
const special = /\d+|[^\p{L}\p{N}]/gu

/** Numbers come before texts, by size. */
export function compareKeys(a: ColumnValue, b: ColumnValue): number {
  if (typeof a === typeof b) return a < b ? -1 : a > b ? 1 : 0
  return typeof a === 'number' ? -1 : 1
}
