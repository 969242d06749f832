import { placesIn } from '#lib/base/place-ranges.ts'
import type { Statement } from '#lib/change/evidence/statement.ts'

/** The numbers of the subjects that an approval or a rule names, of as many as a file has. */
export function subjectsOf({ subjects }: { readonly subjects: string }, end: number): number[] {
  return placesIn(subjects, end)
}

/** How many units the change wrote of which it is not recorded which rules they matched. */
export function withoutRules({ subject, predicate: { approvalRules = [], units } }: Statement): number {
  const told = new Set(approvalRules.flatMap((rule) => subjectsOf(rule, subject.length)))
  for (const at of units.unproven) told.add(at)
  return subject.length - told.size
}
