import { count, plural } from '#lib/base/plural.ts'
import type { PathsResponse, SeenPath } from '#lib/rows/paths-wire.ts'

/** `37 of 50`. */
export function seenText(units: number, read: number): string {
  return `${units.toLocaleString('en')} of ${read.toLocaleString('en')}`
}

/** `number: 3, 2, 5 and 4 others`, or `and 4 or more others` where not all were looked at. */
export function valuesText({ kinds, values, otherValues, moreValues }: SeenPath): string {
  const shown = values.map(({ value }) => String(value)).join(', ')
  const others = othersText(otherValues, moreValues)
  return shown === '' ? kinds.join(' or ') : `${kinds.join(' or ')}: ${shown}${others}`
}

function othersText(others: number, hasMore: boolean): string {
  if (others === 0) return hasMore ? ' and others' : ''
  return hasMore ? ` and ${others} or more others` : ` and ${others} ${plural(others, 'other')}`
}

/** Values that a condition can ask for by what is shown of them. */
export function askable({ values }: SeenPath): SeenPath['values'] {
  return values.filter(({ masked, isCut }) => !masked && !isCut)
}

/** What may have a path that was not seen; undefined when everything that matches was looked at. */
export function unseenText({ cutDocuments }: PathsResponse): string | undefined {
  if (cutDocuments === 0) return undefined
  const were = cutDocuments === 1 ? 'was' : 'were'
  return `Not seen; ${count(cutDocuments, 'document')} ${were} too long to read whole.`
}
