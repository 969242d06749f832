import { guarded } from '#lib/server/access/access.ts'
import { answerEvidence } from '#lib/server/changes/evidence.ts'

type Context = { params: Promise<{ tagId: string }> }

/** What a change did, as a file that others can verify. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { tagId } = await params
  return guarded(request, {
    route: '/api/changes/:tag/evidence',
    what: () => `evidence of change ${tagId}`,
    answer: (asked, context) => answerEvidence(tagId, asked, context),
    retryPolicy: 'work',
    limit: 'previews',
    cost: 20,
    atOnce: 'previews-at-once',
  })
}
