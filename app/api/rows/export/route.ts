import { guardedRoute } from '#lib/server/access/access.ts'
import { answerExport } from '#lib/server/reads/rows/export.ts'

/** Streams the rows of a query, or of picked units, as a file that says what it holds. */
export const POST = guardedRoute('/api/rows/export', {
  what: () => 'export',
  answer: answerExport,
  retryPolicy: 'work',
  // A whole fleet is a hundred pages, and its documents.
  cost: 100,
  atOnce: 'rows-at-once',
})
