import { readFileSync, writeFileSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'

/**
 * What PGlite begins a new database with. `HUBDECK_EMPTY_CLUSTER` names a tar file of an empty one: unpacking it takes a
 * fifth of the time of making a database, and the tests make a hundred. Without it, a new database is made each time.
 */
export function emptyCluster(): { loadDataDir?: Blob } {
  const file = process.env.HUBDECK_EMPTY_CLUSTER
  return file === undefined ? {} : { loadDataDir: new Blob([readFileSync(file)]) }
}

/** Writes the file that `HUBDECK_EMPTY_CLUSTER` names; only the same version of PGlite can read it. @internal For tests. */
export async function saveEmptyCluster(file: string): Promise<void> {
  const pglite = await PGlite.create()
  const tar = await pglite.dumpDataDir('none')
  await pglite.close()
  writeFileSync(file, Buffer.from(await tar.arrayBuffer()), { mode: 0o600 })
}
