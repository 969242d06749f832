import type { MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { AnsweredRequest } from '#hub/api/http/answered-request.ts'
import type { Context, Env, HubOptions } from '#hub/api/http/context.ts'

/** Reports every request to log and metrics, refused ones included. */
export function report({ log, observe }: Pick<HubOptions, 'log' | 'observe'>): MiddlewareHandler<Env> {
  return async (context, next) => {
    const started = performance.now()
    await next()
    const request = answered(context, performance.now() - started)
    observe?.(request)
    log?.({ level: levelOf(request), ...request })
  }
}

/** What operators look for afterwards is logged at the default level too: refused tokens, and what was deleted. */
function levelOf({ method, status }: AnsweredRequest): 'warn' | 'info' {
  const deleted = method === 'DELETE' && status < 400
  return deleted || [401, 503, 504].includes(status) ? 'warn' : 'info'
}

const maxPathLength = 512
const maxDeleted = 100

function answered(context: Context, ms: number): AnsweredRequest {
  const caller = context.get('caller')
  const deleted = context.get('deleted')
  const address = context.env.incoming?.socket.remoteAddress
  return {
    requestId: context.get('requestId'),
    method: context.req.method,
    route: routeOf(context),
    path: context.req.path.slice(0, maxPathLength),
    queryLength: Math.max(0, new URL(context.req.url).search.length - 1),
    status: context.res.status,
    ms: Math.round(ms * 10) / 10,
    ...(caller === undefined ? {} : { userId: caller.UserID }),
    ...(address === undefined ? {} : { address }),
    ...(deleted === undefined ? {} : { deleted: deleted.slice(0, maxDeleted) }),
  }
}

/** Middleware matches too, with the method ALL; the operation is the last match that is not middleware. */
function routeOf(context: Context): string {
  return matchedRoutes(context).findLast(({ method }) => method !== 'ALL')?.path ?? 'unmatched'
}
