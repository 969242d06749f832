import * as z from 'zod/mini'

/** `unknown`: it could not be measured, which is never good news. */
export const verdicts = ['failed', 'attention', 'unknown', 'ok'] as const
export type Verdict = (typeof verdicts)[number]

const Check = z.enum([
  'address',
  'encryption',
  'reachability',
  'version',
  'token',
  'token-end',
  'rights',
  'limits',
  'clock',
  'operations',
])
export type Check = z.infer<typeof Check>

/** What was measured, and what helps. Only a line that is OK needs no remedy. */
export const ReportLine = z.discriminatedUnion('verdict', [
  z.object({ check: Check, verdict: z.literal('ok'), measured: z.string() }),
  z.object({
    check: Check,
    verdict: z.enum(['failed', 'attention', 'unknown']),
    measured: z.string(),
    remedy: z.string(),
  }),
])
export type ReportLine = z.infer<typeof ReportLine>

const TokenSource = z.enum(['session', 'typed', 'command', 'none'])
/** Where the token of a test came from; the token itself is in no report. */
export type TokenSource = z.infer<typeof TokenSource>

/** What `POST /api/connection` answers. */
export const ConnectionReport = z.object({
  /** Origin of the hub. */
  hub: z.string(),
  /** RFC 3339 */
  at: z.string(),
  tokenFrom: TokenSource,
  lines: z.array(ReportLine),
})
export type ConnectionReport = z.infer<typeof ConnectionReport>

export const checkNames: Readonly<Record<Check, string>> = {
  address: 'Address',
  encryption: 'Encryption',
  reachability: 'Reachability',
  version: 'Version',
  token: 'Token',
  'token-end': 'End of the token',
  rights: 'Rights',
  limits: 'Limits',
  clock: 'Clock',
  operations: 'Operations',
}

export const verdictNames: Readonly<Record<Verdict, string>> = {
  failed: 'Failed',
  attention: 'Attention',
  unknown: 'Unknown',
  ok: 'OK',
}
