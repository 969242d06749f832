import 'server-only'
import { randomUUID } from 'node:crypto'
import { getIronSession, type IronSession, type SessionOptions, webCookies } from 'iron-session'
import { z } from 'zod'
import { isEnded, markEnded } from '#lib/server/access/ended-sessions.ts'
import { env } from '#lib/server/process/env.ts'
import { log } from '#lib/server/process/log.ts'

const SessionData = z.object({
  token: z.string(),
  UserID: z.string(),
  OrganizationID: z.string(),
  DisplayName: z.string(),
  Username: z.string().optional(),
})
/** Kept in a sealed cookie that scripts cannot read; the token goes nowhere else. */
export type SessionData = z.infer<typeof SessionData>

const Sealed = z.object({
  id: z.uuid(),
  /** Milliseconds, like the next one. */
  startedAt: z.int(),
  usedAt: z.int(),
  data: SessionData,
})
type Sealed = z.infer<typeof Sealed>

/** A session ends after this, even when it is in use. */
const maxAgeMs = 12 * 60 * 60 * 1000
/** The cookie is not renewed with every answer; a minute in two hours makes no difference. */
const renewEveryMs = 60_000

/** Signs a person in: the cookie is written to `headers`. */
export async function startSession(request: Request, data: SessionData, headers: Headers): Promise<void> {
  const now = Date.now()
  await seal(request, { id: randomUUID(), startedAt: now, usedAt: now, data }, headers)
}

/** Undefined for a session that is too old, was idle for too long, or was ended by any server of the deployment. */
export async function readSession(request: Request): Promise<SessionData | undefined> {
  return (await readSealed(request))?.data
}

/** Reads the session; `renew` writes a new cookie to the headers of the answer. */
export async function openSession(
  request: Request,
): Promise<{ data: SessionData; renew: (headers: Headers) => Promise<void> } | undefined> {
  const sealed = await readSealed(request)
  if (sealed === undefined) return undefined
  const renew = async (headers: Headers) => {
    const now = Date.now()
    if (now - sealed.usedAt >= renewEveryMs) await seal(request, { ...sealed, usedAt: now }, headers)
  }
  return { data: sealed.data, renew }
}

/** Always deletes the cookie; throws when copies of it could not be revoked. */
export async function endSession(request: Request, headers: Headers): Promise<void> {
  const sealed = await readCookie(request)
  await forgetSession(request, headers)
  if (sealed !== undefined) await markEnded(sealed.id, maxAgeMs)
}

/** Deletes only the cookie, when its token is no longer valid. */
export async function forgetSession(request: Request, headers: Headers): Promise<void> {
  const cookie = await openCookie(request, headers)
  cookie.destroy()
}

async function seal(request: Request, sealed: Sealed, headers: Headers): Promise<void> {
  const left = sealed.startedAt + maxAgeMs - Date.now()
  const cookie = await openCookie(request, headers, Math.max(1, Math.ceil(left / 1000)))
  Object.assign(cookie, sealed)
  await cookie.save()
}

async function readSealed(request: Request): Promise<Sealed | undefined> {
  const sealed = await readCookie(request)
  return sealed !== undefined && (await isGood(sealed.id)) ? sealed : undefined
}

/** The contents of the cookie, until it expires; the session may have been ended. */
async function readCookie(request: Request): Promise<Sealed | undefined> {
  const cookie = await openCookie(request)
  const read = Sealed.safeParse({ ...cookie })
  if (!read.success) return undefined
  const now = Date.now()
  const { startedAt, usedAt } = read.data
  const isOver = now - startedAt > maxAgeMs || now - usedAt > env().HUBDECK_IDLE_MINUTES * 60_000
  return isOver ? undefined : read.data
}

async function isGood(sessionId: string): Promise<boolean> {
  try {
    return !(await isEnded(sessionId))
  } catch (cause) {
    log.error({ err: cause }, 'all sessions are refused: the list of ended sessions cannot be read')
    return false
  }
}

function openCookie(
  request: Request,
  headers = new Headers(),
  ttlSeconds = maxAgeMs / 1000,
): Promise<IronSession<Partial<Sealed>>> {
  return getIronSession(webCookies(request, headers), cookieOptions(request, ttlSeconds))
}

function cookieOptions(request: Request, ttl: number): SessionOptions {
  const secure = isHttps(request)
  return {
    // With this prefix a browser accepts the cookie only from this very host, and only over HTTPS.
    cookieName: secure ? '__Host-hubdeck' : 'hubdeck',
    password: env().HUBDECK_SECRET,
    ttl,
    // A token of a real identity provider can be longer than one cookie.
    chunk: true,
    cookieOptions: { httpOnly: true, sameSite: 'lax', path: '/', secure },
  }
}

function isHttps(request: Request): boolean {
  const origin = env().HUBDECK_ORIGIN
  if (origin !== undefined) return origin.startsWith('https:')
  const forwarded = request.headers.get('X-Forwarded-Proto')
  return (forwarded ?? new URL(request.url).protocol).startsWith('https')
}
