import { guarded } from '#lib/server/access/access.ts'
import { answerActivity } from '#lib/server/reads/activity.ts'

/** What revisions changed, in one sentence each, for the activity. */
export function POST(request: Request): Promise<Response> {
  return guarded(request, {
    route: '/api/activity',
    what: () => 'activity',
    answer: answerActivity,
    limit: 'values',
  })
}
