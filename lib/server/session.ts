import 'server-only'
import { getIronSession, type IronSession, type SessionOptions, webCookies } from 'iron-session'
import { env } from '#lib/server/env.ts'

/** Kept in a sealed cookie that scripts cannot read; the token goes nowhere else. */
export type SessionData = {
  readonly token: string
  readonly UserID: string
  readonly OrganizationID: string
  readonly DisplayName: string
  readonly Username?: string | undefined
}

const twelveHours = 12 * 60 * 60

/** Changes to the session are written to `headers` as Set-Cookie. */
export function openSession(
  request: Request,
  headers = new Headers(),
): Promise<IronSession<{ data: SessionData }>> {
  return getIronSession(webCookies(request, headers), sessionOptions(request))
}

export async function readSession(request: Request): Promise<SessionData | undefined> {
  const session = await openSession(request)
  return session.data
}

export async function endSession(request: Request, headers: Headers): Promise<void> {
  const session = await openSession(request, headers)
  session.destroy()
}

function sessionOptions(request: Request): SessionOptions {
  return {
    cookieName: 'hubdeck',
    password: env().HUBDECK_SECRET,
    ttl: twelveHours,
    // A token of a real identity provider can be longer than one cookie.
    chunk: true,
    cookieOptions: { httpOnly: true, sameSite: 'lax', path: '/', secure: isHttps(request) },
  }
}

function isHttps(request: Request): boolean {
  const origin = env().HUBDECK_ORIGIN
  if (origin !== undefined) return origin.startsWith('https:')
  const forwarded = request.headers.get('X-Forwarded-Proto')
  return (forwarded ?? new URL(request.url).protocol).startsWith('https')
}
