import { guardedRoute } from '#lib/server/access/access.ts'
import { answerSince } from '#lib/server/reads/since.ts'

/** Since which revision the values of a unit are what they are. */
export const POST = guardedRoute('/api/since', {
  what: () => 'since',
  answer: answerSince,
  limit: 'values',
})
