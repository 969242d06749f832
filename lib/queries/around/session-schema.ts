import '#lib/confighub/schema/words.ts'
import * as z from 'zod/mini'
import { WritePolicy } from '#lib/change/consent/write-policy.ts'

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
