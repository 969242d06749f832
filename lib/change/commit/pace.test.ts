import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningHub, startHub } from '#hub/start.ts'
import { Pace } from '#lib/change/commit/pace.ts'
import { query, type Rehearsal, rehearse, replicas, statuses } from '#lib/change/testing/rehearsal.ts'
import { ConfigHubError } from '#lib/confighub/error.ts'

let hub: RunningHub
let stage: Rehearsal

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  stage = await rehearse(hub)
})

afterAll(() => hub.stop())

describe('a hub that is busy', () => {
  it.each([429, 503])(
    'gets fewer writes at a time after a %i, and every unit all the same',
    async (status) => {
      const shown = await stage.preview({
        selection: query("Slug = 'trade-service' AND Space.Slug LIKE '%prod-%'"),
        patch: replicas(status),
      })
      let underWay = 0
      let writes = 0
      const most = { before: 0, after: 0 }
      const busy = stage.aliceOver(async (request, onward) => {
        if (request.method !== 'PUT') return onward(request)
        const isBusy = writes++ === 8
        const when = writes > 8 + 4 ? 'after' : 'before'
        most[when] = Math.max(most[when], ++underWay)
        // Long enough for others to begin.
        await new Promise((resolve) => setImmediate(resolve))
        const answer = isBusy
          ? Response.json({ Message: 'Busy.' }, { status, headers: { 'Retry-After': '0' } })
          : await onward(request)
        underWay--
        return answer
      })

      const { outcomes } = await stage.commit({ seal: shown.seal }, busy)

      expect(statuses(outcomes)).toEqual(['written'])
      expect(outcomes).toHaveLength(shown.rows.length)
      expect(writes).toBe(shown.rows.length + 1)
      expect(most.before).toBe(4)
      expect(most.after).toBe(2)
    },
  )

  it('that stays busy, or asks for more than a minute, is told of in the end', async () => {
    const busy = (retryAt: number) =>
      new ConfigHubError({ status: 429, message: 'Busy.', operation: 'PUT /', retryAt })
    let tries = 0
    const always = new Pace(4).run(() => {
      tries++
      return Promise.reject(busy(Date.now()))
    })
    await expect(always).rejects.toThrow('Busy.')
    expect(tries).toBe(8)
    const late = new Pace(4).run(() => {
      tries++
      return Promise.reject(busy(Date.now() + 120_000))
    })
    await expect(late).rejects.toThrow('Busy.')
    expect(tries).toBe(9)
  })
})

describe('a call that is cut off', () => {
  const errorOf = (status: number) => new ConfigHubError({ status, message: `${status}`, operation: 'PUT /' })
  const answering = (...answers: (number | 'done')[]) => {
    const calls = answers.values()
    return new Pace(4).run(async () => {
      const answer = calls.next().value ?? 'not asked again'
      if (typeof answer === 'number') throw errorOf(answer)
      return answer
    })
  }

  it.each([0, 502])('is made once more (%i)', async (status) => {
    expect(await answering(status, 'done')).toBe('done')
    await expect(answering(status, status, 'done')).rejects.toThrow(`${status}`)
  })

  it('is still cut off when the second is refused: the first may have arrived', async () => {
    await expect(answering(0, 409)).rejects.toMatchObject({ status: 0 })
    await expect(answering(0, 403)).rejects.toMatchObject({ status: 0 })
  })

  it('waits like any other while the hub is busy', async () => {
    expect(await answering(0, 503, 'done')).toBe('done')
  })

  it('is not made again when it took too long, because it may still be under way', async () => {
    await expect(answering(504, 'done')).rejects.toMatchObject({ status: 504 })
  })
})
