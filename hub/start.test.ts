import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningHub, startHub } from '#hub/start.ts'

let directory: string
let hub: RunningHub
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'hub-start-'))
  hub = await startHub({ data: directory, fleet: 'none', adminToken: 'one' })
})
afterAll(async () => {
  await hub.stop()
  rmSync(directory, { recursive: true })
})

const as = (token: string) => ({ headers: { Authorization: `Bearer ${token}` } })

it('a port in use is reported before anything is opened', async () => {
  const port = Number(new URL(hub.url).port)

  await expect(startHub({ data: 'memory', fleet: 'none', port })).rejects.toThrow(
    `Port ${port} on 127.0.0.1 is taken`,
  )
})

it('what was written survives a restart, for the holder of the new token', async () => {
  const body = JSON.stringify({ Slug: 'kept' })
  const created = await fetch(`${hub.url}/space`, { method: 'POST', body, ...as('one') })
  expect(created.status).toBe(200)
  await hub.stop()

  hub = await startHub({ data: directory, fleet: 'none', adminToken: 'two' })

  const spaces = await fetch(`${hub.url}/space`, as('two'))
  expect(await spaces.json()).toMatchObject([{ Space: { Slug: 'kept' } }])
  expect((await fetch(`${hub.url}/space`, as('one'))).status).toBe(401)
})

it('port 0 means any free port, and /info needs no token', async () => {
  const info = await fetch(`${hub.url}/info`)

  expect(info.status).toBe(200)
  expect(Number(new URL(hub.url).port)).toBeGreaterThan(0)
})
