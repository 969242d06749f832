import 'server-only'
import { getCompileCacheDir } from 'node:module'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { Piscina } from 'piscina'
import { fingerprintKey } from '#lib/change/seal/fingerprint.ts'
import { ConfigHubError } from '#lib/confighub/error.ts'
import { env } from '#lib/server/process/env.ts'
import { log } from '#lib/server/process/log.ts'
import { FairQueue } from '#lib/server/work/fair-queue.ts'
import type { TaskInput, TaskName, TaskOutput } from '#lib/server/work/tasks.ts'

export type PoolOptions = {
  readonly threads: number
  /** Time for one task, a batch of a few documents, which takes only a moment. */
  readonly timeMs: number
  /** Memory of one thread. The largest document takes about half of it. */
  readonly memoryMiB: number
  readonly waiting: number
  readonly waitingPerOwner: number
  /** The key that makes masked secrets distinguishable; without it they look alike. */
  readonly maskKey?: string
  /** A module with a function `work` that takes `{ name, input }`, and one named `ready` that does nothing. */
  readonly file: string
}

/** The owner of a task; owners take turns. */
export type TaskContext = { readonly owner: string; readonly signal?: AbortSignal | undefined }

/**
 * Threads in which documents are parsed, patched, compared and masked, so that one request never blocks the others.
 * A task that takes too long or too much memory costs its thread, which is replaced; nothing else notices.
 */
export class WorkPool {
  readonly #threads: Piscina
  readonly #queue: FairQueue
  readonly #timeMs: number
  readonly #started: Promise<unknown>

  constructor({ threads, timeMs, memoryMiB, waiting, waitingPerOwner, maskKey, file }: PoolOptions) {
    this.#timeMs = timeMs
    const runningPerOwner = Math.max(1, threads - 1)
    this.#queue = new FairQueue({ running: threads, runningPerOwner, waiting, waitingPerOwner })
    this.#threads = new Piscina({
      filename: file,
      name: 'work',
      // Threads are kept, because starting one takes longer than most tasks.
      minThreads: threads,
      maxThreads: threads,
      idleTimeout: Number.POSITIVE_INFINITY,
      resourceLimits: { maxOldGenerationSizeMb: memoryMiB },
      // Our code reads no settings there, and the server's flags are not meant for it. What the server has compiled is
      // found by the threads as well, which are then ready in less than half the time.
      env: compileCache(),
      workerData: { maskKey },
      execArgv: [],
      recordTiming: false,
    })
    this.#threads.on('error', (error: unknown) => log.error({ err: error }, 'a thread failed'))
    const starting = Array.from({ length: threads }, () => this.#threads.run(undefined, { name: 'ready' }))
    this.#started = Promise.allSettled(starting)
  }

  /** The result of a task, or why it was stopped or not begun. */
  async attempt<Name extends TaskName>(
    name: Name,
    input: TaskInput<Name>,
    { owner, signal }: TaskContext,
  ): Promise<Attempt<TaskOutput<Name>>> {
    const turn = await this.#queue.run(owner, () => this.#perform(name, input), signal)
    signal?.throwIfAborted()
    return turn?.value ?? { stopped: 'busy' }
  }

  async close(): Promise<void> {
    await this.#threads.destroy()
  }

  async #perform<Name extends TaskName>(
    name: Name,
    input: TaskInput<Name>,
  ): Promise<Attempt<TaskOutput<Name>>> {
    // The time of a task is not spent on the start of its thread, which takes seconds on a busy machine.
    await this.#started
    const limit = new AbortController()
    const timer = setTimeout(() => limit.abort(), this.#timeMs)
    try {
      return { value: await this.#threads.run({ name, input }, { signal: limit.signal }) }
    } catch (error) {
      const cause = limit.signal.aborted ? 'time' : isOutOfMemory(error) ? 'memory' : undefined
      if (cause === undefined) throw error
      log.warn({ task: name, cause }, 'a task was stopped')
      return { stopped: cause }
    } finally {
      clearTimeout(timer)
    }
  }
}

function compileCache(): Record<string, string> {
  // The directory that Node made for its own version, in the one that it was given.
  const own = getCompileCacheDir()
  return own === undefined ? {} : { NODE_COMPILE_CACHE: dirname(own) }
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
}

type Cause = 'time' | 'memory' | 'busy'

type Attempt<T> = { readonly value: T } | { readonly stopped: Cause }

/**
 * Throws a refusal where a task was stopped. Not a method: routes are bundled one by one and share the pool, so an error
 * that the pool made would be of another class than the one a route knows.
 */
export async function run<Name extends TaskName>(
  pool: WorkPool,
  name: Name,
  input: TaskInput<Name>,
  context: TaskContext,
): Promise<TaskOutput<Name>> {
  const attempt = await pool.attempt(name, input, context)
  if ('value' in attempt) return attempt.value
  throw new ConfigHubError({ ...refusals[attempt.stopped], operation: 'compute' })
}

const refusals: Readonly<Record<Cause, { status: number; code: string; message: string }>> = {
  time: {
    status: 422,
    code: 'too-slow',
    message:
      'This took too long to compute and was stopped; nothing was changed. Use a smaller patch, or narrow the query to smaller documents.',
  },
  memory: {
    status: 422,
    code: 'too-large',
    message:
      'This took too much memory and was stopped; nothing was changed. Use a smaller patch, or narrow the query to smaller documents.',
  },
  busy: {
    status: 503,
    code: 'busy',
    message: 'Hubdeck has too much to compute at the moment. Try again in a minute.',
  },
}

/** The task was stopped because it used too much, so repeating it would not help. */
export function tookTooMuch(error: unknown): error is ConfigHubError {
  if (!(error instanceof ConfigHubError) || error.operation !== 'compute') return false
  return error.code === refusals.time.code || error.code === refusals.memory.code
}

declare global {
  // In development a module is loaded again on every change; the threads must not be.
  var hubdeckWork: WorkPool | undefined
}

/** The pool of this server, started when it is first asked for. */
export function work(): WorkPool {
  globalThis.hubdeckWork ??= new WorkPool({
    // One stays free for others, so that a person alone has two, and the processors of a small machine are busy.
    threads: Math.min(4, Math.max(3, availableParallelism() - 1)),
    timeMs: 20_000,
    memoryMiB: 512,
    waiting: 512,
    waitingPerOwner: 64,
    maskKey: fingerprintKey(env().HUBDECK_SECRET),
    file: workerFile(),
  })
  return globalThis.hubdeckWork
}

/**
 * Put together here, so that no bundler takes the file for one of its own.
 * @internal For tests.
 */
export function workerFile(): string {
  return join(process.cwd(), 'lib', 'server', 'work', 'worker.ts')
}
