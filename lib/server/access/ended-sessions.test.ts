import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { endedSessionsProblem, markEnded } from '#lib/server/access/ended-sessions.ts'
import { endSession, readSession, startSession } from '#lib/server/access/session.ts'

let directory: string

// The settings are read once. Here the shared directory cannot exist, because its parent is a file.
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'hubdeck-ended-'))
  await writeFile(join(directory, 'file'), '')
  vi.stubEnv('HUBDECK_ENDED_SESSIONS', join(directory, 'file/ended'))
})
afterAll(() => rm(directory, { recursive: true, force: true }))

it('a directory that cannot be used is reported by name, and signing out fails visibly', async () => {
  const problem = await endedSessionsProblem()

  expect(problem).toMatch(/HUBDECK_ENDED_SESSIONS .*file\/ended.*ENOTDIR/)
  await expect(markEnded('some-session', 1000)).rejects.toThrow(/ENOTDIR/)
})

it('nobody is let in while ended sessions cannot be read', async () => {
  const headers = new Headers()
  const data = { token: 'token', UserID: 'alice', OrganizationID: 'org', DisplayName: 'Alice Chen' }
  await startSession(new Request('http://deck.test/'), data, headers)
  const cookie = headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const request = new Request('http://deck.test/', { headers: { Cookie: cookie } })

  expect(await readSession(request)).toBeUndefined()
  const answer = new Headers()
  await expect(endSession(request, answer)).rejects.toThrow(/ENOTDIR/)
  expect(answer.getSetCookie().join()).toMatch(/Max-Age=0/)
})
