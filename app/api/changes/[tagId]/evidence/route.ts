import { changeRoute } from '#lib/server/changes/change-route.ts'
import { answerEvidence } from '#lib/server/changes/evidence.ts'

/** What a change did, as a file that others can verify. */
export const GET = changeRoute('/api/changes/:tag/evidence', {
  what: 'evidence of change',
  answer: answerEvidence,
  retryPolicy: 'work',
  limit: 'previews',
  cost: 20,
  atOnce: 'previews-at-once',
})
