import { z } from 'zod'

/**
 * Whether a person may write, as far as ConfigHub can be asked. Its API names no role, so the hub is asked to
 * rehearse an empty change; `unknown` is what remains when it answers neither yes nor no.
 */
export const WritingRights = z.object({
  writing: z.enum(['allowed', 'refused', 'unknown']),
  /** Spaces whose first Unit was asked about, of all that the person sees. */
  asked: z.int(),
  spaces: z.int(),
  /** ConfigHub's own words, when it refused. */
  reason: z.string().optional(),
})
export type WritingRights = z.infer<typeof WritingRights>
