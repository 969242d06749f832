import { guardedRoute } from '#lib/server/access/access.ts'
import { answerForgetQuery, answerSaveQuery } from '#lib/server/changes/saved-queries.ts'

/** Keeps a named query as a Filter in ConfigHub. */
export const POST = guardedRoute('/api/saved-queries', {
  what: () => 'save a query',
  answer: answerSaveQuery,
})

export const DELETE = guardedRoute('/api/saved-queries', {
  what: () => 'delete a saved query',
  answer: answerForgetQuery,
})
