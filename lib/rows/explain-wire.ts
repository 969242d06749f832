import { z } from 'zod'

/** How many units a question has; `isPart` when counting stopped before the end, so that there are at least as many. */
export const Counted = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('counted'), units: z.int().nonnegative(), isPart: z.boolean() }),
  z.object({ kind: z.literal('unknown'), reason: z.string(), requestId: z.string().optional() }),
])
export type Counted = z.infer<typeof Counted>

const part = z.object({ kind: z.enum(['where', 'data', 'type']), text: z.string() })

/** The lines of the answer of `POST /api/explain`: the parts at once, then what is known of each. */
export const ExplainLine = z.discriminatedUnion('event', [
  z.object({ event: z.literal('parts'), parts: z.array(part) }),
  z.object({
    event: z.literal('part'),
    at: z.int(),
    /** What it selects alone. */
    alone: Counted,
    /** What the query would have more without it. */
    keptOut: Counted,
  }),
  /** How many calls all of this took. */
  z.object({ event: z.literal('end'), calls: z.int() }),
])
export type ExplainLine = z.infer<typeof ExplainLine>
