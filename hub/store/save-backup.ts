import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { type BackupHeader, checkBackup } from '#hub/store/backup-format.ts'
import { StoreProblem } from '#hub/store/problem.ts'

/**
 * Lets `write` create a backup beside `file`, reads it as a restore would, and only then renames it. An existing file
 * is kept, unless `force`.
 */
export async function saveBackup(
  file: string,
  force: boolean,
  write: (path: string) => Promise<unknown>,
): Promise<BackupHeader> {
  mustBeNew(file, force)
  const partial = `${file}.partial-${process.pid}`
  try {
    await write(partial)
    const header = await checkBackup(partial)
    mustBeNew(file, force)
    await rename(partial, file)
    return header
  } finally {
    await rm(partial, { force: true })
  }
}

function mustBeNew(file: string, force: boolean): void {
  if (!force && existsSync(file))
    throw new StoreProblem(`${file} exists. Choose another with --out, or replace it with --force.`)
}
