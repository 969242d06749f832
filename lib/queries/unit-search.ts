import { compareText } from '#lib/base/code-point-order.ts'

/** One way to read the words: which belong to the Unit's name and which to its Space's. */
export type Reading = { readonly unit: readonly string[]; readonly space: readonly string[] }

/** Slugs consist of these characters only; others match no name, and some have a meaning in a query. */
const slugPart = /^[-_.a-z0-9]{1,128}$/

/** More words give more readings than a list as short as this one needs calls for. */
const mostWords = 4

/** With more Spaces than this, their common part makes a shorter query than their ids. */
const mostSpaceIds = 50

export function wordsOf(text: string): string[] {
  return text.toLowerCase().split(/\s+/).filter(Boolean)
}

/** True when the text has every word, in any order and letter case. */
export function hasWords(text: string, words: readonly string[]): boolean {
  const lower = text.toLowerCase()
  return words.every((word) => lower.includes(word))
}

/**
 * The readings of a search: `eu-lon trade` and `trade eu-lon` both find `…-eu-lon/trade-service`, and `lon/trade` says which
 * is which. A reading whose Space words no Space has is left out; without the Spaces all readings stay. Empty when the
 * text cannot be part of a name.
 */
export function readingsOf(text: string, spaceSlugs: readonly string[] | undefined): Reading[] {
  const sides = text.split('/').map(wordsOf)
  const words = sides.flat()
  if (sides.length > 2 || words.length === 0 || words.length > mostWords) return []
  if (!words.every((word) => slugPart.test(word))) return []
  const exists = ({ space }: Reading) =>
    space.length === 0 || spaceSlugs === undefined || spaceSlugs.some((slug) => hasWords(slug, space))
  const [left = [], right] = sides
  return (right ? [{ unit: right, space: left }] : splits(words)).filter(exists)
}

function splits(words: readonly string[]): Reading[] {
  const readings: Reading[] = [{ unit: words, space: [] }]
  for (let at = 1; at < words.length; at += 1) {
    readings.push({ unit: words.slice(0, at), space: words.slice(at) })
    readings.push({ unit: words.slice(at), space: words.slice(0, at) })
  }
  // Nothing but the name of a Space: its Units are what is looked for.
  return [...readings, { unit: [], space: words }]
}

/** The query of a reading. Spaces that are known are named by id, which ConfigHub answers faster (contract A4.3). */
export function whereOf(
  { unit, space }: Reading,
  spaces: readonly { readonly SpaceID: string; readonly Slug: string }[] | undefined,
): string {
  const terms = unit.map((word) => `Slug ILIKE '%${word}%'`)
  if (space.length === 0) return terms.join(' AND ')
  const ids = spaces?.filter(({ Slug }) => hasWords(Slug, space)).map(({ SpaceID }) => `'${SpaceID}'`)
  const where =
    ids && ids.length > 0 && ids.length <= mostSpaceIds
      ? [`SpaceID IN (${ids.join(', ')})`]
      : space.map((word) => `Space.Slug ILIKE '%${word}%'`)
  return [...terms, ...where].join(' AND ')
}

/** Names that are the searched word first, then those that begin with it, then the rest; each in order of text. */
export function byNearness(words: readonly string[]): (a: string, b: string) => number {
  const [first = ''] = words
  const distance = (slug: string) => (slug === first ? 0 : slug.startsWith(first) ? 1 : 2)
  return (a, b) => distance(a) - distance(b) || compareText(a, b)
}
