import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const program = fileURLToPath(new URL('make-clusters.ts', import.meta.url))

/**
 * Global setup: every hub and store of the tests on PGlite begins with a copy of a new database, of one with tables, or
 * of one with the demo fleet. Journeys, and hubs on PostgreSQL, make theirs as users do.
 */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.HUBDECK_CLUSTERS !== undefined) return undefined
  const directory = await mkdtemp(join(tmpdir(), 'hubdeck-clusters-'))
  await promisify(execFile)(process.execPath, [program, directory])
  process.env.HUBDECK_CLUSTERS = directory
  return () => rm(directory, { recursive: true, force: true })
}
