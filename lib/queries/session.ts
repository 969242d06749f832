import { queryOptions } from '@tanstack/react-query'
import * as z from 'zod/mini'
import { WritePolicy } from '#lib/change/consent/write-policy.ts'
import { callDashboardJson, jsonBody } from '#lib/queries/dashboard-api.ts'

const DemoUser = z.object({ username: z.string(), displayName: z.string(), role: z.string() })
export type DemoUser = z.infer<typeof DemoUser>

const SignedInUser = z.object({
  UserID: z.string(),
  OrganizationID: z.string(),
  DisplayName: z.string(),
  Username: z.optional(z.string()),
})
export type SignedInUser = z.infer<typeof SignedInUser>

/** `GET /api/session`: the signed-in person, the hub, and the demo users. */
export const Session = z.object({
  user: z.nullable(SignedInUser),
  hub: z.object({
    /** Origin of the server, as configured. */
    url: z.string(),
    version: z.optional(z.string()),
    /** Why the hub cannot be reached, if it cannot. */
    problem: z.optional(z.string()),
  }),
  /** What is asked of whoever writes a change here. */
  policy: WritePolicy,
  demoUsers: z.array(DemoUser),
})
export type Session = z.infer<typeof Session>

/** The owner of a page, as the server passes it to `AppShell`: two hubs may give the same id to two people. */
export function ownerOf({ hub, user }: Session): string {
  return `${hub.url} ${user?.UserID ?? ''}`
}

export const sessionQuery = () =>
  queryOptions({
    queryKey: ['session'],
    queryFn: ({ signal }) => callDashboardJson('/api/session', Session, { signal }),
    staleTime: 60_000,
  })

/** A demo user of the embedded hub, or a pasted token for a real server. */
export type SignInRequest = { readonly demoUser: string } | { readonly token: string }

export function signIn(request: SignInRequest, signal?: AbortSignal): Promise<Session> {
  return callDashboardJson('/api/session', Session, jsonBody('POST', request, signal))
}

export function signOut(): Promise<Session> {
  return callDashboardJson('/api/session', Session, { method: 'DELETE' })
}
