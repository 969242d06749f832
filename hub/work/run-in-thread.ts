import { AsyncLocalStorage } from 'node:async_hooks'
import { createHash } from 'node:crypto'
import { serialize } from 'node:v8'
import { doInThread, type Job } from '#hub/work/pool.ts'
import type { Task } from '#hub/work/task.ts'

const owner = new AsyncLocalStorage<string>()

/** What `work` asks of the threads counts as asked by this caller. */
export function onBehalfOf<T>(userId: string, work: () => T): T {
  return owner.run(userId, work)
}

/**
 * How heavy a task is: `light` takes less than a second, `bounded` runs an expression of a caller's, `large` may take
 * many seconds and hundreds of megabytes.
 */
export type Weight = 'light' | 'bounded' | 'large'

const limitMs = { light: 10_000, bounded: 5_000, large: 30_000 } as const

/**
 * Does a task in a thread beside the hub, which goes on answering meanwhile. Rejects with `WorkStopped` what takes too
 * long or too much memory. A transaction does not hold its locks for long work, see `withoutHolding`.
 */
export async function runInThread<Input, Answer>(
  { module, name }: Task<Input, Answer>,
  input: Input,
  weight: Weight,
): Promise<Answer> {
  const job: Job = {
    module,
    name,
    input,
    owner: owner.getStore() ?? '',
    limitMs: limitMs[weight],
    large: weight === 'large',
  }
  const held = holding.getStore()
  if (held === undefined || weight === 'light' || held.size >= maxPostponed)
    return answerOf<Answer>(await doInThread(job))
  const key = createHash('sha256').update(module).update(name).update(serialize(input)).digest('hex')
  const known = held.get(key)
  if (known === undefined) throw new Postponed(key, job)
  if (known.status === 'rejected') throw known.reason
  return answerOf<Answer>(known.value)
}

/** A thread runs exactly the task that was named. */
function answerOf<Answer>(value: unknown): Answer {
  return value as Answer
}

/** Work that is to be done before a transaction is begun anew. */
class Postponed extends Error {
  readonly key: string
  readonly job: Job

  constructor(key: string, job: Job) {
    super(`${job.name} must be done first`)
    this.key = key
    this.job = job
  }
}

/** After so many the transaction is not begun anew any more, but holds what it has. */
const maxPostponed = 20
const holding = new AsyncLocalStorage<Map<string, PromiseSettledResult<unknown>>>()

/**
 * Runs a transaction, and takes it back whenever it needs the result of long work: that is done while nothing is held
 * (an embedded database has one connection for everyone), then the transaction begins anew and finds it. What it does
 * has to bear that, as it has to bear a collision with another transaction.
 */
export async function withoutHolding<T>(transaction: () => Promise<T>): Promise<T> {
  const done = new Map<string, PromiseSettledResult<unknown>>()
  for (;;) {
    try {
      return await holding.run(done, transaction)
    } catch (cause) {
      if (!(cause instanceof Postponed)) throw cause
      const [result] = await Promise.allSettled([doInThread(cause.job)])
      done.set(cause.key, result)
    }
  }
}

/** Whether a fault is none, but a transaction that will be begun anew: it is not for those in between to handle. */
export function isPostponed(cause: unknown): boolean {
  return cause instanceof Postponed
}
