import { guardedRoute } from '#lib/server/access/access.ts'
import { answerExplain } from '#lib/server/reads/explain/explain.ts'

/** Streams what each condition of a query keeps out, as NDJSON. */
export const POST = guardedRoute('/api/explain', {
  what: () => 'explain',
  answer: answerExplain,
  atOnce: 'rows-at-once',
})
