import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { callDashboardJson, jsonBody } from '#lib/queries/dashboard-api.ts'

const DemoUser = z.object({ username: z.string(), displayName: z.string(), role: z.string() })
export type DemoUser = z.infer<typeof DemoUser>

const SignedInUser = z.object({
  UserID: z.string(),
  OrganizationID: z.string(),
  DisplayName: z.string(),
  Username: z.string().optional(),
})
export type SignedInUser = z.infer<typeof SignedInUser>

/** `GET /api/session`: who I am, which hub this is, and whom one click signs in. */
export const Session = z.object({
  user: SignedInUser.nullable(),
  hub: z.object({
    /** Origin of the server, as configured. */
    url: z.string(),
    version: z.string().optional(),
    /** Why the hub cannot be asked, when it cannot. */
    problem: z.string().optional(),
  }),
  demoUsers: z.array(DemoUser),
})
export type Session = z.infer<typeof Session>

/** Whose a page is, as `Deck` is told by the server: two hubs may give the same id to two people. */
export function ownerOf({ hub, user }: Session): string {
  return `${hub.url} ${user?.UserID ?? ''}`
}

export const sessionQuery = () =>
  queryOptions({
    queryKey: ['session'],
    queryFn: ({ signal }) => callDashboardJson('/api/session', Session, { signal }),
    staleTime: 60_000,
  })

/** One click for the users of the embedded hub; a pasted token for a real server. */
export type SignInRequest = { readonly demoUser: string } | { readonly token: string }

export function signIn(request: SignInRequest, signal?: AbortSignal): Promise<Session> {
  return callDashboardJson('/api/session', Session, jsonBody('POST', request, signal))
}

export function signOut(): Promise<Session> {
  return callDashboardJson('/api/session', Session, { method: 'DELETE' })
}
