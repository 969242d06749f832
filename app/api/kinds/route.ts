import { guardedRoute } from '#lib/server/access/access.ts'
import { answerKinds } from '#lib/server/reads/kinds.ts'

/** What a kind of resource consists of, for the editor of documents. */
export const GET = guardedRoute('/api/kinds', {
  what: () => 'kinds',
  answer: answerKinds,
  limit: 'values',
})
