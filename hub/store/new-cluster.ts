import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * What PGlite begins a new database with. `HUBDECK_CLUSTERS` names a directory with tar files of databases: one without
 * tables, one for each fleet that tests use, and `none`. Unpacking one takes a tenth of the time of making it, and the
 * tests make two hundred. Without it, a new database is made each time.
 */
export function newCluster(fleet: string | undefined): { loadDataDir?: Blob } {
  const directory = process.env.HUBDECK_CLUSTERS
  if (directory === undefined) return {}
  const named = (name: string) => join(directory, `${name}.tar`)
  if (fleet === undefined) return { loadDataDir: new FileInMemory(named('without-tables')) }
  return { loadDataDir: new FileInMemory(existsSync(named(fleet)) ? named(fleet) : named('none')) }
}

/** A Blob of Node.js copies its bytes in small pieces when it is read, which takes as long as unpacking them. */
class FileInMemory extends Blob {
  readonly #path: string

  constructor(path: string) {
    super()
    this.#path = path
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    return new Uint8Array(readFileSync(this.#path)).buffer
  }
}
