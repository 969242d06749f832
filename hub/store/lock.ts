import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StoreProblem } from '#hub/store/problem.ts'

/**
 * Makes the directory and claims it for this process: two PGlite processes on one directory would destroy it. A
 * lock whose process is gone (after `kill -9`) is taken over. Returns the function that gives it back.
 */
export function lockDirectory(directory: string): () => void {
  const file = join(directory, 'lock')
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    claim(file)
  } catch (cause) {
    if (cause instanceof StoreProblem) throw cause
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new StoreProblem(
      `Cannot write to the data directory ${directory} (${reason}). Choose another with --data.`,
    )
  }
  return () => rmSync(file, { force: true })
}

function claim(file: string): void {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx', mode: 0o600 })
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause
    const pid = Number(readFileSync(file, 'utf8'))
    if (isRunning(pid))
      throw new StoreProblem(
        `The data directory is in use by process ${pid}. Stop that hub, or choose another directory with --data (lock: ${file}).`,
      )
    rmSync(file, { force: true })
    claim(file)
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM'
  }
}
