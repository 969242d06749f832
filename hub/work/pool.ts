import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'

/** Work that was stopped, or not started, because it exceeds a limit; the message names the limit. */
export class WorkStopped extends Error {
  readonly reason: 'time' | 'memory' | 'queue'

  constructor(reason: WorkStopped['reason'], message: string) {
    super(message)
    this.reason = reason
  }
}

export type Job = {
  /** The module and name by which a thread finds the function. */
  readonly module: string
  readonly name: string
  readonly input: unknown
  /** The caller; one caller never takes all threads. */
  readonly owner: string
  readonly limitMs: number
  /** The job may need hundreds of megabytes: only one such job runs at a time, and its thread ends with it. */
  readonly large: boolean
}

type Waiting = Job & {
  readonly resolve: (value: unknown) => void
  readonly reject: (cause: Error) => void
}

type Thread = { readonly worker: Worker; job: Waiting | undefined; timer: NodeJS.Timeout | undefined }

/** A YAML parser takes up to 500 bytes of memory for each character that is hard to parse. */
const maxMemoryMiB = 1024
const maxWaiting = 1000
const startMs = 60_000
const size = Math.max(2, Math.min(4, availableParallelism()))

const threads = new Set<Thread>()
const waiting: Waiting[] = []

/** Runs a job in one of a few reused threads, and terminates the thread when the job exceeds its time or memory. */
export function doInThread(job: Job): Promise<unknown> {
  if (waiting.length >= maxWaiting)
    return Promise.reject(
      new WorkStopped(
        'queue',
        `more than ${maxWaiting} documents are waiting to be processed; try again in a moment`,
      ),
    )
  const { promise, resolve, reject } = Promise.withResolvers<unknown>()
  waiting.push({ ...job, resolve, reject })
  beginNext()
  return promise
}

function beginNext(): void {
  for (let next = nextJob(); next !== undefined; next = nextJob()) {
    const idle = [...threads].find(({ job }) => job === undefined)
    if (idle === undefined && threads.size >= size) return
    waiting.splice(waiting.indexOf(next), 1)
    begin(idle ?? addThread(), next)
  }
}

/** The first queued job whose caller has the fewest jobs running. */
function nextJob(): Waiting | undefined {
  const running = [...threads].flatMap(({ job }) => (job === undefined ? [] : [job]))
  const largeRuns = running.some(({ large }) => large)
  const share = (owner: string) => running.filter((job) => job.owner === owner).length
  let best: Waiting | undefined
  for (const job of waiting) {
    if ((job.large && largeRuns) || share(job.owner) >= size - 1) continue
    if (best === undefined || share(job.owner) < share(best.owner)) best = job
  }
  return best
}

function begin(thread: Thread, job: Waiting): void {
  thread.job = job
  thread.worker.ref()
  thread.timer = setTimeout(() => end(thread, new Error('a thread of the hub did not start')), startMs)
  thread.worker.postMessage({ module: job.module, name: job.name, input: job.input })
}

function addThread(): Thread {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: maxMemoryMiB },
  })
  const thread: Thread = { worker, job: undefined, timer: undefined }
  threads.add(thread)
  worker.on('message', (answer: Answer) => settle(thread, answer))
  worker.on('error', (cause: Error & { code?: string }) =>
    end(
      thread,
      cause.code === 'ERR_WORKER_OUT_OF_MEMORY'
        ? new WorkStopped('memory', `it takes more than ${maxMemoryMiB} MiB of memory`)
        : cause,
    ),
  )
  worker.on('exit', (code) => end(thread, new Error(`a thread of the hub ended with ${code}`)))
  return thread
}

type Answer =
  | { readonly started: true }
  | { readonly value: unknown }
  | { readonly fault: { message: string; stack?: string } }

function settle(thread: Thread, answer: Answer): void {
  const { job } = thread
  if (job === undefined) return
  clearTimeout(thread.timer)
  if ('started' in answer) {
    const late = new WorkStopped('time', `it takes longer than ${job.limitMs / 1000} s`)
    thread.timer = setTimeout(() => end(thread, late), job.limitMs)
    return
  }
  thread.job = undefined
  thread.worker.unref()
  if (job.large) discard(thread)
  if ('value' in answer) job.resolve(answer.value)
  else job.reject(Object.assign(new Error(answer.fault.message), { stack: answer.fault.stack }))
  beginNext()
}

/** A thread that was terminated, or exited by itself, with the job it was doing. */
function end(thread: Thread, cause: Error): void {
  if (!threads.has(thread)) return
  clearTimeout(thread.timer)
  discard(thread)
  thread.job?.reject(cause)
  beginNext()
}

function discard(thread: Thread): void {
  threads.delete(thread)
  void thread.worker.terminate()
}
