import { guardedRoute } from '#lib/server/access/access.ts'
import { answerFunctionValues } from '#lib/server/reads/function-values.ts'

/** What a function that only reads says of units, for the columns of the grid. */
export const POST = guardedRoute('/api/function-values', {
  what: () => 'function values',
  answer: answerFunctionValues,
  limit: 'values',
})
