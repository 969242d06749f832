import { guardedRoute } from '#lib/server/access/access.ts'
import { answerPreview } from '#lib/server/changes/changes.ts'

/** Streams a preview as NDJSON; the last line carries the seal. */
export const POST = guardedRoute('/api/previews', {
  what: () => 'preview',
  answer: answerPreview,
  retryPolicy: 'work',
  limit: 'previews',
  cost: 20,
  atOnce: 'previews-at-once',
})
