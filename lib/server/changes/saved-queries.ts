import 'server-only'
import { ForgetQueryRequest, filterOf, SaveQueryRequest } from '#lib/confighub/saved/saved-query.ts'
import type { RouteContext } from '#lib/server/access/access.ts'
import { checkedAnswer } from '#lib/server/access/checked-answer.ts'

/** Keeps a query as a Filter, or replaces one. ConfigHub judges text and rights; its refusal is passed on. */
export function answerSaveQuery(request: Request, context: RouteContext): Promise<Response> {
  return checkedAnswer(request, context, SaveQueryRequest, async (asked) => {
    const { spaceId, filterId, version } = asked
    const whole = filterOf(asked, context.session.UserID)
    // A new name leaves the Slug, by which programs may know the Filter, and whoever saved it first.
    const { Slug: _slug, Annotations: _savedBy, ...changed } = whole
    const filter =
      filterId === undefined
        ? await context.hub.createFilter(spaceId, whole, request.signal)
        : await context.hub.patchFilter(
            spaceId,
            filterId,
            // The text says everything; a Space beside it would narrow it.
            { ...changed, FromSpaceID: null, ...(version === undefined ? {} : { Version: version }) },
            request.signal,
          )
    return { filterId: filter.FilterID, spaceId: filter.SpaceID }
  })
}

export function answerForgetQuery(request: Request, context: RouteContext): Promise<Response> {
  return checkedAnswer(request, context, ForgetQueryRequest, async (asked) => {
    await context.hub.deleteFilter(asked.spaceId, asked.filterId, request.signal)
    return asked
  })
}
