import { guarded } from '#lib/server/access/access.ts'
import { answerProposal } from '#lib/server/changes/proposals.ts'

type Context = { params: Promise<{ tagId: string }> }

/** The approvals of a proposal: which it needs, and which it has. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { tagId } = await params
  return guarded(request, {
    route: '/api/proposals/:tag',
    what: () => `approvals of ${tagId}`,
    answer: (asked, context) => answerProposal(tagId, asked, context),
  })
}
