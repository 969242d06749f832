import 'server-only'
import { createHmac } from 'node:crypto'
import { access, constants, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { env } from '#lib/server/process/env.ts'
import { log } from '#lib/server/process/log.ts'

// A session lives in a cookie, and copies of a cookie cannot be revoked. So the ids of ended sessions are kept in a
// directory, as an empty file each, until all of their cookies have expired. Servers that share the directory agree;
// this process also remembers its own.
type EndedHere = { readonly names: Set<string>; sweptAt: number }

declare global {
  // Each route may have its own copy of this module.
  var hubdeckEndedSessions: EndedHere | undefined
}

function endedHere(): EndedHere {
  globalThis.hubdeckEndedSessions ??= { names: new Set(), sweptAt: 0 }
  return globalThis.hubdeckEndedSessions
}

/** Throws when a configured directory cannot be written to: other servers would still accept the session. */
export async function markEnded(sessionId: string, keepMs: number): Promise<void> {
  const name = nameOf(sessionId)
  endedHere().names.add(name)
  const { path, isNamed } = directory()
  try {
    await mkdir(path, { recursive: true, mode: 0o700 })
    await writeFile(join(/* turbopackIgnore: true */ path, name), '', { mode: 0o600 })
    await sweep(path, keepMs)
  } catch (cause) {
    if (isNamed) throw cause
    log.warn(
      { path, err: cause },
      'ended sessions are known only to this process; set HUBDECK_ENDED_SESSIONS',
    )
  }
}

/** Throws when the directory cannot be read: then no session can be trusted. */
export async function isEnded(sessionId: string): Promise<boolean> {
  const name = nameOf(sessionId)
  if (endedHere().names.has(name)) return true
  const { path, isNamed } = directory()
  try {
    await access(join(/* turbopackIgnore: true */ path, name), constants.F_OK)
    return true
  } catch (cause) {
    if (isMissing(cause) || !isNamed) return false
    throw cause
  }
}

/** Why signing out would not reach the other servers; undefined when it would. */
export async function endedSessionsProblem(): Promise<string | undefined> {
  const { path, isNamed } = directory()
  if (!isNamed) return undefined
  try {
    await mkdir(path, { recursive: true, mode: 0o700 })
    await access(path, constants.W_OK | constants.R_OK | constants.X_OK)
    return undefined
  } catch (cause) {
    return `HUBDECK_ENDED_SESSIONS (${path}) cannot be written: ${codeOf(cause)}.`
  }
}

function directory(): { path: string; isNamed: boolean } {
  const named = env().HUBDECK_ENDED_SESSIONS
  return { path: named ?? join(process.cwd(), '.hubdeck/ended-sessions'), isNamed: named !== undefined }
}

/** Reveals nothing about the session, and differs between deployments that share a directory. */
function nameOf(sessionId: string): string {
  return createHmac('sha256', env().HUBDECK_SECRET).update(`ended session ${sessionId}`).digest('hex')
}

const sweepEveryMs = 60 * 60 * 1000

async function sweep(path: string, keepMs: number): Promise<void> {
  const now = Date.now()
  const here = endedHere()
  if (now - here.sweptAt < sweepEveryMs) return
  here.sweptAt = now
  for (const name of await readdir(path)) {
    // Removes only Hubdeck's own files, in case the directory belongs to something else.
    if (!/^[0-9a-f]{64}$/.test(name)) continue
    const file = join(path, name)
    const found = await stat(file).catch(() => undefined)
    if (found !== undefined && now - found.mtimeMs > keepMs) await rm(file, { force: true })
  }
}

function isMissing(cause: unknown): boolean {
  return codeOf(cause) === 'ENOENT'
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)
}
