import { guardedRoute } from '#lib/server/access/access.ts'
import { answerValues } from '#lib/server/reads/values.ts'

/** Values from inside documents, for the columns of the grid. */
export const POST = guardedRoute('/api/values', {
  what: () => 'values',
  answer: answerValues,
  limit: 'values',
})
