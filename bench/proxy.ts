import type { Comparison } from '#bench/measure.ts'
import { query, read, signIn } from '#bench/requests.ts'
import type { Servers } from '#bench/servers.ts'

/** What the dashboard adds to a call: session, allow-list, token, audit and streaming. */
export async function proxyComparisons(servers: Servers): Promise<Comparison[]> {
  const person = { headers: await signIn(servers) }
  const direct = { headers: { Authorization: `Bearer ${servers.token}` } }
  const compare = (question: string, path: string, rounds: number): Comparison => ({
    question,
    ours: {
      name: 'through the proxy',
      run: async () => void (await read(`${servers.dashboard}/api/confighub${path}`, person)),
    },
    bare: {
      name: 'straight to the hub',
      run: async () => void (await read(`${servers.hub}${path}`, direct)),
    },
    rounds,
  })
  const where = "Slug = 'trade-service' AND Space.Labels.Environment = 'prod'"
  const page = { where, include: 'SpaceID', order_by: 'ASC:Slug' }
  return [
    compare('proxy against direct call: one small answer', '/me', 201),
    compare('proxy against direct call: a page of 100 units', `/unit?${query({ ...page, limit: 100 })}`, 101),
    compare('proxy against direct call: 500 units whole', `/unit?${query({ ...page, limit: 1000 })}`, 51),
  ]
}
