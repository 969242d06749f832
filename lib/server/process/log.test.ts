import { describe, expect, it } from 'vitest'
import { createLog } from '#lib/server/process/log.ts'

const password = 'tuesday-horse-4711'

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = []
  write(createLog({ write: (line) => lines.push(line) }))
  expect(lines).toHaveLength(1)
  for (const line of lines) expect(() => JSON.parse(line)).not.toThrow()
  return lines.join('')
}

/** An error as it is thrown somewhere below, with a cause and a field of its own. */
function failure(): Error {
  const cause = new Error(`cannot connect to postgres://app:${password}@db/x`)
  return Object.assign(new Error(`bad line: password: ${password}`, { cause }), { token: password })
}

function unreadable(): unknown {
  try {
    return JSON.parse(`${password} and more of the document`)
  } catch (error) {
    return error
  }
}

describe('a log line never reveals a secret in', () => {
  it.each<[string, (log: ReturnType<typeof createLog>) => void]>([
    ['an error, its stack and its cause', (log) => log.error({ err: failure() }, 'a route failed')],
    ['the message', (log) => log.warn(`retry with password=${password}`)],
    ['a message beside fields', (log) => log.warn({ status: 500 }, `token: ${password}`)],
    ['a named field', (log) => log.info({ what: `GET /unit?token=${password}` })],
    ['a field inside of another', (log) => log.info({ facts: { deep: [{ apiKey: password }] } })],
    ['a token', (log) => log.info({ token: password, call: { authorization: password, cookie: password } })],
    ['a text that is no JSON', (log) => log.error({ err: unreadable() }, 'a route failed')],
    ['a bare error', (log) => log.error(failure())],
  ])('%s', (_, write) => {
    expect(logged(write)).not.toMatch(/tuesday|horse|4711/)
  })
})

it('whatever is not secret is logged as it is', () => {
  const entry = { audit: true, who: 'alice', what: 'POST /api/previews', status: 200, requestId: 'req-12345' }

  expect(JSON.parse(logged((log) => log.info(entry)))).toMatchObject({ ...entry, app: 'hubdeck' })
})
