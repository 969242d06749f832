import { guardedRoute } from '#lib/server/access/access.ts'
import { answerKeep } from '#lib/server/changes/proposals.ts'

/** Keeps a sealed preview as a proposal: a record under which nothing is written yet. */
export const POST = guardedRoute('/api/proposals', {
  what: () => 'propose',
  answer: answerKeep,
  limit: 'commits',
})
