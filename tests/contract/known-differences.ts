import type { z } from 'zod'

export function isKnownDifference(type: string, issue: z.core.$ZodIssue): boolean {
  return (
    type === 'StandardErrorResponse' && issue.code === 'unrecognized_keys' && issue.keys.join() === 'message'
  )
}
