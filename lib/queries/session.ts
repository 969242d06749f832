import { queryOptions } from '@tanstack/react-query'
import { rowsFirst } from '#lib/queries/around/rows-first.ts'
import type { DemoUser, Session, SignedInUser } from '#lib/queries/around/session-schema.ts'
import { callDashboardJson, jsonBody } from '#lib/queries/dashboard-api.ts'

export type { DemoUser, Session, SignedInUser }

/** The owner of a page, as the server passes it to `AppShell`: two hubs may give the same id to two people. */
export function ownerOf({ hub, user }: Session): string {
  return `${hub.url} ${user?.UserID ?? ''}`
}

export const sessionQuery = () =>
  queryOptions({
    queryKey: ['session'],
    queryFn: async ({ signal }) => {
      await rowsFirst()
      return callSession({ signal })
    },
    staleTime: 60_000,
  })

/** A demo user of the embedded hub, or a pasted token for a real server. */
export type SignInRequest = { readonly demoUser: string } | { readonly token: string }

export function signIn(request: SignInRequest, signal?: AbortSignal): Promise<Session> {
  return callSession(jsonBody('POST', request, signal))
}

export function signOut(): Promise<Session> {
  return callSession({ method: 'DELETE' })
}

async function callSession(init: RequestInit): Promise<Session> {
  const { Session } = await import('#lib/queries/around/session-schema.ts')
  return callDashboardJson('/api/session', Session, init)
}
