import { createReadStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { Hono } from 'hono'
import { callerOf } from '#hub/access/caller.ts'
import { Failure } from '#hub/access/failure.ts'
import type { Env, HubOptions } from '#hub/api/http/context.ts'
import { writeBackup } from '#hub/store/backup.ts'
import type { Store } from '#hub/store/store.ts'

/**
 * `GET /backup`, for an administrator: everything in the store at one moment, as the file that `hub:restore` reads.
 * It is written to a temporary file first, so a slow reader holds no transaction open.
 */
export function backup(store: Store, log: NonNullable<HubOptions['log']>): Hono<Env> {
  let running = false
  return new Hono<Env>().get('/backup', async (context) => {
    const caller = await callerOf(store.db, context.req.header('Authorization'))
    context.set('caller', caller)
    if (caller.OrgRole !== 'admin') throw new Failure(403, 'Only an administrator may take a backup.')
    if (running) throw new Failure(409, 'A backup is already running. Wait for it to finish.')
    running = true
    const directory = await mkdtemp(join(tmpdir(), 'hubdeck-backup-'))
    try {
      const file = join(directory, 'backup')
      const started = performance.now()
      const header = await writeBackup(store, file)
      const { size } = await stat(file)
      const ms = Math.round(performance.now() - started)
      log({ level: 'info', message: 'Backup taken.', requestId: context.get('requestId'), bytes: size, ms })
      const content = createReadStream(file).once('close', () => remove(directory, log))
      return context.body(Readable.toWeb(content) as ReadableStream, 200, {
        'Content-Type': 'application/gzip',
        'Content-Length': String(size),
        'Content-Disposition': `attachment; filename="hub-${header.createdAt.replaceAll(':', '-')}.backup"`,
        'Cache-Control': 'no-store',
      })
    } catch (cause) {
      await remove(directory, log)
      throw cause
    } finally {
      running = false
    }
  })
}

async function remove(directory: string, log: NonNullable<HubOptions['log']>): Promise<void> {
  try {
    await rm(directory, { recursive: true, force: true })
  } catch (cause) {
    log({
      level: 'warn',
      message: `Cannot remove ${directory}; remove it by hand.`,
      reason: cause instanceof Error ? cause.message : String(cause),
    })
  }
}
