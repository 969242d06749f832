import 'server-only'
import { pino } from 'pino'

/** JSON lines on stdout. Tokens and documents never reach it: callers pass named fields only. */
export const log = pino({
  base: { app: 'hubdeck' },
  timestamp: pino.stdTimeFunctions.isoTime,
  redact: ['token', '*.token', 'authorization', '*.authorization', 'cookie', '*.cookie'],
})

export type AuditEntry = {
  /** UserID, or nothing when nobody is signed in. */
  readonly who: string | undefined
  /** `GET /unit`, `commit 3f2a… 41 written`. */
  readonly what: string
  readonly status: number
  readonly durationMs: number
  readonly requestId: string
  readonly facts?: Readonly<Record<string, string | number | boolean | undefined>>
}

/** One line per call: who did what, and how it ended. */
export function audit({ facts, ...entry }: AuditEntry): void {
  log.info({ audit: true, ...entry, ...facts })
}
