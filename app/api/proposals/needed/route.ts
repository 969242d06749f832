import { guardedRoute } from '#lib/server/access/access.ts'
import { answerNeeded } from '#lib/server/changes/proposals.ts'

/** Which of some units lack approvals of others, without which they are not written. */
export const POST = guardedRoute('/api/proposals/needed', {
  what: () => 'approvals needed',
  answer: answerNeeded,
  limit: 'values',
})
