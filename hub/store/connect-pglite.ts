import { chmodSync, existsSync, mkdirSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { Kysely, PGliteDialect } from 'kysely'
import { lockDirectory } from '#hub/store/lock.ts'
import { newCluster } from '#hub/store/new-cluster.ts'
import { pgliteOptions } from '#hub/store/pglite-options.ts'
import { StoreProblem } from '#hub/store/problem.ts'
import { serial } from '#hub/store/serial-dialect.ts'
import type { Store } from '#hub/store/store.ts'
import type { Tables } from '#hub/store/tables.ts'

/** `memory`, gone with the process. */
export async function connectMemory(fleet: string | undefined): Promise<Store> {
  return connect(new PGlite({ ...pgliteOptions, ...newCluster(fleet) }), 'memory', () => undefined)
}

/** A directory, locked for this process until the store is closed. */
export async function connectDirectory(directory: string, fleet: string | undefined): Promise<Store> {
  const unlock = lockDirectory(directory)
  try {
    const files = join(directory, 'pgdata')
    // Others may be able to read the directory itself, such as a volume of a container, but not the data in it.
    mkdirSync(files, { recursive: true, mode: 0o700 })
    chmodSync(files, 0o700)
    mustHaveRoom(directory)
    const start = isDataDirectory(directory) ? {} : newCluster(fleet)
    return {
      ...(await connect(new PGlite(files, { ...pgliteOptions, ...start }), directory, unlock)),
      directory,
    }
  } catch (cause) {
    unlock()
    if (cause instanceof StoreProblem) throw cause
    throw new StoreProblem(
      `Cannot open the data in ${directory} (${reasonOf(cause)}). Make room or repair the directory, restore a backup into a new one, or choose another with --data.`,
    )
  }
}

const leastFreeBytes = 67_108_864

/** PGlite writes when it starts, and does not recover from a write that runs out of space. */
function mustHaveRoom(directory: string): void {
  const { bavail, bsize } = statfsSync(directory)
  const mebibytes = (bytes: number) => Math.floor(bytes / 1_048_576)
  if (bavail * bsize < leastFreeBytes)
    throw new StoreProblem(
      `The disk of the data directory ${directory} is full: ${mebibytes(bavail * bsize)} MiB are free, and the hub needs ${mebibytes(leastFreeBytes)}. Make room, or choose another with --data.`,
    )
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

/** File system errors inside PGlite are not `Error` objects and use the numbers of WASI. */
const fileErrors: Readonly<Record<string, string>> = {
  2: 'permission denied',
  29: 'input/output error',
  51: 'no space left on the disk',
  69: 'the file system is read-only',
}

function reasonOf(cause: unknown): string {
  if (typeof cause === 'object' && cause !== null && 'errno' in cause)
    return fileErrors[String(cause.errno)] ?? `file error ${cause.errno}`
  return cause instanceof Error ? cause.message : String(cause)
}
