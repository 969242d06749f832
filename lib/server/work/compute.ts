import 'server-only'
import type { Compute } from '#lib/change/preview/compute.ts'
import { run, type TaskContext, tookTooMuch, type WorkPool } from '#lib/server/work/pool.ts'

/** How many tasks of a request may be stopped for using too much before the request itself is refused. */
const maxStopped = 6

/** The work of one request, done in the pool. One for each request: it counts what the request has cost. */
export function computeIn(pool: WorkPool, owner: string): Compute {
  const contextOf = (signal: AbortSignal | undefined): TaskContext => ({ owner, signal })
  const budget = new RequestBudget()
  return {
    checkPatch: (patch, signal) => run(pool, 'checkPatch', patch, contextOf(signal)),
    document: (job, signal) => run(pool, 'document', job, contextOf(signal)),
    rows: (batch, signal) =>
      budget.each(batch.jobs, (jobs) => run(pool, 'rows', { ...batch, jobs }, contextOf(signal)), failed),
    evaluations: (batch, signal) =>
      budget.each(
        batch.jobs,
        (jobs) => run(pool, 'evaluations', { ...batch, jobs }, contextOf(signal)),
        failed,
      ),
  }
}

function failed(reason: string): { readonly status: 'failed'; readonly reason: string } {
  return { status: 'failed', reason }
}

/** How much one request may cost before it is refused. */
export class RequestBudget {
  #stopped = 0

  /** One result per job. A batch that took too much is repeated one job at a time, to find out which one it was. */
  async each<Job, Result>(
    jobs: readonly Job[],
    task: (jobs: readonly Job[]) => Promise<Result[]>,
    failure: (reason: string) => Result,
  ): Promise<Result[]> {
    try {
      return await task(jobs)
    } catch (error) {
      if (!tookTooMuch(error)) throw error
      this.#stopped += 1
      if (this.#stopped > maxStopped) throw error
      if (jobs.length === 1) return [failure(error.message)]
    }
    const results: Result[] = []
    for (const job of jobs) results.push(...(await this.each([job], task, failure)))
    return results
  }
}
