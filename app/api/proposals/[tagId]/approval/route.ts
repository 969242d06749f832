import { changeRoute } from '#lib/server/changes/change-route.ts'
import { answerApprove, answerRevoke } from '#lib/server/changes/proposals.ts'

const route = '/api/proposals/:tag/approval'

/** Approves a proposal of someone else, as Attestations of its heads. */
export const POST = changeRoute(route, { what: 'approve', answer: answerApprove, limit: 'commits' })

/** Revokes one's own approval. */
export const DELETE = changeRoute(route, {
  what: 'revoke approval of',
  answer: (tagId, _, context) => answerRevoke(tagId, context),
  limit: 'commits',
})
