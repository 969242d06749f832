import type { z } from 'zod'

/** Where answers of the hub differ from ConfigHub's schemas, with the reasons. Nothing else may differ (contract B). */
const known: readonly { readonly type: string; readonly at: RegExp; readonly why: string }[] = [
  {
    type: 'StandardErrorResponse',
    at: /^message$/,
    why: 'Clients of ConfigHub read either spelling (contract A8), so errors have both.',
  },
  { type: 'ExtendedSpace[]', at: /^\d+\.ViewColumns$/, why: 'A View of Spaces shows its columns here.' },
  { type: 'ExtendedResource[]', at: /^\d+\.Resource\.Data$/, why: 'A document may be a list.' },
]

export function isKnownDifference(type: string, issue: z.core.$ZodIssue): boolean {
  const places =
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path]
  return places.every((place) =>
    known.some((difference) => difference.type === type && difference.at.test(place.join('.'))),
  )
}
