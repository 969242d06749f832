import { guardedRoute } from '#lib/server/access/access.ts'
import { answerRows } from '#lib/server/reads/rows/rows.ts'

/** Streams the rows of a query as NDJSON: what the columns of the grid need, page by page. */
export const POST = guardedRoute('/api/rows', {
  what: () => 'rows',
  answer: answerRows,
  retryPolicy: 'work',
  atOnce: 'rows-at-once',
  keepsCalls: true,
})
