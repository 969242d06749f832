import { guarded } from '#lib/server/access/access.ts'
import { answerApprove, answerRevoke } from '#lib/server/changes/proposals.ts'

type Context = { params: Promise<{ tagId: string }> }

const route = '/api/proposals/:tag/approval'

/** Approves a proposal of someone else, as Attestations of its heads. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { tagId } = await params
  return guarded(request, {
    route,
    what: () => `approve ${tagId}`,
    answer: (asked, context) => answerApprove(tagId, asked, context),
    limit: 'commits',
  })
}

/** Revokes one's own approval. */
export async function DELETE(request: Request, { params }: Context): Promise<Response> {
  const { tagId } = await params
  return guarded(request, {
    route,
    what: () => `revoke approval of ${tagId}`,
    answer: (_, context) => answerRevoke(tagId, context),
    limit: 'commits',
  })
}
