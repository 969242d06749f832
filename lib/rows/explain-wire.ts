import * as z from 'zod/mini'
import { ErrorLine, RowsQuestion } from '#lib/rows/rows-wire.ts'

/** How many units a question has; `isPart` when counting stopped before the end, so that there are at least as many. */
export const Counted = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('counted'), units: z.int().check(z.nonnegative()), isPart: z.boolean() }),
  z.object({ kind: z.literal('unknown'), reason: z.string(), requestId: z.optional(z.string()) }),
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
  ErrorLine,
])
export type ExplainLine = z.infer<typeof ExplainLine>

/** Body of `POST /api/explain/unit`. */
export const WhyNotRequest = z.extend(RowsQuestion, { unitId: z.uuid() })

/** A value that a condition saw; without `value` it is not set, unless it is withheld. */
export const SeenValue = z.object({
  /** The attribute, or the resource of the document. */
  name: z.string(),
  value: z.optional(z.string()),
  /** There is more of it than `value` says. */
  hasMore: z.optional(z.boolean()),
  /** It is set, and not sent: it may be secret. */
  isWithheld: z.optional(z.boolean()),
  /** Of a resource: whether the condition holds on it. */
  holds: z.optional(z.boolean()),
})
export type SeenValue = z.infer<typeof SeenValue>

/** What one part of a query says of one unit: ConfigHub's own verdict. */
export const PartVerdict = z.extend(part, {
  /** `unset`: neither true nor false, because a value that it compares is not set. */
  verdict: z.enum(['true', 'false', 'unset', 'unknown']),
  /** Why the verdict or the values are not known. */
  reason: z.optional(z.string()),
  seen: z.array(SeenValue),
  /** How many resources of the document it saw that are not among them. */
  otherResources: z.optional(z.int()),
})
export type PartVerdict = z.infer<typeof PartVerdict>

/** Why a unit is in an answer, or not. */
export const WhyNot = z.object({
  /** Absent: it does not exist, or the person may not see it. */
  unit: z.optional(
    z.object({ id: z.string(), slug: z.string(), space: z.string(), hidden: z.optional(z.string()) }),
  ),
  /** Whether the query as a whole selects it; absent when that is not known. */
  isSelected: z.optional(z.boolean()),
  parts: z.array(PartVerdict),
})
export type WhyNot = z.infer<typeof WhyNot>
