import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * What PGlite begins a new database with. `HUBDECK_CLUSTERS` names a directory with tar files of databases: one without
 * tables, one for each fleet that tests use, and `none`. Unpacking one takes a fifth of the time of making it, and the
 * tests make two hundred. Without it, a new database is made each time.
 */
export function newCluster(fleet: string | undefined): { loadDataDir?: Blob } {
  const directory = process.env.HUBDECK_CLUSTERS
  if (directory === undefined) return {}
  const named = (name: string) => join(directory, `${name}.tar`)
  if (fleet === undefined) return { loadDataDir: new Blob([readFileSync(named('without-tables'))]) }
  return { loadDataDir: new Blob([readFileSync(existsSync(named(fleet)) ? named(fleet) : named('none'))]) }
}
