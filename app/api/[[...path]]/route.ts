import { requestIdOf } from '#lib/server/access/proxy.ts'
import { refuse } from '#lib/server/masking/refusal.ts'

export { notFound as DELETE, notFound as GET, notFound as PATCH, notFound as POST, notFound as PUT }

/** Programs that request an unknown path of the API get the JSON error envelope, not a page. */
function notFound(request: Request): Response {
  const message = `Not found: there is no ${new URL(request.url).pathname} in Hubdeck's API.`
  return refuse(404, 'not-found', message, requestIdOf(request))
}
