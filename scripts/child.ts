import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { root } from '#scripts/paths.ts'

export type ChildOptions = {
  readonly name: string
  /** Script and flags for the Node that runs this process. */
  readonly args: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  /** File that receives the output; absent: the output appears on the terminal. */
  readonly log?: string
}

export type Child = {
  readonly name: string
  readonly pid: number
  readonly log: string | undefined
  /** Resolves with the exit code (or the signal's name) when the process has ended. */
  readonly gone: Promise<number | string>
  running(): boolean
  stop(): Promise<void>
}

const graceMs = 8000
const children = new Set<Child>()
let isStopping = false

/** Leaves no child process running, however this process ends, and starts no more. */
export async function stopChildren(): Promise<void> {
  isStopping = true
  await Promise.all([...children].map((child) => child.stop()))
}

export async function startChild({ name, args, environment = {}, log }: ChildOptions): Promise<Child> {
  if (log !== undefined) await mkdir(dirname(log), { recursive: true, mode: 0o700 })
  if (isStopping) await new Promise(() => undefined)
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', log === undefined ? 'inherit' : 'pipe', log === undefined ? 'inherit' : 'pipe'],
  })
  if (log !== undefined) {
    // The log says who did what, so other users of this machine may not read it. The mode applies to new files only.
    await rm(log, { force: true })
    const file = createWriteStream(log, { mode: 0o600 })
    child.stdout?.pipe(file, { end: false })
    child.stderr?.pipe(file, { end: false })
  }
  const gone = new Promise<number | string>((resolve) => {
    child.once('error', (cause) => resolve(cause.message))
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'unknown'))
  })
  const started: Child = {
    name,
    pid: child.pid ?? 0,
    log,
    gone,
    running: () => isRunning(child),
    stop: () => stop(child, gone),
  }
  children.add(started)
  void gone.then(() => children.delete(started))
  return started
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null
}

async function stop(child: ChildProcess, gone: Promise<unknown>): Promise<void> {
  if (!isRunning(child)) return
  child.kill('SIGTERM')
  const kill = setTimeout(() => child.kill('SIGKILL'), graceMs)
  await gone
  clearTimeout(kill)
}

/** The end of a log, to explain why something did not start. */
export async function lastLines(log: string | undefined, count = 20): Promise<string> {
  if (log === undefined) return ''
  const content = await readFile(log, 'utf8').catch(() => '')
  return content.trimEnd().split('\n').slice(-count).join('\n')
}
