import { guardedRoute } from '#lib/server/access/access.ts'
import { answerWhyNot } from '#lib/server/reads/explain/why-not.ts'

/** Why one unit is in the answer to a query, or not. */
export const POST = guardedRoute('/api/explain/unit', {
  what: () => 'explain unit',
  answer: answerWhyNot,
})
