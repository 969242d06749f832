import {
  accessSync,
  chmodSync,
  constants,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { StoreProblem } from '#hub/store/problem.ts'

/**
 * Creates the directory, for this user only, and locks it for this process: two PGlite processes on one directory would
 * destroy the data. Returns the function that unlocks it; the end of the process unlocks it too.
 */
export function lockDirectory(directory: string): () => void {
  let release: (() => void) | undefined
  const holder = join(directory, 'lock')
  try {
    makeDirectory(directory)
    accessSync(directory, constants.W_OK)
    const held = claim(join(directory, 'lock.db'))
    release = () => held.close()
    if (!held.isTransaction) throw inUse(holder)
    writeFileSync(holder, String(process.pid), { mode: 0o600 })
  } catch (cause) {
    release?.()
    throw cause instanceof StoreProblem ? cause : unwritable(directory, cause)
  }
  return () => {
    rmSync(holder, { force: true })
    release()
  }
}

/** Of two that start at the same moment each can stand in the way of the other; waiting, one of them gets through. */
const claimMs = 250

/**
 * The lock is the operating system's, taken through SQLite because Node has no call for it: it ends with its process,
 * however that ends, and works between containers, where process ids mean nothing. No transaction = someone has it.
 */
function claim(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: claimMs })
  try {
    chmodSync(file, 0o600)
    // Nothing is ever written, so it needs no journal file.
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
  } catch (cause) {
    if (!isBusy(cause)) {
      database.close()
      throw cause
    }
  }
  return database
}

const sqliteBusy = 5

function isBusy(cause: unknown): boolean {
  return cause instanceof Error && 'errcode' in cause && cause.errcode === sqliteBusy
}

function inUse(holder: string): StoreProblem {
  return new StoreProblem(
    `The data directory is in use by ${processNamed(holder)}. Stop that hub, or choose another directory with --data (lock: ${holder}).`,
  )
}

function processNamed(holder: string): string {
  try {
    const pid = readFileSync(holder, 'utf8')
    if (/^\d+$/.test(pid)) return `process ${pid}`
  } catch {
    // The other process is just starting or stopping.
  }
  return 'another process'
}

/** Level by level: `mkdir -p` of Node does not return for a path below /proc. */
function makeDirectory(directory: string): void {
  try {
    if (statSync(directory).isDirectory()) return
  } catch (cause) {
    if (!isMissing(cause)) throw cause
    if (dirname(directory) !== directory) makeDirectory(dirname(directory))
  }
  try {
    mkdirSync(directory, { mode: 0o700 })
  } catch (cause) {
    // Another hub that starts at the same moment may have made it.
    if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) throw cause
  }
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
}

function unwritable(directory: string, cause: unknown): StoreProblem {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new StoreProblem(
    `Cannot write to the data directory ${directory} (${reason}). Choose another with --data.`,
  )
}
