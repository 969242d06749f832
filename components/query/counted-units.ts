import { count } from '#lib/base/plural.ts'

/** `44 units`; `44+ units` where more match than were counted. */
export function countedUnits(units: number, isPartial: boolean): string {
  return isPartial ? `${units.toLocaleString('en')}+ units` : count(units, 'unit')
}
