import 'server-only'
import { ForgetViewRequest, SaveViewRequest, viewOf, viewPatchOf } from '#lib/rows/views/saved-view.ts'
import type { RouteContext } from '#lib/server/access/access.ts'
import { checkedAnswer } from '#lib/server/access/checked-answer.ts'

/** Keeps a look of the grid as a View, or replaces one. ConfigHub judges rights; its refusal is passed on. */
export function answerSaveView(request: Request, context: RouteContext): Promise<Response> {
  return checkedAnswer(request, context, SaveViewRequest, async (asked) => {
    const { spaceId, viewId } = asked
    const view =
      viewId === undefined
        ? await context.hub.createView(spaceId, viewOf(asked, context.session.UserID), request.signal)
        : await context.hub.patchView(spaceId, viewId, viewPatchOf(asked), request.signal)
    return { viewId: view.ViewID, spaceId: view.SpaceID }
  })
}

export function answerForgetView(request: Request, context: RouteContext): Promise<Response> {
  return checkedAnswer(request, context, ForgetViewRequest, async (asked) => {
    await context.hub.deleteView(asked.spaceId, asked.viewId, request.signal)
    return asked
  })
}
