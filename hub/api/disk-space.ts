import { statfs } from 'node:fs/promises'
import { Hono, type MiddlewareHandler } from 'hono'
import { Failure } from '#hub/access/failure.ts'
import type { Env } from '#hub/api/http/context.ts'
import type { Store } from '#hub/store/store.ts'

const leastFreeBytes = 134_217_728

/**
 * Refuses writes while the disk is nearly full (507), because PGlite does not recover from a write that runs out of
 * space. Reads continue.
 */
export function refuseWhenDiskFull(
  { directory }: Pick<Store, 'directory'>,
  least = leastFreeBytes,
): Hono<Env> {
  const routes = new Hono<Env>()
  if (directory === undefined) return routes
  const refuse: MiddlewareHandler<Env> = async (context, next) => {
    if (context.req.method !== 'GET' && context.req.method !== 'HEAD') await mustHaveRoom(directory, least)
    await next()
  }
  // Signing in stores a session.
  return routes.use('/api/*', refuse).use('/auth/*', refuse)
}

/** Whether background work of the hub may write now. */
export async function hasRoom(
  { directory }: Pick<Store, 'directory'>,
  least = leastFreeBytes,
): Promise<boolean> {
  return directory === undefined || (await freeBytes(directory)) >= least
}

async function mustHaveRoom(directory: string, least: number): Promise<void> {
  const free = await freeBytes(directory)
  if (free < least)
    throw new Failure(
      507,
      `The disk of the hub is nearly full: ${Math.floor(free / 1_048_576)} MiB are free, and writes need ${Math.ceil(least / 1_048_576)}. Make room and try again.`,
    )
}

async function freeBytes(directory: string): Promise<number> {
  const { bavail, bsize } = await statfs(directory)
  return bavail * bsize
}
