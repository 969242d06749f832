import 'server-only'
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { parseApprovals } from '#lib/server/process/approval-settings.ts'
import { parseLimits } from '#lib/server/process/limit-settings.ts'
import { privateKeyOf } from '#lib/server/process/private-key.ts'
import { writeSettings } from '#lib/server/process/write-settings.ts'

const DemoIdentity = z.object({
  username: z.string().min(1),
  displayName: z.string().min(1),
  role: z.string(),
  token: z.string().min(1),
})

const Env = z.object({
  /** Origin of a ConfigHub server, `/api` below it; `npm start` names the embedded hub when nothing else is set. */
  CONFIGHUB_URL: z.url({ protocol: /^https?$/ }).transform((url) => new URL(url).origin),
  /** Key of the session cookie and of the seal; the same on every server of a deployment. */
  HUBDECK_SECRET: z.string().min(32, 'needs at least 32 characters, e.g. from: openssl rand -base64 32'),
  /** JSON; demo users of the embedded hub, who sign in with one click. */
  HUBDECK_DEMO_USERS: z
    .string()
    .default('[]')
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text)
      } catch {
        context.addIssue({ code: 'custom', message: 'is not JSON' })
        return z.NEVER
      }
    })
    .pipe(z.array(DemoIdentity)),
  HUBDECK_SEAL_MINUTES: z.coerce
    .number()
    .int()
    .min(1)
    .max(24 * 60)
    .default(15),
  /** A session that is idle for this long ends. */
  HUBDECK_IDLE_MINUTES: z.coerce
    .number()
    .int()
    .min(1)
    .max(12 * 60)
    .default(120),
  /** Directory shared by all servers of a deployment, with the ids of ended sessions. */
  HUBDECK_ENDED_SESSIONS: z.string().optional(),
  /** `reads=6000 commits=10`: limits per person or address that differ from the defaults. */
  HUBDECK_LIMITS: z.string().default('').transform(parsedBy(parseLimits)),
  /** The key that signs evidence: PEM, or the path of a file with it; the same on every server of a deployment. */
  HUBDECK_SIGNING_KEY: z.string().transform(parsedBy(privateKeyOf)).optional(),
  /** `Labels.Environment = 'prod': 1`: which units are written only with approvals of others, and with how many. */
  HUBDECK_APPROVALS: z.string().default('').transform(parsedBy(parseApprovals)),
  /** Whether undoing a change of one's own needs approvals as well. */
  HUBDECK_APPROVALS_UNDO: z.enum(['exempt', 'required']).default('exempt'),
  ...writeSettings,
  /** The address people use, when a proxy in front of us hides it. */
  HUBDECK_ORIGIN: z
    .url({ protocol: /^https?$/ })
    .transform((url) => new URL(url).origin)
    .optional(),
})

/** What the parser throws is shown with the name of the setting. */
function parsedBy<T>(parse: (text: string) => T) {
  return (text: string, context: z.RefinementCtx): T => {
    try {
      return parse(text)
    } catch (cause) {
      context.addIssue({ code: 'custom', message: cause instanceof Error ? cause.message : String(cause) })
      return z.NEVER
    }
  }
}

export type Env = z.infer<typeof Env>

let checked: Env | undefined

/** The settings, checked once. Throws one message that names every invalid one. */
export function env(): Env {
  checked ??= readEnv(process.env)
  return checked
}

/** @internal For tests. */
export function readEnv(source: Record<string, string | undefined>): Env {
  const result = Env.safeParse(withDevelopmentDefaults(withoutEmpty(source)))
  if (result.success) return result.data
  const lines = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
  throw new Error(`Hubdeck's settings are not valid:\n${lines.join('\n')}`)
}

function withoutEmpty(source: Record<string, string | undefined>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
}

// `next dev` works without settings; its sessions end with the process.
function withDevelopmentDefaults(
  source: Record<string, string | undefined>,
): Record<string, string | undefined> {
  if (source.NODE_ENV === 'production') return source
  return {
    CONFIGHUB_URL: 'http://127.0.0.1:9090',
    HUBDECK_SECRET: randomBytes(32).toString('base64url'),
    ...source,
  }
}
