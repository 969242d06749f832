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
  /** Milliseconds, as the next one. */
  startedAt: z.int(),
  usedAt: z.int(),
  data: SessionData,
})
type Sealed = z.infer<typeof Sealed>

/** However much it is used, a session ends after this. */
const maxAgeMs = 12 * 60 * 60 * 1000
/** Not sealed anew with every answer: a minute in two hours makes no difference to anyone. */
const renewEveryMs = 60_000

/** Signs a person in: the cookie is written to `headers`. */
export async function startSession(request: Request, data: SessionData, headers: Headers): Promise<void> {
  const now = Date.now()
  await seal(request, { id: randomUUID(), startedAt: now, usedAt: now, data }, headers)
}

/** Nothing for a session that is too old, was not used for too long, or was ended by any server of the deployment. */
export async function readSession(request: Request): Promise<SessionData | undefined> {
  return (await readSealed(request))?.data
}

/** As reading, and `renew` writes to the headers of the answer that the session was used. */
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

/** The cookie is deleted in any case; throws when the session could not be ended for copies of it. */
export async function endSession(request: Request, headers: Headers): Promise<void> {
  const sealed = await readCookie(request)
  await forgetSession(request, headers)
  if (sealed !== undefined) await markEnded(sealed.id, maxAgeMs)
}

/** Deletes the cookie alone, where the token in it is good for nothing any more. */
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

/** What the cookie says, as long as its time lasts; it may have been ended. */
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
    // With this prefix a browser takes the cookie from this very host only, and only over HTTPS.
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
