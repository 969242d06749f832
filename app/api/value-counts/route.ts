import { guardedRoute } from '#lib/server/access/access.ts'
import { answerValueCounts } from '#lib/server/reads/value-counts.ts'

/** The values of an attribute within a query, for whoever adds a condition. */
export const POST = guardedRoute('/api/value-counts', {
  what: () => 'value counts',
  answer: answerValueCounts,
  limit: 'values',
})
