import 'server-only'
import { type DestinationStream, type LoggerOptions, pino, stdSerializers, stdTimeFunctions } from 'pino'
import { maskField } from '#lib/config/mask/mask-field.ts'

const secretFields = ['token', 'authorization', 'cookie']

/**
 * JSON lines on stdout. Callers pass named fields only, no documents; secrets quoted in messages or error texts are
 * masked. @internal For tests.
 */
export function createLog(destination?: DestinationStream) {
  const options: LoggerOptions = {
    base: { app: 'hubdeck' },
    timestamp: stdTimeFunctions.isoTime,
    redact: secretFields.flatMap((name) => [name, `*.${name}`]),
    serializers: { err: (error: Error) => maskInside('err', stdSerializers.err(error)) },
    formatters: { log: maskEach },
    hooks: {
      logMethod(args, method) {
        // Given an error alone, pino takes its message as it is.
        const [first, ...rest] = args
        const whole = first instanceof Error && rest.length === 0 ? [{ err: first }, first.message] : args
        const shown = whole.map((each) => (typeof each === 'string' ? maskSaid('', each) : each))
        method.apply(this, shown as typeof args)
      },
    },
  }
  return destination === undefined ? pino(options) : pino(options, destination)
}

export const log = createLog()

function maskEach(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, name === 'err' ? value : maskInside(name, value)]),
  )
}

function maskInside(name: string, value: unknown): unknown {
  if (typeof value === 'string') return maskSaid(name, value)
  if (Array.isArray(value)) return value.map((item) => maskInside(name, item))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, maskInside(key, inner)]))
}

/** Without tags, because a line has to be written even when the settings for them are invalid. */
function maskSaid(name: string, text: string): string {
  // `JSON.parse` quotes what it cannot read, and that may be the middle of a document.
  return maskField(
    name,
    text.replace(/"[^\n]*"(?:\.\.\.)? is not valid JSON/g, 'the text is not valid JSON'),
    {},
  )
}

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

/** One line per call: who did what, and the result. */
export function audit({ facts, ...entry }: AuditEntry): void {
  log.info({ audit: true, ...entry, ...facts })
}
