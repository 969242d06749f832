import { answerChange } from '#lib/server/changes/change-records.ts'
import { changeRoute } from '#lib/server/changes/change-route.ts'

/** One change by its Tag: what it claims, what it wrote, and whether the two agree. */
export const GET = changeRoute('/api/changes/:tag', { what: 'change', answer: answerChange })
