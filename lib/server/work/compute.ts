import 'server-only'
import type { Compute } from '#lib/change/preview/compute.ts'
import { type Errand, run, tookTooMuch, type WorkPool } from '#lib/server/work/pool.ts'

/** Tasks of one request that may be stopped for what they take, before the request itself is. */
const maxStopped = 6

/** The work of one request, done in the pool. One for each request: it counts what the request has cost. */
export function computeIn(pool: WorkPool, owner: string): Compute {
  const errand = (signal: AbortSignal | undefined): Errand => ({ owner, signal })
  const patience = new Patience()
  return {
    checkPatch: (patch, signal) => run(pool, 'checkPatch', patch, errand(signal)),
    document: (job, signal) => run(pool, 'document', job, errand(signal)),
    rows: (batch, signal) =>
      patience.each(batch.jobs, (jobs) => run(pool, 'rows', { ...batch, jobs }, errand(signal)), failed),
    evaluations: (batch, signal) =>
      patience.each(
        batch.jobs,
        (jobs) => run(pool, 'evaluations', { ...batch, jobs }, errand(signal)),
        failed,
      ),
  }
}

function failed(reason: string): { readonly status: 'failed'; readonly reason: string } {
  return { status: 'failed', reason }
}

/** How much one request may cost before it is refused. */
export class Patience {
  #stopped = 0

  /** One result per job. A batch that took too much is done again one by one, to find out which of them it was. */
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
