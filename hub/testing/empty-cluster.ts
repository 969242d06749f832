import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { saveEmptyCluster } from '#hub/store/empty-cluster.ts'

/**
 * Global setup: every hub and store of the tests begins with a copy of one new database. The browser tests create
 * theirs from scratch, as users do.
 */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.HUBDECK_EMPTY_CLUSTER !== undefined) return undefined
  const directory = await mkdtemp(join(tmpdir(), 'hubdeck-cluster-'))
  const file = join(directory, 'empty.tar')
  await saveEmptyCluster(file)
  process.env.HUBDECK_EMPTY_CLUSTER = file
  return () => rm(directory, { recursive: true, force: true })
}
