import { type DestinationStream, pino } from 'pino'
import { StoreProblem } from '#hub/store/problem.ts'

/**
 * `error`: faults; `warn`: also problems that recover by themselves; `info`: also one line per request; `debug`:
 * everything.
 */
const logLevels = ['error', 'warn', 'info', 'debug', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

export type LogEntry = Readonly<Record<string, unknown>>

/** Writes synchronously: a line that explains why the process ended must not be lost with it. */
const stderr = () => pino.destination({ fd: 2, sync: true })

/**
 * JSON lines on stderr with `time` (ISO 8601), `level` (a word) and the entry's own facts. Callers name each fact, so
 * neither tokens nor documents end up here.
 */
export function createLog(
  level: LogLevel,
  destination: DestinationStream = stderr(),
): (entry: LogEntry) => void {
  const logger = pino(
    {
      base: { app: 'hubdeck-hub' },
      level,
      messageKey: 'message',
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  )
  return ({ level, ...given }) => {
    const facts = Object.fromEntries(Object.entries(given).map(([name, fact]) => [name, brief(fact)]))
    if (level === 'error') logger.error(facts)
    else if (level === 'warn') logger.warn(facts)
    else if (level === 'debug') logger.debug(facts)
    else logger.info(facts)
  }
}

const longest = 2_000

/** Messages of the database quote their input, including whole documents. */
function brief(fact: unknown): unknown {
  return typeof fact === 'string' && fact.length > longest ? `${fact.slice(0, longest)}…` : fact
}

export function readLogLevel(text: string): LogLevel {
  const level = logLevels.find((known) => known === text)
  if (level === undefined)
    throw new StoreProblem(`--log-level must be one of ${logLevels.join(', ')}, not ${text}.`)
  return level
}
