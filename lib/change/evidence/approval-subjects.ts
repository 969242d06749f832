import type { Approval } from '#lib/change/evidence/statement.ts'
import { placesIn } from '#lib/change/record/place-ranges.ts'

/** The numbers of the subjects for which it counted, of as many as a file has. */
export function subjectsOf({ subjects }: Approval, end: number): number[] {
  return placesIn(subjects, end)
}
