import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { BareStart } from '#bench/bare-server.ts'
import { type Hub, receiver } from '#bench/hub/loads.ts'
import { median } from '#bench/measure.ts'
import { read } from '#bench/requests.ts'

export type Bare = { readonly url: string; readonly stop: () => void }

const Address = z.object({ port: z.int() })

/** The SQL of a page, its JSON and HTTP, in a separate process on the same kind of database. */
export async function startBare(start: BareStart): Promise<Bare> {
  const child: ChildProcess = fork(fileURLToPath(new URL('../bare-server.ts', import.meta.url)))
  child.send(start)
  const [address] = await once(child, 'message')
  return { url: `http://127.0.0.1:${Address.parse(address).port}`, stop: () => child.kill() }
}

export const page = { limit: 1000, order_by: 'Slug' }
const rounds = 31
/** A hub that has been warmed up, so that its code is compiled; the bare server needs half as many requests. */
const warmUps = 20

/** Medians, in milliseconds, of the three ways to get a page of 1,000 units, measured in turn. */
export async function pageTimes(hub: Hub, bare: Bare) {
  const fromHub = receiver(hub, '/unit', page)
  const fromBare = receiver({ url: bare.url, token: '' }, '/', page)
  const times = { hub: [] as number[], bareServer: [] as number[], alone: [] as number[] }
  const timed = async (run: () => Promise<unknown>) => {
    const started = performance.now()
    await run()
    return performance.now() - started
  }
  for (let round = -warmUps; round < rounds; round += 1) {
    const [ours, theirs] = [await timed(fromHub), await timed(fromBare)]
    const alone = Number(await read(`${bare.url}/alone`))
    if (round < 0) continue
    times.hub.push(ours)
    times.bareServer.push(theirs)
    times.alone.push(alone)
  }
  return { hub: median(times.hub), bareServer: median(times.bareServer), alone: median(times.alone) }
}
