import { guardedRoute } from '#lib/server/access/access.ts'
import { answerActivity } from '#lib/server/reads/activity.ts'

/** What revisions changed, in one sentence each, for the activity. */
export const POST = guardedRoute('/api/activity', {
  what: () => 'activity',
  answer: answerActivity,
  limit: 'values',
})
