import 'server-only'
import { z } from 'zod'
import { ConfigHubError } from '#lib/confighub/error.ts'
import { hubFor, refuseFor } from '#lib/server/access/access.ts'
import type { SessionData } from '#lib/server/access/session.ts'
import { writePolicy } from '#lib/server/changes/write-policy.ts'
import { refuse } from '#lib/server/masking/refusal.ts'
import { env } from '#lib/server/process/env.ts'
import { audit } from '#lib/server/process/log.ts'

const Credentials = z.union([
  z.object({ demoUser: z.string() }),
  z.object({ token: z.string().trim().min(1).max(8192) }),
])

/** The owner of the credentials according to the hub; a `Response` when they are not valid. */
export async function identify(body: unknown, requestId: string): Promise<SessionData | Response> {
  const credentials = Credentials.safeParse(body)
  if (!credentials.success) {
    return refuse(400, 'bad-credentials', 'Name a demo user, or paste a token.', requestId)
  }
  const token = 'token' in credentials.data ? credentials.data.token : demoToken(credentials.data.demoUser)
  if (token === undefined) return refuse(404, 'no-such-user', 'There is no such demo user.', requestId)
  // A token with a line break or a non-latin letter cannot even be sent.
  if (!/^[\x21-\x7e]+$/.test(token)) {
    return refuse(
      400,
      'bad-credentials',
      'This is not a token: it contains spaces or special characters.',
      requestId,
    )
  }
  try {
    const me = await hubFor(token, requestId).me()
    return {
      token,
      UserID: me.UserID,
      OrganizationID: me.OrganizationID,
      DisplayName: me.DisplayName ?? me.Username ?? me.UserID,
      Username: me.Username,
    }
  } catch (error) {
    if (error instanceof ConfigHubError && error.status === 401) {
      return refuse(
        401,
        'token-refused',
        'ConfigHub does not accept this token. Is it complete, and not expired?',
        requestId,
      )
    }
    return refuseFor(error, requestId)
  }
}

/** What the sign-in page and the shell show; demo tokens stay here. */
export async function describeSession(user: SessionData | undefined, requestId: string): Promise<object> {
  const { CONFIGHUB_URL, HUBDECK_DEMO_USERS } = env()
  return {
    user: user === undefined ? null : publicUser(user),
    hub: { url: CONFIGHUB_URL, ...(await describeHub(requestId)) },
    policy: writePolicy(),
    demoUsers: HUBDECK_DEMO_USERS.map(({ token: _, ...shown }) => shown),
  }
}

export function auditSession(what: string, who: string | undefined, status: number, requestId: string): void {
  audit({ who, what, status, durationMs: 0, requestId })
}

function publicUser({ UserID, OrganizationID, DisplayName, Username }: SessionData): object {
  return { UserID, OrganizationID, DisplayName, Username }
}

function demoToken(username: string): string | undefined {
  return env().HUBDECK_DEMO_USERS.find((user) => user.username === username)?.token
}

async function describeHub(requestId: string): Promise<{ version?: string | undefined; problem?: string }> {
  try {
    const { Version } = await hubFor(undefined, requestId).info(AbortSignal.timeout(5000))
    return { version: Version }
  } catch (error) {
    return { problem: error instanceof Error ? error.message : 'The hub does not answer.' }
  }
}
