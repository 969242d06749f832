import 'server-only'
import { env } from '#lib/server/process/env.ts'

const loopbackHosts = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/

/** Why a state-changing request from this origin is refused; undefined when it is allowed. */
export function originProblem(request: Request): string | undefined {
  const origin = request.headers.get('Origin')
  if (origin === null) return 'This request carries no Origin, so it does not come from a page of Hubdeck.'
  const { HUBDECK_ORIGIN, HUBDECK_DEMO_USERS } = env()
  if (HUBDECK_ORIGIN !== undefined) {
    return origin === HUBDECK_ORIGIN
      ? undefined
      : `This request comes from ${origin}, not from ${HUBDECK_ORIGIN}.`
  }
  const host = request.headers.get('Host') ?? new URL(request.url).host
  if (!URL.canParse(origin) || new URL(origin).host !== host) {
    return `This request comes from ${origin}, not from ${host}.`
  }
  // Demo identities need no secret, so a foreign name that resolves to this machine must not reach them.
  if (HUBDECK_DEMO_USERS.length > 0 && !loopbackHosts.test(host)) {
    return `Demo users are reachable on this machine only. To use ${origin}, set HUBDECK_ORIGIN=${origin}.`
  }
  return undefined
}
