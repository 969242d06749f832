import { guardedRoute } from '#lib/server/access/access.ts'
import { answerWritingRights } from '#lib/server/reads/writing-rights.ts'

/** Whether ConfigHub lets the signed-in person write, found out by dry runs. */
export const GET = guardedRoute('/api/rights', {
  what: () => 'writing rights',
  answer: answerWritingRights,
  limit: 'values',
})
