import { guarded } from '#lib/server/access/access.ts'
import { forward } from '#lib/server/access/proxy.ts'
import { findRule } from '#lib/server/access/proxy-rules.ts'
import { sendWithTimeout } from '#lib/server/http/send.ts'
import { refuse } from '#lib/server/masking/refusal.ts'
import { env } from '#lib/server/process/env.ts'

const prefix = '/api/confighub'

export { proxy as DELETE, proxy as GET, proxy as PATCH, proxy as POST, proxy as PUT }

/** Gives the browser access to ConfigHub: only what the allow-list names, with the rights of the signed-in person. */
function proxy(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url)
  const path = pathname.slice(prefix.length)
  const rule = findRule(request.method, path)
  return guarded(request, {
    route: `${prefix}${rule?.path ?? '/*'}`,
    what: () => `${request.method} ${path}`,
    answer: async (_, { session, requestId }) => {
      if (rule === undefined) {
        const message = `Hubdeck does not forward ${request.method} ${path}. To change config data, preview a change and write it.`
        return refuse(403, 'not-allowed', message, requestId)
      }
      return forward(request, {
        base: `${env().CONFIGHUB_URL}/api`,
        path: `${path}${search}`,
        token: session.token,
        requestId,
        safe: true,
        carries: rule.carries,
        owner: session.UserID,
        send: sendWithTimeout,
      })
    },
  })
}
