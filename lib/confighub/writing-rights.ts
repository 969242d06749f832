import * as z from 'zod/mini'

/**
 * Whether a person may write, as far as ConfigHub can tell. Its API exposes no roles, so a dry run of an empty change
 * is tried; `unknown` when that gives no clear answer.
 */
export const WritingRights = z.object({
  writing: z.enum(['allowed', 'refused', 'unknown']),
  /** How many Spaces were checked, by their first Unit, of all that the person sees. */
  asked: z.int(),
  spaces: z.int(),
  /** The message of ConfigHub's refusal. */
  reason: z.optional(z.string()),
})
export type WritingRights = z.infer<typeof WritingRights>
