import type { SeenPath } from '#lib/rows/paths-wire.ts'

/** `37 of 50`. */
export function seenText(units: number, read: number): string {
  return `${units.toLocaleString('en')} of ${read.toLocaleString('en')}`
}

/** `number: 3, 2, 5 and 4 others`. */
export function valuesText({ kinds, values, otherValues }: SeenPath): string {
  const shown = values.map(({ value }) => String(value)).join(', ')
  const others = otherValues === 0 ? '' : ` and ${otherValues} other${otherValues === 1 ? '' : 's'}`
  return shown === '' ? kinds.join(' or ') : `${kinds.join(' or ')}: ${shown}${others}`
}
