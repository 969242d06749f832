import { expect, it } from 'vitest'
import { createLog, type LogEntry, type LogLevel, readLogLevel } from '#hub/log.ts'

function written(level: LogLevel, entries: readonly LogEntry[]): Record<string, unknown>[] {
  const lines: string[] = []
  const log = createLog(level, { write: (line) => lines.push(line) })
  for (const entry of entries) log(entry)
  return lines.map((line) => JSON.parse(line))
}

it.each([
  ['error', ['error']],
  ['warn', ['warn', 'error']],
  ['info', ['info', 'warn', 'error']],
  ['debug', ['debug', 'info', 'warn', 'error']],
  ['silent', []],
] as const)('at %s there are lines of %j', (level, expected) => {
  const entries = ['debug', 'info', 'warn', 'error'].map((each) => ({ level: each, message: each }))

  expect(written(level, entries).map((line) => line.level)).toEqual(expected)
})

it('a line has a time, a level and the facts, and long facts are cut', () => {
  const [line] = written('info', [{ level: 'error', message: 'm'.repeat(5_000), status: 500 }])

  expect(line).toEqual({
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    level: 'error',
    app: 'hubdeck-hub',
    message: `${'m'.repeat(2_000)}…`,
    status: 500,
  })
})

it('an unknown level is refused with the known ones', () => {
  expect(readLogLevel('warn')).toBe('warn')
  expect(() => readLogLevel('loud')).toThrow('error, warn, info, debug, silent, not loud')
})
