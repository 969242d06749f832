import { AsyncLocalStorage } from 'node:async_hooks'
import { createHash } from 'node:crypto'
import { serialize } from 'node:v8'
import { doInThread, type Job } from '#hub/work/pool.ts'
import type { Task } from '#hub/work/task.ts'

const owner = new AsyncLocalStorage<string>()

/** Jobs that `work` starts are accounted to this caller. */
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
 * Runs a task in a thread, so that the hub stays responsive. Rejects with `WorkStopped` when it exceeds its time or
 * memory. A transaction does not hold its locks during long work, see `withoutHolding`.
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

/** Work that must be done before the transaction is started again. */
class Postponed extends Error {
  readonly key: string
  readonly job: Job

  constructor(key: string, job: Job) {
    super(`${job.name} must be done first`)
    this.key = key
    this.job = job
  }
}

/** After this many restarts the transaction keeps its locks while it waits. */
const maxPostponed = 20
const holding = new AsyncLocalStorage<Map<string, PromiseSettledResult<unknown>>>()

/**
 * Runs a transaction, and rolls it back whenever it needs the result of long work. The work is done while nothing is
 * locked (an embedded database has one connection for everyone); then the transaction starts again and finds the
 * result. The transaction has to tolerate that, as it has to tolerate a collision with another one.
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

/** Whether an error only signals that the transaction will start again; code in between must not handle it. */
export function isPostponed(cause: unknown): boolean {
  return cause instanceof Postponed
}
