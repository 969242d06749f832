import { placesIn } from '#lib/base/place-ranges.ts'

/** The numbers of the subjects that an approval or a rule names, of as many as a file has. */
export function subjectsOf({ subjects }: { readonly subjects: string }, end: number): number[] {
  return placesIn(subjects, end)
}
