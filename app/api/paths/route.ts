import { guardedRoute } from '#lib/server/access/access.ts'
import { answerPaths } from '#lib/server/reads/paths/paths.ts'

/** Which paths the documents of a query have, for choosing one. */
export const POST = guardedRoute('/api/paths', {
  what: () => 'paths',
  answer: answerPaths,
  limit: 'values',
  atOnce: 'rows-at-once',
})
