import { guarded } from '#lib/server/access/access.ts'
import { answerEnd } from '#lib/server/changes/change-records.ts'

type Context = { params: Promise<{ tagId: string }> }

/** Ends a change between its waves. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { tagId } = await params
  return guarded(request, {
    route: '/api/changes/:tag/end',
    what: () => `end of change ${tagId}`,
    answer: (_, context) => answerEnd(tagId, context),
    limit: 'commits',
  })
}
