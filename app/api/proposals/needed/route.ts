import { guardedRoute } from '#lib/server/access/access.ts'
import { answerNeeded } from '#lib/server/changes/proposals.ts'

/** Which of some units are written only with approvals of others. */
export const POST = guardedRoute('/api/proposals/needed', {
  what: () => 'approvals needed',
  answer: answerNeeded,
  limit: 'values',
})
