import { guarded } from '#lib/server/access/access.ts'
import { answerNews } from '#lib/server/changes/proposals.ts'

type Context = { params: Promise<{ tagId: string }> }

/** What happened around a proposal: what its query selects now, and who else proposes to change its units. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { tagId } = await params
  return guarded(request, {
    route: '/api/proposals/:tag/news',
    what: () => `news of ${tagId}`,
    answer: (asked, context) => answerNews(tagId, asked, context),
    limit: 'values',
  })
}
