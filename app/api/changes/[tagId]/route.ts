import { guarded } from '#lib/server/access/access.ts'
import { answerChange } from '#lib/server/changes/change-records.ts'

type Context = { params: Promise<{ tagId: string }> }

/** One change by its Tag: what it claims, what it wrote, and whether the two agree. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { tagId } = await params
  return guarded(request, {
    route: '/api/changes/:tag',
    what: () => `change ${tagId}`,
    answer: (asked, context) => answerChange(tagId, asked, context),
  })
}
