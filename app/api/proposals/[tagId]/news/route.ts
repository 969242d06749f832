import { changeRoute } from '#lib/server/changes/change-route.ts'
import { answerNews } from '#lib/server/changes/proposals.ts'

/** What happened around a proposal: what its query selects now, and who else proposes to change its units. */
export const GET = changeRoute('/api/proposals/:tag/news', {
  what: 'news of',
  answer: answerNews,
  limit: 'values',
})
