import 'server-only'
import { RE2JS } from 're2js'
import { z } from 'zod'

/** What is asked of whoever writes a change. */
export const writeSettings = {
  /** Pattern (RE2) of the whole text of a ticket. */
  HUBDECK_TICKET_PATTERN: z.string().default('').refine(isPattern, {
    error: 'is not a pattern that RE2 and browsers both take; leave out look-around and back-references',
  }),
  HUBDECK_TICKET_REQUIRED: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true'),
  /** Above this many units, their number is typed before they are written. */
  HUBDECK_CONFIRM_ABOVE: z.coerce.number().int().min(0).default(100),
  /** `Environment=prod Region=eu`: units with one of these labels, or in such a Space, are written only so. */
  HUBDECK_PROTECTED: z
    .string()
    .default('')
    .transform((text, context) => {
      const conditions = text.split(/[\s,]+/).filter(Boolean)
      return conditions.map((condition) => {
        const [label = '', value = '', ...more] = condition.split('=')
        if (label === '' || value === '' || more.length > 0)
          context.addIssue({ code: 'custom', message: `“${condition}” is not label=value` })
        return { label, value }
      })
    }),
  /** Slug of the Space that keeps the records of all changes. */
  HUBDECK_RECORD_SPACE: z.string().default(''),
}

function isPattern(text: string): boolean {
  try {
    RE2JS.compile(text)
    new RegExp(text, 'u')
    return true
  } catch {
    return false
  }
}
