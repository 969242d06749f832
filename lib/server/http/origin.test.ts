import { beforeAll, expect, it, vi } from 'vitest'
import { originProblem } from '#lib/server/http/origin.ts'

// The settings are read once, so this file sets demo users of its own.
beforeAll(() => {
  const token = 'demo-token'
  const alice = { username: 'alice@trading.com', displayName: 'Alice Chen', role: 'editor', token }
  vi.stubEnv('HUBDECK_DEMO_USERS', JSON.stringify([alice]))
})

// A foreign name can resolve to 127.0.0.1; its pages then send our Host and a matching Origin.
it.each([
  ['localhost:3000', true],
  ['127.0.0.1:3000', true],
  ['[::1]:3000', true],
  ['rebound.example:3000', false],
  ['localhost.rebound.example:3000', false],
  ['127.0.0.1.rebound.example', false],
  ['192.168.1.7:3000', false],
])('people who need no password can be used at %s: %s', (host, letIn) => {
  const headers = { Host: host, Origin: `http://${host}` }
  const request = new Request(`http://${host}/api/session`, { method: 'POST', headers })

  expect(originProblem(request) === undefined).toBe(letIn)
})
