import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startHub } from '#e2e/hub.ts'
import { freePort } from '#e2e/process.ts'

const variable = 'E2E_FLEET'

/** A data directory that holds the demo fleet. Each test gets a copy: loading the fleet again would take four times as long. */
export function fleetDirectory(): string {
  const directory = process.env[variable]
  if (directory === undefined) throw new Error(`${variable} is set by the global setup, before any test`)
  return directory
}

export default async function fillTemplate(): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), 'hubdeck-e2e-fleet-'))
  const adminToken = 'the-template-is-never-signed-in-to'
  const hub = await startHub({ port: await freePort(), data: directory, adminToken, flags: [] })
  await hub.stop()
  process.env[variable] = directory
  return () => rm(directory, { recursive: true, force: true })
}
