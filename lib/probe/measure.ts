import { mapParallel } from '#lib/confighub/chunking.ts'
import type { Send } from '#lib/confighub/client.ts'
import { ApiInfo, ExtendedOrganization, Me } from '#lib/confighub/schema/entities.ts'
import { isReached, type Measurements, type TokenMeasured } from '#lib/connection/measurements.ts'
import { neededOperations } from '#lib/connection/operations.ts'
import type { TokenSource } from '#lib/connection/report.ts'
import { measureAddress } from '#lib/probe/address.ts'
import { type Asked, type Asking, ask, withoutSecrets } from '#lib/probe/ask.ts'
import { measureRights } from '#lib/probe/rights.ts'
import { endOf } from '#lib/probe/token-end.ts'

export type Subject = {
  /** Only the origin is used; a path is ignored. */
  readonly address: URL
  readonly token: string | undefined
  readonly tokenFrom: TokenSource
  readonly send: Send
  /** Sent with every call. */
  readonly headers: Readonly<Record<string, string>>
  readonly signal: AbortSignal
  /** For each call. */
  readonly timeoutMs?: number
}

const infoCalls = 5

/** Measures a connection by reads and dry runs; nothing is changed, and no failure is thrown. */
export async function measure(subject: Subject): Promise<Measurements> {
  const { address, token, tokenFrom, send, headers, signal, timeoutMs = 5000 } = subject
  const asking: Asking = { base: `${address.origin}/api`, send, headers, token, timeoutMs, signal }
  const at = Date.now()
  const [measuredAddress, infos] = await Promise.all([measureAddress(address, timeoutMs), askInfo(asking)])
  const info = ApiInfo.safeParse(infos.find(({ body }) => body !== undefined)?.body)
  const version = info.success ? info.data.Version : undefined
  const reached: Measurements = {
    at,
    tokenFrom,
    address: measuredAddress,
    info: infos.map(({ heard }) => heard),
    isInfoReadable: info.success,
    ...(version === undefined ? {} : { infoVersion: withoutSecrets(version, token) }),
    operations: [],
    ...(token === undefined ? {} : { token: { end: endOf(token), me: notAsked } }),
  }
  if (!isReached(reached)) return reached
  const measured = token === undefined ? undefined : await measureToken(asking, token)
  const operations = await mapParallel(neededOperations, async ({ path, query }) => {
    const { heard } = await ask(asking, query === '' ? path : `${path}?${query}`, 'status')
    return { path, heard }
  })
  return { ...reached, operations, ...(measured === undefined ? {} : { token: measured }) }
}

const notAsked = { kind: 'silence', reason: 'cut', message: 'it was not asked' } as const

/** One after another, stopping at the first without an answer, to avoid waiting five times. */
async function askInfo(asking: Asking): Promise<Asked[]> {
  const asked: Asked[] = []
  for (let call = 0; call < infoCalls; call += 1) {
    const next = await ask(asking, '/info', 'body')
    asked.push(next)
    if (next.heard.kind === 'silence') break
  }
  return asked
}

async function measureToken(asking: Asking, token: string): Promise<TokenMeasured> {
  const { heard, body } = await ask(asking, '/me', 'body')
  const end = endOf(token)
  const me = Me.safeParse(body)
  if (!me.success) return { end, me: heard }
  const { DisplayName, Username, UserID, OrganizationID } = me.data
  const named = DisplayName ?? Username ?? UserID
  const person = Username === undefined || Username === named ? named : `${named} (${Username})`
  const [organization, rights] = await Promise.all([
    organizationName(asking, OrganizationID),
    measureRights(asking),
  ])
  const shown = (text: string) => withoutSecrets(text, token)
  return { end, me: heard, identity: { person: shown(person), organization: shown(organization) }, rights }
}

async function organizationName(asking: Asking, organizationId: string): Promise<string> {
  const { body } = await ask(asking, `/organization/${encodeURIComponent(organizationId)}`, 'body')
  const found = ExtendedOrganization.safeParse(body)
  const { Slug, DisplayName } = found.success ? found.data.Organization : {}
  return Slug ?? DisplayName ?? organizationId
}
