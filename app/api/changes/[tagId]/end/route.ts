import { answerEnd } from '#lib/server/changes/change-records.ts'
import { changeRoute } from '#lib/server/changes/change-route.ts'

/** Ends a change between its waves. */
export const POST = changeRoute('/api/changes/:tag/end', {
  what: 'end of change',
  answer: (tagId, _, context) => answerEnd(tagId, context),
  limit: 'commits',
})
