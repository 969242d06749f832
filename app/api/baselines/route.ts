import { guardedRoute } from '#lib/server/access/access.ts'
import { answerBaselines } from '#lib/server/reads/baselines.ts'

/** What units are compared with: their upstream units, or their own earlier revisions. */
export const POST = guardedRoute('/api/baselines', {
  what: () => 'baselines',
  answer: answerBaselines,
  limit: 'values',
})
