import 'server-only'
import { type GuardedRoute, guarded, type RouteContext } from '#lib/server/access/access.ts'

type AnswerOfChange = (tagId: string, request: Request, context: RouteContext) => Promise<Response>

/** A route of one change or proposal, named by its Tag in the path: what Next.js calls. */
export function changeRoute(
  route: string,
  {
    what,
    answer,
    ...limits
  }: Omit<GuardedRoute, 'route' | 'what' | 'answer'> & {
    readonly what: string
    readonly answer: AnswerOfChange
  },
): (request: Request, place: { params: Promise<{ tagId: string }> }) => Promise<Response> {
  return async (request, { params }) => {
    const { tagId } = await params
    return guarded(request, {
      route,
      what: () => `${what} ${tagId}`,
      answer: (asked, context) => answer(tagId, asked, context),
      ...limits,
    })
  }
}
