import * as z from 'zod/mini'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { followPages, pageLimit } from '#lib/confighub/paging.ts'
import {
  ApiInfo,
  ExtendedOrganization,
  ExtendedSpace,
  ExtendedUser,
  Me,
} from '#lib/confighub/schema/entities.ts'
import { listQuery, type Transport } from '#lib/confighub/transport.ts'

/** The server, the caller, the other users, and the Spaces. */
export function identityCalls(
  transport: Transport,
): Pick<ConfigHub, 'info' | 'me' | 'organization' | 'users' | 'spaces' | 'space'> {
  const get = { method: 'GET', safe: true } as const
  return {
    info: (signal) => transport.json({ ...get, path: '/info', signal }, ApiInfo),
    me: (signal) => transport.json({ ...get, path: '/me', signal }, Me),
    organization: async (organizationId, signal) => {
      const path = `/organization/${encodeURIComponent(organizationId)}`
      const { Organization } = await transport.json({ ...get, path, signal }, ExtendedOrganization)
      return Organization
    },
    users: async (parameters = {}, signal) => {
      const { items } = await followPages((token) => {
        const query = listQuery({ limit: pageLimit, ...parameters, ...(token && { continue: token }) })
        return transport.page({ ...get, path: '/user', query, signal }, z.array(ExtendedUser))
      })
      return items.flatMap(({ User }) => User ?? [])
    },
    spaces: async (parameters, signal) => {
      const { items } = await followPages((token) => {
        const query = listQuery({ limit: pageLimit, ...parameters, ...(token && { continue: token }) })
        return transport.page({ ...get, path: '/space', query, signal }, z.array(ExtendedSpace))
      })
      return items
    },
    space: (spaceId, signal) =>
      transport.json({ ...get, path: `/space/${encodeURIComponent(spaceId)}`, signal }, ExtendedSpace),
  }
}
