import { guardedRoute } from '#lib/server/access/access.ts'
import { answerChanges } from '#lib/server/changes/change-records.ts'
import { answerCommit } from '#lib/server/changes/changes.ts'

/** Changes that were written before, and whether their records hold. */
export const GET = guardedRoute('/api/changes', { what: () => 'changes', answer: answerChanges })

/** Commits a sealed preview and streams one outcome per unit as NDJSON. */
export const POST = guardedRoute('/api/changes', {
  what: () => 'commit',
  answer: answerCommit,
  retryPolicy: 'work',
  limit: 'commits',
  atOnce: 'commits-at-once',
})
