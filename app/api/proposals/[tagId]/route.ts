import { changeRoute } from '#lib/server/changes/change-route.ts'
import { answerProposal } from '#lib/server/changes/proposals.ts'

/** The approvals of a proposal: which it needs, and which it has. */
export const GET = changeRoute('/api/proposals/:tag', { what: 'approvals of', answer: answerProposal })
