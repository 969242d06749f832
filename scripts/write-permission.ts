import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Problem } from '#scripts/problem.ts'

/** Tries to write, because permissions, read-only mounts and full disks show only then. */
export async function mustBeWritable(directory: string): Promise<void> {
  const probe = join(directory, `.probe-${process.pid}`)
  try {
    await mkdir(directory, { recursive: true })
    await writeFile(probe, '')
    await rm(probe)
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)
    throw new Problem(
      `Cannot write in ${directory} (${code}).`,
      code === 'ENOSPC'
        ? 'The disk is full: make room and run the command again.'
        : 'Hubdeck keeps its build and its data there. Make the directory writable for this user, or copy\n' +
            'the checkout to a place that is.',
    )
  }
}
