import 'server-only'
import type { z } from 'zod'
import { ForgetQueryRequest, filterOf, SaveQueryRequest } from '#lib/confighub/saved-query.ts'
import type { RouteContext } from '#lib/server/access/access.ts'
import { readJson } from '#lib/server/http/request-body.ts'
import { refuse } from '#lib/server/masking/refusal.ts'

/** Keeps a query as a Filter, or replaces one. ConfigHub judges text and rights; its refusal is passed on. */
export async function answerSaveQuery(request: Request, context: RouteContext): Promise<Response> {
  const read = await readAs(SaveQueryRequest, request, context)
  if (read instanceof Response) return read
  const { spaceId, filterId, version } = read
  const whole = filterOf(read, context.session.UserID)
  // A new name leaves the Slug, by which programs may know the Filter, and whoever saved it first.
  const { Slug: _slug, Annotations: _savedBy, ...changed } = whole
  const filter =
    filterId === undefined
      ? await context.hub.createFilter(spaceId, whole, request.signal)
      : await context.hub.patchFilter(
          spaceId,
          filterId,
          { ...changed, ...(version === undefined ? {} : { Version: version }) },
          request.signal,
        )
  return answer({ filterId: filter.FilterID, spaceId: filter.SpaceID }, context)
}

export async function answerForgetQuery(request: Request, context: RouteContext): Promise<Response> {
  const read = await readAs(ForgetQueryRequest, request, context)
  if (read instanceof Response) return read
  await context.hub.deleteFilter(read.spaceId, read.filterId, request.signal)
  return answer(read, context)
}

async function readAs<T>(
  schema: z.ZodType<T>,
  request: Request,
  { requestId }: RouteContext,
): Promise<T | Response> {
  const parsed = schema.safeParse(await readJson(request))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  return refuse(400, 'bad-request', `${issue?.path.join('.') || 'body'}: ${issue?.message}`, requestId)
}

function answer(body: unknown, { requestId }: RouteContext): Response {
  return Response.json(body, { headers: { 'Cache-Control': 'no-store', 'X-Request-Id': requestId } })
}
