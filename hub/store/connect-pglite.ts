import { chmodSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { Kysely, PGliteDialect } from 'kysely'
import { lockDirectory } from '#hub/store/lock.ts'
import type { Store } from '#hub/store/open.ts'
import { StoreProblem } from '#hub/store/problem.ts'
import { serial } from '#hub/store/serial-dialect.ts'
import type { Tables } from '#hub/store/tables.ts'

/** `memory`, gone with the process. */
export async function connectMemory(): Promise<Store> {
  return connect(new PGlite(), 'memory', () => undefined)
}

/** A directory, locked for this process until the store is closed. */
export async function connectDirectory(directory: string): Promise<Store> {
  const unlock = lockDirectory(directory)
  try {
    const files = join(directory, 'pgdata')
    // The directory may be one that others can read, as volumes of containers are; the data is not.
    mkdirSync(files, { recursive: true, mode: 0o700 })
    chmodSync(files, 0o700)
    return await connect(new PGlite(files), directory, unlock)
  } catch (cause) {
    unlock()
    throw new StoreProblem(
      `Cannot open the data in ${directory} (${cause instanceof Error ? cause.message : cause}). Is the disk full, or has something else changed the directory? Restore a backup, or choose another with --data.`,
    )
  }
}

/** Whether a hub has ever kept data there. */
export function isDataDirectory(directory: string): boolean {
  return existsSync(join(directory, 'pgdata', 'PG_VERSION'))
}

async function connect(pglite: PGlite, place: string, unlock: () => void): Promise<Store> {
  await pglite.waitReady
  const db = new Kysely<Tables>({ dialect: serial(new PGliteDialect({ pglite })) })
  return {
    db,
    patient: db,
    database: 'PGlite',
    place,
    close: async () => {
      await db.destroy()
      if (!pglite.closed) await pglite.close()
      unlock()
    },
  }
}
