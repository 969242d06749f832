import { expect, it } from 'vitest'
import { ConfigHubError } from '#lib/confighub/error.ts'
import { RequestBudget } from '#lib/server/work/compute.ts'

const stopped = () =>
  new ConfigHubError({ status: 422, code: 'too-slow', operation: 'compute', message: 'took too long' })

/** Work in which some jobs cause their task to be stopped. */
function workOn(bad: readonly string[]) {
  const asked: number[] = []
  const run = async (jobs: readonly string[]) => {
    asked.push(jobs.length)
    if (jobs.some((job) => bad.includes(job))) throw stopped()
    return jobs.map((job) => `${job} done`)
  }
  return {
    asked,
    each: (budget: RequestBudget, jobs: readonly string[]) => budget.each(jobs, run, (why) => why),
  }
}

it('only the document that took too much fails; the others of its batch are computed', async () => {
  const { each, asked } = workOn(['c'])

  expect(await each(new RequestBudget(), ['a', 'b', 'c', 'd'])).toEqual([
    'a done',
    'b done',
    'took too long',
    'd done',
  ])
  expect(asked).toEqual([4, 1, 1, 1, 1])
})

it('a request with many of them is refused as a whole, and costs nothing further', async () => {
  const jobs = Array.from({ length: 500 }, (_, index) => `${index}`)
  const { each, asked } = workOn(jobs)

  await expect(each(new RequestBudget(), jobs)).rejects.toMatchObject({ status: 422, code: 'too-slow' })
  expect(asked.length).toBeLessThan(10)
})

it('other failures are not retried', async () => {
  let tries = 0
  const failing = () => {
    tries += 1
    return Promise.reject(new Error('broken'))
  }

  await expect(new RequestBudget().each(['a', 'b'], failing, (why) => why)).rejects.toThrow('broken')
  expect(tries).toBe(1)
})
