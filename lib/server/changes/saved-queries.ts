import 'server-only'
import { ForgetQueryRequest, filterOf, SaveQueryRequest } from '#lib/confighub/saved-query.ts'
import type { RouteContext } from '#lib/server/access/access.ts'
import { answerJson } from '#lib/server/http/answer-json.ts'
import { readChecked } from '#lib/server/http/request-body.ts'
import { refuse } from '#lib/server/masking/refusal.ts'

/** Keeps a query as a Filter, or replaces one. ConfigHub judges text and rights; its refusal is passed on. */
export async function answerSaveQuery(request: Request, context: RouteContext): Promise<Response> {
  const asked = await readChecked(request, SaveQueryRequest)
  if (!asked.ok) return refuse(400, 'bad-request', asked.message, context.requestId)
  const { spaceId, filterId, version } = asked.value
  const whole = filterOf(asked.value, context.session.UserID)
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
  return answerJson({ filterId: filter.FilterID, spaceId: filter.SpaceID }, context.requestId)
}

export async function answerForgetQuery(request: Request, context: RouteContext): Promise<Response> {
  const asked = await readChecked(request, ForgetQueryRequest)
  if (!asked.ok) return refuse(400, 'bad-request', asked.message, context.requestId)
  await context.hub.deleteFilter(asked.value.spaceId, asked.value.filterId, request.signal)
  return answerJson(asked.value, context.requestId)
}
